"""How an entry looks: its kind of mark, the text of a small cell, what its marks are labelled."""

from collections.abc import Iterable, Mapping

from helpers.look.page import Page
from helpers.numbers.answer import Status
from helpers.numbers.grid import Entry
from helpers.numbers.parts import Parts
from helpers.numbers.question import ALL

COUNT = "count"
DASH = "–"


def about(entry: Entry) -> str:
    """What a mark or a text of this entry is about: `host=all;topic=college;measure=percent`."""
    keys = dict(entry.keys)
    if entry.measure != COUNT:
        keys["measure"] = entry.measure
    return said_of(**keys)


def said_of(*flags: str, **keys: str) -> str:
    """What a mark or a text is about, where that is no single entry: `key;topic=college`."""
    return ";".join([*flags, *(f"{name}={value}" for name, value in keys.items())])


def sure(entry: Entry) -> str:
    """The kind of mark that shows an entry's least."""
    return "disputed" if entry.status == Status.DISPUTED else "certain"


def kind(entry: Entry) -> str:
    """The kind of mark that shows all of an entry at once, as a table's cell does."""
    if entry.exact:
        return sure(entry)
    return "possible" if entry.known and not entry.free else "open"


def told(entry: Entry, named: Mapping[str, str] | None = None) -> str:
    """What a reader is told of an entry who points at its marks: `Maths: 21, printed`; `named` has
    the words for measures."""
    labels = [entry.labels.get(key, value) for key, value in entry.keys.items() if value != ALL]
    words = (named or {}).get(entry.measure, entry.measure)
    measure = [] if entry.measure == COUNT or entry.percent else [words]
    status = [str(entry.status)] if entry.known else []
    said = ", ".join([entry.text, *status])
    return f"{', '.join([*labels, *measure])}: {said}" if labels or measure else said


def tell(page: Page, entries: Iterable[Entry], named: Mapping[str, str] | None = None) -> None:
    """Let the marks of these entries say what they are."""
    for entry in entries:
        page.tell(about(entry), told(entry, named))


def parted(parts: Parts) -> list[tuple[Entry, str]]:
    """The parts of a whole with the kind of mark of each: sure ones, then the undecided rest."""
    rest = [(parts.rest, "open" if parts.open else "possible")] if parts.rest else []
    return [*((part, sure(part)) for part in parts.solid), *rest]


def short(entry: Entry) -> str:
    """An entry's number, or a dash where nothing is published; ‡ where it is hidden."""
    return DASH if entry.status == Status.UNKNOWN else entry.text


def far(entry: Entry) -> float:
    """The most that an entry's mark may reach to."""
    return entry.low if entry.high is None else entry.high
