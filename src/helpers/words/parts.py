"""What all sentences are made of: the network's own terms, tallies of statuses, notes and sources."""

from __future__ import annotations

import pandas as pd

from helpers.network import Network
from helpers.params import ALL
from helpers.say import Sentence, join, pick, say


class Terms:
    """What this network calls its things, from network.yml."""

    def __init__(self, network: Network) -> None:
        named = network.config.get("words", {})
        self.alliance, self.alliances = named.get("alliance", ["alliance", "alliances"])
        self.lab, self.labs = named.get("lab", ["lab", "labs"])
        self.first, self.last = (network.label("periods", period) for period in list(network.config["periods"])[:2])
        self.source = network.config.get("source", {}).get("short", "the network's own rows")


def source(terms: Terms, where: str) -> Sentence:
    return say("{source}, {where}; statements by their ids in the data.", source=capital(terms.source), where=where)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def percent_of(table: pd.DataFrame, **keys: str) -> pd.Series:
    return pick(table, "percent", **keys)


def own_note(table: pd.DataFrame, lab: str, terms: Terms) -> Sentence:
    """What a single lab's report must say of its own rows in this exhibit."""
    if lab == ALL:
        return Sentence("")
    own = drawn(table, lab)
    if own.empty or (own["status"] == "not published").all():
        return say("Not published by {lab}: nothing here is recomputed for {name}.", lab=terms.lab, name=lab)
    return join(say("The report gives none of this by {lab}; what the statements and the names allow is shown for {name}.",
                    lab=terms.lab, name=lab), tally(own, "cells of its own"))


def drawn(table: pd.DataFrame, lab: str = ALL) -> pd.DataFrame:
    """The cells that a figure draws of a lab, or of all."""
    return table[(table["lab"] == lab) & table["measure"].isin(["count", "percent"])]


# How a status reads in a tally, in the order of how much is known.
STATUSES = {"printed": "printed", "counted": "counted from rows", "disputed": "disputed", "implied": "implied",
            "bounded": "bounded", "free": "free", "public page": "from public pages (marked p)",
            "example": "from one of many possible datasets", "not published": "not published"}


def tally(rows: pd.DataFrame, what: str = "cells") -> Sentence:
    """How many cells have each status: `Of 15 cells 2 are printed, 1 implied and 12 bounded.`"""
    found = {name: int(count) for name in STATUSES if (count := (rows["status"] == name).sum())}
    if len(found) == 1:
        return say(f"All {{n}} {what} are {STATUSES[next(iter(found))]}.", n=counted(len(rows), "cells"))
    parts = [f"{{n{place}}}{' ' + are(count) if not place else ''} {STATUSES[name]}"
             for place, (name, count) in enumerate(found.items())]
    numbers = {f"n{place}": counted(count, "cells") for place, count in enumerate(found.values())}
    return say(f"Of {{all}} {what} {and_(parts)}.", all=counted(len(rows), "cells"), **numbers)


def plural(cell: pd.Series, word: str) -> str:
    """The word as it follows the cell's number: `1 set`, `2 sets`."""
    return word if cell["value"] == 1 else f"{word}s"


def are(count: int) -> str:
    return "is" if count == 1 else "are"


def and_(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def proven(cell: pd.Series) -> bool:
    """May a title speak of the cell? Not if nothing is known of it, or not from the statements alone."""
    return bool(cell[["value", "low", "high"]].notna().any()) and cell["status"] not in ("example", "public page")


def example_note(cells: pd.DataFrame) -> Sentence:
    """What must be said wherever cells are of one dataset of many."""
    if not (cells["status"] == "example").any():
        return Sentence("")
    return Sentence("This is no finding: one complete dataset of the many that agree with a largest consistent set of the "
                    "statements.")


def counted(n: float, unit: str = "rows") -> pd.Series:
    """A number counted from rows we hold, as a cell."""
    return pd.Series({"measure": "count", "value": float(n), "low": pd.NA, "high": pd.NA, "base": pd.NA, "unit": unit,
                      "status": "counted", "statements": ""})
