"""What passed between Washington and Moscow, and what its writer had not yet read.

A message is under way from the hour at which it was sent to the hour at which it was read. Both
may be known only within limits; then a message that left meanwhile *may* have crossed it.
"""

from __future__ import annotations

import pandas as pd

from companion import data

SPOKEN = {
    "1962-10-26-fomin-scali-lunch": "USSR",
    "1962-10-26-scali-answers-fomin": "US",
    "1962-10-27-white-house-statement": "US",
    "1962-10-27-rfk-dobrynin": "US",
    "1962-10-28-presidium-accepts": "USSR",
}
"""Events that were words from one side to the other, or a decision on them, and whose they were."""

CARRIED = {"1962-10-27-rfk-dobrynin": "m1962-10-27-dobrynin-1"}
"""The cable that brought a spoken word home."""

NOT_SENT = {
    "1962-10-26-fomin-scali-lunch": "face to face",
    "1962-10-28-presidium-accepts": "a decision",
}
UNRECORDED = ("1962-10-26-scali-answers-fomin",)
"""Said to the other side’s man in Washington; when his capital read it is not on record."""

ANSWERS = {
    "m1962-10-23-kennedy-1": ("m1962-10-23-khrushchev-1",),
    "m1962-10-24-khrushchev-1": ("m1962-10-23-kennedy-1",),
    "m1962-10-25-kennedy-1": ("m1962-10-24-khrushchev-1",),
    "m1962-10-26-khrushchev-1": ("m1962-10-25-kennedy-1",),
    "1962-10-28-presidium-accepts": ("m1962-10-27-kennedy-1",),
    "m1962-10-28-khrushchev-1": ("m1962-10-27-kennedy-1", "1962-10-27-rfk-dobrynin"),
    "m1962-10-28-khrushchev-2": ("m1962-10-27-kennedy-1", "1962-10-27-rfk-dobrynin"),
    "m1962-11-03-kennedy-1": ("m1962-10-30-khrushchev-1",),
    "m1962-11-06-kennedy-1": ("m1962-11-04-khrushchev-1",),
    "m1962-11-11-khrushchev-1": ("m1962-11-06-kennedy-1",),
    "m1962-11-12-kennedy-1": ("m1962-11-11-khrushchev-1",),
    "m1962-11-14-khrushchev-1": ("m1962-11-12-kennedy-1",),
    "m1962-11-15-kennedy-1": ("m1962-11-14-khrushchev-1",),
    "m1962-11-20-khrushchev-1": ("m1962-11-15-kennedy-1",),
    "m1962-11-20-kennedy-1": ("m1962-11-20-khrushchev-1",),
    "m1962-11-22-khrushchev-1": ("m1962-11-20-kennedy-1", "m1962-11-21-kennedy-1"),
    "m1962-12-14-kennedy-1": ("m1962-12-11-khrushchev-1",),
}
"""What a message shows that its writer had read: by its own words (FRUS VI, docs 61–84), for the
session of 28 October by a participant’s, for the talk on Turkey by the confidential letter’s."""

PATIENCE = pd.Timedelta(days=7)
"""After so long a message counts as read, even where no record says so."""

COLUMNS = ["side", "label", "sent", "sent_last", "read", "read_last", "sent_zone", "precision"]
COLUMNS += ["basis", "public", "source", "confidence", "table"]


def letters(since: str, until: str) -> pd.DataFrame:
    """Return what passed between Kennedy and Khrushchev, with the limits of sending and reading.

    Args:
        since, until: first day and the day after the last (UTC dates) of sending.

    Returns:
        Rows with ``side``, ``sent`` and ``sent_last`` (alike where the hour is known), ``read``
        and ``read_last`` (the second is missing where nothing limits it), in the order in which
        they had certainly been sent.
    """
    rows = data.messages(since=since, until=until)
    rows = rows[rows["leaders"]]
    day = rows["received_precision"] == "day"
    found = rows.assign(
        side=rows["sender"].map({"Kennedy": "US", "Khrushchev": "USSR"}),
        sent_last=rows["sent_end"],
        read=rows["received"].where(~(rows["received"] < rows["sent"]), rows["sent"]),
        read_last=rows["received_end"].where(day, rows["received"]),
        precision=rows["sent_precision"],
        basis=rows["received_basis"],
        table="messages",
    )
    return _limited(found[COLUMNS].sort_values("sent_last", kind="stable"))


def words(since: str, until: str) -> pd.DataFrame:
    """Return the same as :func:`letters`, and in their place what was said rather than written."""
    rows = data.events("1962", since=since, until=until)
    rows = rows[rows.index.isin(SPOKEN)]
    spoken = rows.assign(
        side=rows.index.map(SPOKEN),
        sent=rows["start"],
        sent_last=rows["start"],
        read=rows["start"],
        read_last=rows["start"].where(~rows.index.isin(UNRECORDED)),
        sent_zone=rows["zone"],
        basis=[NOT_SENT.get(str(name), "") for name in rows.index],
        public=[
            "yes" if name == "1962-10-27-white-house-statement" else "no" for name in rows.index
        ],
        table="events",
    )[COLUMNS]
    for name, cable in CARRIED.items():
        if name in spoken.index:
            carried = data.table("messages").loc[cable]
            spoken.at[name, "read_last"] = carried["received_end"]
            spoken.at[name, "source"] = tuple(
                dict.fromkeys((*spoken.at[name, "source"], *carried["source"]))
            )
    both = pd.concat([letters(since, until), spoken])
    return _limited(both.sort_values("sent_last", kind="stable"))


def _limited(rows: pd.DataFrame) -> pd.DataFrame:
    """Narrow the limits of reading by the message that answers, where there is one."""
    rows = rows.assign(read=rows["read"].fillna(rows["sent"]), about=False)
    for later, earlier in ANSWERS.items():
        for name in earlier:
            if later in rows.index and name in rows.index:
                by, known = rows.at[later, "sent_last"], rows.at[name, "read_last"]
                if pd.isna(known) or by < known:
                    rows.at[name, "read_last"] = by
                    rows.at[name, "about"] = rows.at[later, "precision"] == "hour"
    return rows


def crossings(rows: pd.DataFrame) -> pd.DataFrame:
    """Find each message that left while one of the other side was, or may have been, under way.

    Where no arrival is on record at all, only the other side’s next message is asked about.

    Returns:
        Rows with ``writer`` (the message that left), ``unread`` (the one it crossed) and
        ``sure``: whether it was certainly unread, or only perhaps.
    """
    found = []
    for place, (name, one) in enumerate(rows.iterrows()):
        later = rows.iloc[place + 1 :]
        near = later["sent"] < one["sent_last"] + PATIENCE
        for writer, other in later[near & (later["side"] != one["side"])].iterrows():
            if name in ANSWERS.get(str(writer), ()):
                break
            sure = one["sent_last"] <= other["sent"] and other["sent_last"] < one["read"]
            if sure or pd.isna(one["read_last"]) or one["read_last"] > other["sent"]:
                found.append({"writer": writer, "unread": name, "sure": bool(sure)})
            if pd.isna(one["read_last"]):
                break
    return pd.DataFrame(found, columns=["writer", "unread", "sure"])
