"""The nuclear signals of 2022: threats and warnings, reassurances, and steps, with whose they were.

The rows are events of ``data/events.csv``. How they are sorted is this book's judgement, made from
what the rows say, and may be argued with: change a line below and draw the chart again.

* ``threat``: says or hints that nuclear arms might be used, or what would follow if they were.
* ``calm``: denies the need, the point or the sign of it, or calls for restraint.
* ``step``: a deed or a report without words of that kind: a test, an exercise, a treaty put off.

Left out are the fighting at power plants, press reports, talks between officials, comparisons with
1962 that say nothing of use, and what only repeats a signal of the days before.
"""

from __future__ import annotations

import pandas as pd

from companion import data

THREATS = {
    "2022-02-24-putin-war-speech": "Putin: consequences never seen",
    "2022-02-27-nuclear-alert": "Putin puts nuclear forces on alert",
    "2022-03-02-lavrov-third-world-war": "Lavrov: a world war would be nuclear",
    "2022-03-22-peskov-existential-threat": "Peskov names the nuclear threshold",
    "2022-04-14-burns-tactical": "Burns: do not take the risk lightly",
    "2022-04-25-lavrov-1962": "Lavrov: the danger is serious and real",
    "2022-04-27-lightning-fast": "Putin: strikes will be “lightning-fast”",
    "2022-05-31-biden-article": "Biden: use has “severe consequences”",
    "2022-07-06-medvedev-arsenal": "Medvedev invokes the arsenal",
    "2022-08-23-truss": "Truss is ready to press the button",
    "2022-09-07-zaluzhnyi": "Zaluzhnyi: a direct threat of use",
    "2022-09-18-biden-dont": "Biden: “Don’t. Don’t. Don’t.”",
    "2022-09-21-putin-address": "Putin: “This is not a bluff.”",
    "2022-09-22-medvedev": "Medvedev: strategic weapons, too",
    "2022-09-22-private-warnings": "US private warnings become known",
    "2022-09-24-lavrov-un": "Lavrov: doctrine covers all territory",
    "2022-09-25-sullivan": "Sullivan: catastrophic consequences",
    "2022-09-27-medvedev": "Medvedev: NATO would not step in",
    "2022-09-30-annexation-treaties": "Putin: the US used the bomb twice",
    "2022-10-01-lyman": "Kadyrov: use low-yield weapons",
    "2022-10-06-zelensky-lowy": "Zelensky and “preventive strikes”",
    "2022-10-06-biden-armageddon": "Biden says “Armageddon”",
    "2022-10-11-g7": "G7 warns of severe consequences",
    "2022-10-13-borrell": "Borrell warns of a military answer",
    "2022-10-13-venediktov": "Venediktov: world war if Kyiv joins",
    "2022-10-14-putin-astana": "Putin: “a global catastrophe”",
    "2022-10-23-shoigu-calls": "Shoigu’s “dirty bomb” calls",
    "2022-10-25-biden-mistake": "Biden: an incredibly serious mistake",
    "2022-11-14-burns-naryshkin": "Burns warns Naryshkin in Ankara",
    "2022-12-07-putin-council": "Putin: the threat of it is growing",
    "2022-12-09-putin-bishkek": "Putin on a disarming strike",
}
"""What threatens or warns, and the words by which a chart names it."""

CALM = {
    "2022-01-03-p5-statement": "Five powers: never to be fought",
    "2022-03-02-us-delays-missile-test": "The Pentagon puts off a missile test",
    "2022-05-31-biden-article": "Biden seeks neither war nor Putin’s fall",
    "2022-08-01-npt-review-opens": "Putin: “must never be fought”",
    "2022-08-16-shoigu-no-need": "Shoigu: no need for nuclear weapons",
    "2022-09-22-security-council": "Guterres: such talk is unacceptable",
    "2022-10-03-kremlin-on-kadyrov": "Kremlin plays down Kadyrov’s call",
    "2022-10-06-zakharova": "Zakharova: never to be allowed",
    "2022-10-07-white-house": "White House: no new intelligence",
    "2022-10-09-kirby": "Kirby: no sign of a decision",
    "2022-10-11-biden-cnn": "Biden: “I don’t think he will”",
    "2022-10-12-macron": "Macron: no nuclear answer for Ukraine",
    "2022-10-27-valdai-nuclear": "Putin: “There is no point in that”",
    "2022-11-02-russia-nuclear-statement": "Moscow restates: not to be fought",
    "2022-11-04-xi-scholz": "Xi and Scholz reject nuclear threats",
    "2022-11-14-biden-xi": "Biden and Xi: no use in Ukraine",
    "2022-11-16-g20-declaration": "G20: use or threat “inadmissible”",
    "2022-12-07-putin-council": "Putin: Russia has not gone mad",
}
"""What reassures or calls for restraint."""

STEPS = {
    "2022-02-19-grom-february": "Nuclear forces exercise",
    "2022-04-20-sarmat": "Test of the Sarmat missile",
    "2022-06-25-iskander-belarus": "Nuclear-capable arms for Belarus",
    "2022-08-08-new-start-inspections": "Treaty inspections suspended",
    "2022-10-26-grom": "Russia’s yearly nuclear exercise",
    "2022-11-28-new-start": "Treaty talks put off",
    "2022-12-21-defence-board": "Report on the nuclear forces",
}
"""Deeds and reports without such words."""

SPEAKERS = {
    "2022-01-03-p5-statement": "other",
    "2022-08-01-npt-review-opens": "Russia",
    "2022-10-11-g7": "other",
    "2022-11-14-biden-xi": "other",
    "2022-11-16-g20-declaration": "other",
}
"""Whose words they are, where it is not the event's first actor."""


LANES = {
    ("Russia", "threat"): "Moscow threatens or warns",
    ("Russia", "calm"): "Moscow reassures",
    ("Russia", "step"): "Moscow’s tests, drills and other steps",
    ("US", "threat"): "Washington, Kyiv and others warn",
    ("US", "calm"): "Washington and others hold back, or urge restraint",
}
"""The lanes of the chart, by voice and sense; all who are not Russia share Washington’s."""


def year() -> pd.DataFrame:
    """Return the sorted signals, lane by lane and in the order of time.

    Returns:
        Rows of ``events`` with ``sense`` (threat, calm or step), ``words`` (a short name for
        charts), ``voice`` (Russia, US, Ukraine or other), ``putin`` (the words are his own) and
        ``lane``. An event that is both threat and reassurance stands twice.

    Raises:
        KeyError: an id is not in ``data/events.csv``.
    """
    rows = pd.concat(_sorted(sense, named) for sense, named in _SENSES.items())
    sides = ["Russia" if voice == "Russia" else "US" for voice in rows["voice"]]
    lanes = [LANES[side, sense] for side, sense in zip(sides, rows["sense"], strict=True)]
    rows = rows.assign(lane=pd.Categorical(lanes, list(LANES.values()))).sort_values("start")
    return rows.sort_values("lane", kind="stable").astype({"lane": "str"})


_SENSES = {"threat": THREATS, "calm": CALM, "step": STEPS}


def _sorted(sense: str, named: dict[str, str]) -> pd.DataFrame:
    rows = data.table("events").loc[list(named)]
    first = [a[0] if a[0] in ("Russia", "US", "Ukraine") else "other" for a in rows["actors"]]
    voices = [SPEAKERS.get(str(i), a) for i, a in zip(rows.index, first, strict=True)]
    words = list(named.values())
    own = [w.startswith("Putin") and sense != "step" for w in words]
    return rows.assign(sense=sense, words=words, voice=voices, putin=own)
