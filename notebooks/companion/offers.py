"""Words about talks on the war, from the annexation to the end of 2022: who would, on what terms.

``opens`` is this book’s reading: the speaker would talk, on the terms that the words name, or he
turns talks down. No one in these rows offers to talk without any terms.
"""

from __future__ import annotations

import pandas as pd

from companion import data

OFFERS = [
    (
        "2022-09-30-annexation-treaties",
        "Russia",
        "Putin calls on Kyiv to talk, but not about the four provinces",
        True,
    ),
    ("2022-10-14-putin-astana", "Russia", "Putin sees no need to talk with Biden", False),
    (
        "2022-10-27-valdai-talks",
        "Russia",
        "At Valdai Putin is ready; Washington should signal to Kyiv to change its position",
        True,
    ),
    (
        "2022-12-02-peskov-answers",
        "Russia",
        "Peskov says that Putin is open, but leaving Ukraine first is impossible",
        True,
    ),
    (
        "2022-12-25-putin-tv",
        "Russia",
        "Putin is ready to negotiate “about acceptable solutions”",
        True,
    ),
    (
        "2022-09-30-zelensky-nato",
        "Ukraine",
        "Zelensky is ready, “but already with another president of Russia”",
        True,
    ),
    (
        "2022-10-04-zelensky-decree",
        "Ukraine",
        "By decree Kyiv holds talks with Putin impossible",
        False,
    ),
    (
        "2022-11-07-zelensky-conditions",
        "Ukraine",
        "Zelensky names five conditions, among them territorial integrity",
        True,
    ),
    (
        "2022-12-01-biden-macron",
        "US",
        "Biden would speak with Putin, if he looks for a way to end the war",
        True,
    ),
    (
        "2022-12-25-putin-tv",
        "Ukraine",
        "An adviser of Zelensky says that Russia does not want negotiations",
        False,
    ),
]
"""The event, whose words, the words as a chart has them, and whether they open a way to talks."""

SINCE, UNTIL = "2022-09-24", "2022-12-29"
"""The days that are drawn."""


def offers() -> pd.DataFrame:
    """Return the words on talks, in the order of time.

    Returns:
        Rows of ``events`` with ``label`` (the words), ``actors`` (whose) and ``opens``. An event in
        which both sides speak stands twice.
    """
    rows = data.table("events").loc[[name for name, *_ in OFFERS]]
    rows = rows.assign(
        label=[words for _, _, words, _ in OFFERS],
        actors=[(actor,) for _, actor, _, _ in OFFERS],
        opens=[opens for *_, opens in OFFERS],
        moscow=[actor == "Russia" for _, actor, _, _ in OFFERS],
    )
    return rows.sort_values("start", kind="stable")
