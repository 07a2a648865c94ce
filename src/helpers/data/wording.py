"""How people write in sheets of their own: other names for columns, numbers, and "not known".

The words are in wording.yml. What is taken is said in a note; what could be two things is not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from helpers.data.schema import WHOLE, Allowed, Column, Table, described
from helpers.errors import one_of, shortened

_WORDS = described("wording.yml")
COLUMNS: dict[str, dict[str, list[str]]] = _WORDS["columns"]
UNKNOWN = frozenset(_WORDS["unknown"])
TOTALS = frozenset(_WORDS["totals"])
# A blank of any width or an apostrophe between thousands, or the English comma; a zero fraction.
NAMES = frozenset(
    word
    for table in COLUMNS.values()
    for column, words in table.items()
    for word in (column, *words)
)
"""Every word that names a column of some table."""
PERSONAL = re.compile(
    r"e-?mail|phone|mobile|\bfax\b|contact|surname|birth|^(first|last)$"
    r"|(first|last|given|family) ?name",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"([1-9]\d{0,2}([,\s'’]\d{3})+|0|[1-9]\d*)(\.00?)?", re.ASCII)
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007"), " ")
_DOUBTFUL = re.compile(r"\d{1,3}(\.\d{3})+|\d+,\d{1,2}", re.ASCII)


class Named(NamedTuple):
    """The columns of a sheet as the schema calls them (others as written), and what to say."""

    names: list[str]
    notes: list[str]
    problems: list[str]


@cache
def plain(written: str) -> str:
    """The name of a column without capitals and marks: `Topic Area(s)` is `topic areas`."""
    text = unicodedata.normalize("NFKC", written).casefold().replace("(s)", "s")
    return " ".join(re.findall(r"[^\W_]+", text)).replace("organis", "organiz")


def name_of(table: Table, written: str, allowed: Allowed) -> str:
    """A column as the schema calls it: own sheets may have other capitals, or a type's label."""
    if not table.own:
        return written
    lower = " ".join(written.casefold().split())
    first, colon, rest = lower.partition(":")
    if table.each and colon and first.strip() == table.each.name.split(":")[0]:
        types = allowed.spellings.get("member_types", {})
        return table.each.name + types.get(rest.strip(), written.split(":", 1)[1].strip())
    return lower if table.column(lower) else written


def named(table: Table, header: Sequence[str], allowed: Allowed) -> Named:
    """The columns by the schema's names, or by another name for one that is not there."""
    found = Named([name_of(table, written, allowed) for written in header], [], [])
    for column in COLUMNS.get(table.name, {}) if table.own else ():
        if table.column(column):
            _take(found, table, header, column)
    return found


def _take(found: Named, table: Table, header: Sequence[str], column: str) -> None:
    """Take another name for a column; two of them are a problem, unless it is there itself."""
    words = {plain(column), *COLUMNS[table.name][column]}
    places = [place for place, written in enumerate(header) if plain(written) in words]
    written = [shortened(header[place]) for place in places]
    if column in found.names:
        unread = [header[place] for place in places if not table.column(found.names[place])]
        if unread:
            said = f"'{column}' is read; {_quoted(unread)} could be it, too, and is not."
            found.notes.append(said)
    elif len(places) == 1:
        found.names[places[0]] = column
        found.notes.append(f"'{written[0]}' is read as {column}.")
    elif places:
        found.problems.append(
            f"the columns {_quoted(written, 'and')} could each be '{column}'; name the one that is "
            f"it {column}, and the others otherwise."
        )


def _quoted(words: Iterable[str], last: str = "or") -> str:
    quoted = [f"'{word}'" for word in words]
    return one_of(quoted) if last == "or" else " and ".join(quoted)


def is_unknown(cell: str) -> bool:
    """Does a cell say in words that something is not known?"""
    return cell.casefold() in UNKNOWN


def whole(cell: str) -> str:
    """`12.0`, `1,204` and `1 204` as whole numbers; any other cell as it is."""
    plainly = cell.translate(_BLANKS)
    if not _WHOLE.fullmatch(plainly):
        return cell
    return re.sub(r"[,\s'’]", "", plainly.partition(".")[0])


def doubtful(cell: str) -> str:
    """What a number may mean that is written differently in different countries, or nothing."""
    if not _DOUBTFUL.fullmatch(cell):
        return ""
    return f"'{cell}' may be a fraction or thousands; "


def may_be_unknown(column: Column) -> bool:
    """Does an empty cell of the column say no more than that something is not known?"""
    return not column.required and (column.kind in WHOLE or column.name in _NOT_SAID)


_NOT_SAID = ("id", "host", "from", "topics", "scope")


def understood(name: str, column: Column, cells: list[str]) -> tuple[list[str], list[str]]:
    """The cells of a column as the schema writes them, and notes on what was read as not known."""
    if not may_be_unknown(column):
        return cells, []
    counts = Counter(cell for cell in cells if is_unknown(cell))
    known = ["" if cell in counts else cell for cell in cells]
    said = [f"'{shortened(word)}' ({number})" for word, number in counts.items()]
    notes = [f"column {name.strip()}: {', '.join(said)} read as not known."] if said else []
    return ([whole(cell) for cell in known] if column.kind in WHOLE else known), notes
