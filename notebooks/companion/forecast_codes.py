"""The judgements behind chapter 13: which way each event tells, and how sure the words sound.

The events are rows of ``data/``. Which way each of them tells, where a forecast stood from when
on, and how sure the essay’s words sound are this book’s readings: they stand here, to be changed.
"""

from __future__ import annotations

LAST = "2026-08-15"
"""The day of the last event on record; nothing is drawn after it."""

FOR, EITHER, AGAINST = "for", "both ways", "against"

TELLING: dict[str, tuple[tuple[str, str, int, str], ...]] = {
    # forecast: event, which way it tells, rank (1 named, 2 named where there is room), words
    "3.3c": (
        ("2022-11-16-house", AGAINST, 1, "Republicans win the House"),
        ("2022-12-23-congress-aid", FOR, 1, "45 bn dollars voted"),
        ("2023-09-30-stopgap", AGAINST, 2, "stopgap without aid"),
        ("2023-10-03-mccarthy", AGAINST, 3, ""),
        ("2023-12-06-senate-blocks", AGAINST, 1, "the Senate blocks aid"),
        ("2024-02-13-senate-95-billion", FOR, 3, ""),
        ("2024-04-20-house-aid", EITHER, 1, "61 bn, six months late"),
        ("2024-04-23-senate-aid", FOR, 3, ""),
        ("2024-11-17-atacms", FOR, 2, "long-range strikes allowed"),
        ("2025-02-24-un-vote", AGAINST, 2, "a vote with Russia"),
        ("2025-03-03-aid-paused", AGAINST, 1, "aid paused"),
        ("2025-03-11-jeddah", FOR, 2, "pause lifted"),
        ("2025-07-01-weapons-halted", AGAINST, 3, ""),
        ("2025-07-07-weapons-resumed", FOR, 3, ""),
        ("2025-07-14-purl", EITHER, 1, "arms sold to allies"),
        ("2025-08-28-missile-sale", EITHER, 3, ""),
        ("2025-10-22-oil-sanctions", FOR, 2, "oil sanctions"),
        ("2025-12-18-defence-act", EITHER, 2, "800 m in two years"),
        ("2026-06-04-ukraine-support-act", FOR, 1, "the House votes aid"),
        ("2026-07-31-patriot", AGAINST, 2, "no Patriot licence"),
    ),
    "3.4b": (
        ("2022-11-28-new-start", FOR, 2, "arms talks put off"),
        ("2022-12-08-prisoner-exchange", EITHER, 2, "prisoners swapped"),
        ("2023-02-21-new-start-suspended", FOR, 1, "New START suspended"),
        ("2023-03-25-belarus-announced", FOR, 2, "warheads for Belarus"),
        ("2023-10-05-valdai-threshold", AGAINST, 2, "threshold not lowered"),
        ("2023-11-02-test-ban-law", FOR, 2, "test ban unratified"),
        ("2024-05-06-nuclear-drill", FOR, 3, ""),
        ("2024-11-19-nuclear-doctrine", FOR, 1, "wider nuclear doctrine"),
        ("2024-11-21-oreshnik", FOR, 3, ""),
        ("2025-03-18-energy-truce", AGAINST, 1, "energy truce"),
        ("2025-04-19-easter-truce", AGAINST, 3, ""),
        ("2025-09-22-new-start-offer", AGAINST, 2, "offer to keep limits"),
        ("2026-01-08-oreshnik-lviv", FOR, 2, "Oreshnik again"),
        ("2026-02-05-new-start-expires", EITHER, 3, ""),
        ("2026-02-11-lavrov-limits", AGAINST, 3, ""),
        ("2026-04-11-easter-truce", AGAINST, 3, ""),
        ("2026-05-09-victory-truce", AGAINST, 1, "three-day truce"),
        ("2026-05-24-oreshnik", FOR, 3, ""),
        ("2026-07-kremlin-no-talks", FOR, 1, "no talks in sight"),
    ),
    "3.4c": (
        ("2022-11-11-kherson", EITHER, 1, "Kherson is left"),
        ("2024-04-18-levada", FOR, 1, "poll: 71, or 30 if land goes"),
        ("2024-05-24-reuters-freeze", EITHER, 2, "report: enough to sell"),
        ("2024-06-14-putin-terms", FOR, 2, "the question “closed forever”"),
        ("2025-09-levada", FOR, 1, "poll: 80, or 33"),
    ),
    "3.4e": (
        ("2022-11-11-kherson", EITHER, 3, ""),
        ("2022-12-02-peskov-answers", FOR, 2, "Biden’s terms refused"),
        ("2022-12-25-putin-tv", EITHER, 2, "ready to negotiate"),
        ("2023-12-23-nyt-feelers", AGAINST, 1, "report: truce feelers"),
        ("2024-05-24-reuters-freeze", AGAINST, 2, "report: ready to freeze"),
        ("2024-06-14-putin-terms", FOR, 1, "all four provinces asked"),
        ("2025-02-18-riyadh", EITHER, 2, "Riyadh"),
        ("2025-05-11-putin-istanbul", EITHER, 3, ""),
        ("2025-06-02-memorandum", FOR, 2, "memorandum"),
        ("2025-08-15-alaska", EITHER, 3, ""),
        ("2025-08-21-reuters-terms", EITHER, 1, "report: less asked"),
        ("2025-11-21-putin-28-points", EITHER, 3, ""),
        ("2025-11-27-putin-withdraw", FOR, 2, "leave, or by arms"),
        ("2025-12-17-putin-board", FOR, 3, ""),
        ("2026-01-23-abu-dhabi", EITHER, 2, "Abu Dhabi"),
        ("2026-06-23-putin-terms", FOR, 1, "terms of 2024 again"),
    ),
    "3.4h": (
        ("2022-11-09-kherson-order", FOR, 1, "retreat ordered"),
        ("2023-01-11-gerasimov", AGAINST, 1, "a new commander"),
        ("2023-02-21-new-start-suspended", AGAINST, 2, "New START suspended"),
        ("2023-12-23-nyt-feelers", EITHER, 2, "report: truce feelers"),
        ("2024-06-14-putin-terms", AGAINST, 1, "Kherson asked back"),
        ("2025-08-21-reuters-terms", EITHER, 1, "report: less asked"),
        ("2026-06-23-putin-terms", AGAINST, 2, "terms of 2024 again"),
    ),
    "1.3f": (
        ("2023-06-23-wagner-march", FOR, 1, "Wagner marches"),
        ("2023-06-24-wagner-turns", AGAINST, 1, "turns back in a day"),
        ("2023-08-23-prigozhin-dies", EITHER, 2, "Prigozhin dies"),
        ("2024-03-15-putin-election", EITHER, 2, "Putin keeps office"),
    ),
}

HELD, OPEN, LOST = "borne out", "open", "told against"

STOOD: dict[str, tuple[tuple[str, str], ...]] = {
    # forecast: how it stood from which day on, as the record then was
    "3.3c": (
        ("2022-11-17", HELD),
        ("2023-09-30", LOST),
        ("2024-04-23", HELD),
        ("2025-03-03", LOST),
    ),
    "3.4b": (("2022-11-17", HELD),),
    "3.4c": (("2022-11-17", OPEN),),
    "3.4e": (
        ("2022-11-17", HELD),
        ("2023-12-23", OPEN),
        ("2024-06-14", HELD),
        ("2025-02-18", OPEN),
        ("2026-03-18", HELD),
    ),
    "3.4h": (("2022-11-17", OPEN), ("2023-02-21", LOST)),
    "1.3f": (("2022-11-17", OPEN), ("2023-06-23", HELD), ("2023-06-24", OPEN)),
}

SURE: dict[str, tuple[str, str, tuple[int, int, int], int | None]] = {
    # forecast: what was expected, in what word, how sure that sounds (mildly, as we read it,
    # strongly; per cent), and what came: 100 it did, 0 it did not, None nobody can say yet
    "3.3c": ("no weaker American support", "“very unlikely”", (80, 90, 95), 0),
    "3.4b": ("no step towards calm", "“does not signal”", (80, 90, 95), 100),
    "3.4c": ("a wider retreat would not sell", "“very difficult”", (70, 80, 90), None),
    "3.4e": ("no way out wanted", "“at least for now”", (60, 70, 80), None),
    "3.4h": ("a reappraisal in Moscow", "“Perhaps”", (20, 35, 50), 0),
}

TERMS: tuple[tuple[str, str, tuple[int, ...], bool, int, str], ...] = (
    # event, whose terms, rung or rungs of :data:`RUNGS`, whether that side named them in
    # public, rank, words
    ("2022-09-30-annexation-treaties", "Russia", (0,), True, 1, "not up for talks"),
    ("2022-11-07-zelensky-conditions", "Ukraine", (3,), True, 2, "five conditions"),
    ("2022-11-15-zelensky-g20", "Ukraine", (3,), True, 1, "ten points"),
    ("2023-12-23-nyt-feelers", "Russia", (2,), False, 1, "New York Times"),
    ("2024-05-24-reuters-freeze", "Russia", (2,), False, 1, "Reuters"),
    ("2024-06-14-putin-terms", "Russia", (0,), True, 1, "Putin’s terms"),
    ("2025-03-11-jeddah", "Ukraine", (2,), True, 1, "30 days"),
    ("2025-05-16-istanbul", "Russia", (0,), False, 3, ""),
    ("2025-06-02-memorandum", "Russia", (0,), True, 2, "memorandum"),
    ("2025-08-21-reuters-terms", "Russia", (1,), False, 1, "Reuters"),
    ("2025-11-20-28-points", "US", (1,), False, 1, "28 points"),
    ("2025-11-21-putin-28-points", "Russia", (1,), False, 3, ""),
    ("2025-11-27-putin-withdraw", "Russia", (0, 1), True, 2, "“the territories”"),
    ("2025-12-17-putin-board", "Russia", (0,), True, 2, "again"),
    ("2026-06-04-putin-anchorage", "Russia", (1,), False, 2, "“Anchorage”"),
    ("2026-06-04-zelensky-letter", "Ukraine", (2,), True, 1, "open letter"),
    ("2026-06-23-putin-terms", "Russia", (0,), True, 1, "again"),
)

RUNGS = (
    "All four provinces to Russia",
    "Donetsk and Luhansk to Russia, the front frozen in the other two",
    "The fighting stops first; land is left for later",
    "All of Ukraine’s land back",
)
"""What was asked for the four provinces, from Moscow’s most to Kyiv’s most."""

VOTES = (
    ("2022-11-17-essay", 1, "the essay"),
    ("2022-12-23-congress-aid", 1, "45 bn dollars"),
    ("2023-09-30-stopgap", 2, "stopgap without aid"),
    ("2023-12-06-senate-blocks", 1, "Senate blocks"),
    ("2024-04-23-senate-aid", 1, "61 bn dollars"),
    ("2024-11-06-trump-elected", 1, "Trump elected"),
    ("2025-03-03-aid-paused", 1, "pause"),
    ("2025-03-11-jeddah", 3, ""),
    ("2025-07-01-weapons-halted", 2, "some arms held back"),
    ("2025-07-14-purl", 1, "allies to pay"),
    ("2025-12-18-defence-act", 2, "800 m dollars"),
    ("2026-06-04-ukraine-support-act", 1, "House votes aid"),
)
"""Votes and pauses that a chart of aid names: event, rank, words."""

REPORTED = ("2023-12-23-nyt-feelers", "2024-05-24-reuters-freeze", "2025-08-21-reuters-terms")
"""Events that are reports from unnamed sources: what they report is not firm."""
