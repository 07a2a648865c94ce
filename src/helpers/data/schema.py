"""What a column is: label, kind, allowed values and meaning side by side.

`TABLES` describes every CSV file of a network. The checks (`tables`), data/README.md and
datapackage.json (`describe`) are all made from it, so that a column is described where it is
checked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

INTEGER, BASE, TILE, NUMBER, TEXT = "integer", "base", "tile", "number", "text"
FOLDER, COLOUR = "folder", "colour"
PATTERN = {
    INTEGER: r"0|[1-9][0-9]{0,8}",
    BASE: r"[1-9][0-9]{0,8}",
    TILE: r"[0-9]|[1-9][0-9]",
    NUMBER: r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,6}|/[1-9][0-9]{0,8})?",
    FOLDER: r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*",
    COLOUR: r"#[0-9a-fA-F]{6}",
}
EXPECTED = {
    INTEGER: "a whole number in the digits 0-9, such as 12",
    BASE: "a whole number from 1 on",
    TILE: "a whole number from 0 to 99",
    NUMBER: "a number such as 12 or 0.5, or a fraction such as 1/2",
    FOLDER: "letters and digits, joined by hyphens, and no name that the report itself uses",
    COLOUR: "'#' and six hexadecimal digits",
}
WHOLE = (INTEGER, BASE, TILE)
TAKEN = ("all", "figures", "tables", "pictures")
"""Names in the report's own folder."""


@dataclass(frozen=True)
class Column:
    """One column: its name, meaning, kind, and what a cell may hold.

    `allowed` is a tuple of words, or the name of a list that a network's own files give
    (`Allowed`). `several` allows values joined by one of the signs in `joined`. `required` forbids
    empty cells; `optional` says that the whole column may be missing. `loose`: other words are
    allowed, too, if they do not look like one of these mistyped.
    """

    name: str
    meaning: str
    kind: str = TEXT
    allowed: tuple[str, ...] | str = ()
    required: bool = False
    several: bool = False
    optional: bool = False
    joined: str = "|+"
    loose: bool = False

    def parts(self, cell: str) -> list[str]:
        """The single values of a cell."""
        if not self.several:
            return [cell] if cell else []
        return [part for part in map(str.strip, re.split(f"[{self.joined}]", cell)) if part]


@dataclass(frozen=True)
class Table:
    """One CSV file: its name, meaning, columns, and the columns that together identify a row.

    A file that is `own`, a sheet that somebody keeps, may have any other columns: they are not
    read. `each` is a column that may stand several times, its name followed by an id (`members:
    ID`).
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    optional: bool = False  # the file may be missing
    own: bool = False
    each: Column | None = None

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column | None:
        """The column of this name; the repeated one for `members: ID`."""
        found = next((column for column in self.columns if column.name == name), None)
        return found or (self.each if self.each and name.startswith(self.each.name) else None)


@dataclass(frozen=True)
class Allowed:
    """The words that a network's own files allow, list by list; a list that is not there allows
    all.

    `spellings` translates labels and other capitals into ids: list -> casefolded text -> id.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, column: Column) -> tuple[str, ...] | None:
        """The allowed words; None where any text will do."""
        if isinstance(column.allowed, str):
            return self.values.get(column.allowed)
        return column.allowed or None


# What the tool can count; all other subjects of a statement stand outside of what it checks.
SUBJECTS = ("partnerships", "hosts", "topics", "members", "active_members", "member_share", "label")
MEASURES = (
    "count",
    "percent",
    "fraction",
    "minimum",
    "maximum",
    "range",
    "median",
    "mean",
    "order",
    "qualitative",
)
AMONG = ("reporting", "not_reporting", "continued", "ended", "hosts", "topic", "other")
RELATIONS = ("=", ">=", ">", "<=", "<", "between", "about", "order", "text")
STATUS = ("certain", "likely", "undecided")
# Words for how a partnership came about, or what became of one; network.yml may have more reasons.
CHANGES = (
    "new",
    "ended",
    "continued",
    "unchanged",
    "transformed",
    "renamed",
    "coverage",
    "topic",
    "moved",
    "returned",
    "split",
    "merged",
    "split_or_merged",
)
NOT_REPORTED, ON_LEAVE, PLANNED = "not reported", "on leave", "planned"


def _decided(name: str, allowed: str, what: str, several: bool = False) -> tuple[Column, ...]:
    """A column of transcribed rows, and the columns that say how sure it is and why."""
    options = Column(
        f"{name}_options",
        f"each {what} still possible where it is not certain",
        allowed=allowed,
        several=True,
        optional=True,
    )
    return (
        Column(
            name,
            what + "; the first of several is the main one" * several,
            allowed=allowed,
            optional=True,
            joined=";",
            several=several,
        ),
        Column(
            f"{name}_status",
            f"how sure the {what} is: only `certain` counts; empty: certain "
            "where the cell is filled",
            allowed=STATUS,
            optional=True,
        ),
        options,
        Column(
            f"{name}_basis",
            "what decides: the name, a subtopic that the source prints, or a sentence",
            allowed=("name", "subtopic", "sentence"),
            optional=True,
        ),
        Column(f"{name}_place", "where that stands in the source", optional=True),
        Column(f"{name}_reason", "why, in short", optional=True),
    )


PARTNERSHIPS = Table(
    "partnerships",
    "One row a partnership and period in which it stood.",
    (
        Column("period", "when it stood", allowed="periods", required=True),
        Column("name", "what it was called then", required=True),
        Column("id", "only where two have one name, or a name changes each year", optional=True),
        Column("host", "who supports it", allowed="hosts", optional=True),
        Column(
            "from",
            "what it came from, of any earlier period: names or ids. Empty: if one of the same "
            "name "
            "stood in the period before, it went on; else it is new",
            several=True,
            optional=True,
            joined=";",
        ),
        *_decided("topics", "topics", "topic", several=True),
        *_decided("scope", "scopes", "geographic scope"),
        Column(
            "change",
            "transcribed rows: what the source says of its change since the period before. Own "
            "rows "
            "need none: it follows from `from`, names, hosts and scopes",
            allowed="reasons",
            several=True,
            optional=True,
            joined=";",
        ),
        Column("change_status", "how sure the change is", allowed=STATUS, optional=True),
        Column("change_place", "where the source says so", optional=True),
        Column("change_reason", "why, in short", optional=True),
        Column("members", "how many take part; empty: not known", INTEGER, optional=True),
        Column(
            "members_relation",
            "whether `members` is exact (also if empty) or a limit",
            allowed=("=", ">", ">="),
            optional=True,
        ),
        Column("members_place", "where the number stands", optional=True),
        Column(
            "status",
            "empty: it stood and reported. `planned`: it did not stand yet and is not counted",
            allowed=(NOT_REPORTED, ON_LEAVE, PLANNED),
            optional=True,
        ),
        Column("focus", "narrower subjects", several=True, optional=True, joined=";"),
        Column("line", "line of the source's text file", INTEGER, optional=True),
        Column("note", "anything else that a reader should know", optional=True),
    ),
    key=("period", "host", "name", "id"),
    own=True,
    each=Column(
        "members: ",
        "how many of this member type take part; 0 is none, empty not known",
        INTEGER,
        optional=True,
    ),
)

HOSTS = Table(
    "hosts",
    "The hosts, in the report's order. Without this file: those that partnerships.csv names.",
    (
        Column("host", "its name, as in the other files", required=True),
        Column(
            "folder",
            "name of the folder for its own report; empty: made from its name",
            FOLDER,
            optional=True,
        ),
        Column(
            "line", "line of the source's text file where its name stands", INTEGER, optional=True
        ),
        Column("note", "what a reader must know to compare it with the others", optional=True),
        Column("colour", "its colour on the map", COLOUR, optional=True),
    ),
    key=("host",),
    optional=True,
    own=True,
)

PLACES = Table(
    "places",
    "What each host serves, and its tile on the map.",
    (
        Column("code", "short name on the tile", required=True),
        Column("name", "full name", required=True),
        Column("kind", "kind of place", required=True),
        Column("host", "the host that serves it", allowed="hosts", required=True),
        Column("row", "row of the tile, counted from the top", TILE, required=True),
        Column("col", "column of the tile, counted from the left", TILE, required=True),
        Column("source", "address of the public page that says so", required=True),
        Column("status", "kind of evidence", allowed=("public page", "own data"), required=True),
    ),
    key=("code",),
    optional=True,
)

STATEMENTS = Table(
    "statements",
    "Every quantitative statement of a source document, one row each. Only for who reads a "
    "printed report.",
    (
        Column("id", "stable name of the statement", required=True),
        Column(
            "claim_id",
            "shared by all rows of one assertion: a count and its percentage, and verbatim repeats",
            required=True,
        ),
        Column(
            "section", "section, table or figure of the document", allowed="sections", required=True
        ),
        Column(
            "place",
            "paragraph, footnote, note or cell, for a reader of the document",
            optional=True,
        ),
        Column("line", "line of the source's text file", INTEGER, optional=True),
        Column("anchor", "a few words as printed, to find the place", optional=True),
        Column(
            "subject",
            "what is counted; any other word: it stands outside of what the audit checks",
            allowed=SUBJECTS,
            required=True,
            loose=True,
        ),
        Column("measure", "how it is measured", allowed=MEASURES, required=True),
        Column(
            "among",
            "the set counted in: the partnerships of a period, those that reported their members "
            "or did "
            "not, those of both periods (`continued`), those that ended, or all hosts",
            allowed="among",
        ),
        Column("period", "when: a period, `A to B`, or a word under `spans`", allowed="spans"),
        Column("topic", "selector: topic", allowed="topics", several=True),
        Column("scope", "selector: geographic scope", allowed="scopes", several=True),
        Column("host", "selector: host", allowed="hosts"),
        Column(
            "host_group",
            "selector: an unnamed set of hosts that several rows speak of; sets with the same "
            "word before "
            "the slash have no host in common",
            optional=True,
        ),
        Column("partnership", "selector: one partnership, by its printed name"),
        Column(
            "change", "selector: change since the period before", allowed="reasons", several=True
        ),
        Column(
            "size_class",
            "selector: class of active membership",
            allowed="size_classes",
            several=True,
        ),
        Column(
            "member_type",
            "selector: member type; `+` means all of them present",
            allowed="member_types",
            several=True,
        ),
        Column("focus", "selector: narrower subject", several=True),
        Column(
            "having",
            "the condition that each counted host or topic meets, such as `partnerships >= 1`; "
            "with "
            "relation `order`, the comparison that holds of all",
        ),
        Column(
            "relation",
            "how the value binds; `about` and `text` bind no number, `order` only the comparison "
            "in `having`",
            allowed=RELATIONS,
            required=True,
        ),
        Column("value", "the number", NUMBER),
        Column("value_high", "upper end of a printed range", NUMBER),
        Column("unit", "unit of the value"),
        Column("denominator", "base of a percentage or share, printed or unmistakable", BASE),
        Column("reading", "a or b where the sentence admits two readings", allowed=("a", "b")),
        Column(
            "status",
            "`disputed` where the source prints another value of the same number",
            allowed=("printed", "disputed"),
            required=True,
        ),
        Column("note", "what is odd, what the number means"),
    ),
    key=("id",),
    optional=True,
)

NUMERALS = Table(
    "numerals",
    "Every numeral and number word of the source: a statement, or why not.",
    (
        Column("line", "line of the source's text file", INTEGER, required=True),
        Column("token", "the numeral or number word", required=True),
        Column("statement", "ids of the statements that hold it", several=True),
        Column("reason", "why it is no statement: page number, footnote mark, citation year, ..."),
    ),
    optional=True,
)

NAMED_NUMBERS = Table(
    "named_numbers",
    "Numbers that the text needs and no exhibit asks for, each with the name that a token "
    "`{name}` gives.",
    (
        Column("name", "what tokens call it", required=True),
        Column(
            "exhibit", "the exhibit whose table lists it; empty: none, it is for the text alone"
        ),
        Column("keys", "the entry's keys there: `key=value`, joined by `;`"),
        Column("measure", "what is measured, in words", required=True),
        Column("unit", "unit of the value", required=True),
        Column("base", "the number that it is a part of", INTEGER),
        Column(
            "claim",
            "claim_id of the statements that say it; several, joined by `+`, are added up",
            required=True,
            several=True,
            joined="+",
        ),
        Column("note", "what a reader should know"),
    ),
    key=("name",),
    optional=True,
)

INFORMATION_SOURCES = Table(
    "information_sources",
    "Kinds of sources that the document drew on, in our own words.",
    (
        Column("number", "running number", INTEGER, required=True),
        Column("name", "source of information", required=True),
        Column("description", "what it is", required=True),
        Column(
            "required",
            "whether hosts had to provide it",
            allowed=("yes", "no", "not stated"),
            required=True,
        ),
        Column("line", "line of the source's text file", INTEGER, required=True),
    ),
    key=("number",),
    optional=True,
)

CHARACTERISTICS = Table(
    "characteristics",
    "Characteristics of partnerships that the document compares, in our own words.",
    (
        Column("number", "running number", INTEGER, required=True),
        Column(
            "characteristic",
            "characteristic of partnerships between research and practice",
            required=True,
        ),
        Column("similar", "how the network's partnerships are alike", required=True),
        Column("different", "how they differ", required=True),
        Column("numbers", "the figures that the row prints"),
        Column("line", "line of the source's text file", INTEGER, required=True),
    ),
    key=("number",),
    optional=True,
)

CHALLENGES = Table(
    "challenges",
    "Challenges that hosts reported, and their responses, in our own words.",
    (
        Column("number", "running number within its kind", INTEGER, required=True),
        Column("category", "one of the categories", required=True),
        Column("category_label", "its printed name", required=True),
        Column("kind", "challenge or response", allowed=("challenge", "response"), required=True),
        Column("item", "what was reported", required=True),
        Column(
            "line", "line of the source's text file where the table has it", INTEGER, required=True
        ),
        Column("text_line", "line where the text takes it up", INTEGER, required=True),
    ),
    key=("kind", "number"),
    optional=True,
)

FIGURE_VALUES = Table(
    "figure_values",
    "Values read off the printed figures, by a person who has the original; empty as long as "
    "nobody has. "
    "The audit takes them as statements.",
    (
        Column("exhibit", "the exhibit that the figure is here", required=True),
        Column("host", "host of the bar or cell; empty for all", allowed="hosts"),
        Column("topic", "topic of the bar or cell", allowed="topics"),
        Column("scope", "geographic scope", allowed="scopes"),
        Column(
            "change", "the one class of change that a partnership is filed under", allowed="changes"
        ),
        Column("size_class", "class of active membership", allowed="size_classes"),
        Column("value", "the number that the drawing shows", INTEGER, required=True),
        Column("note", "who read it, from which copy, and how sure"),
    ),
    key=("exhibit", "host", "topic", "scope", "change", "size_class"),
    optional=True,
)

EVIDENCE = Table(
    "evidence",
    "Facts about single partnerships from public pages outside the source; off unless `evidence: "
    "public`.",
    (
        Column("id", "stable name", required=True),
        Column("host", "host, as in partnerships.csv", allowed="hosts", required=True),
        Column("partnership", "name, as in partnerships.csv", required=True),
        Column(
            "attribute",
            "what the page says something of",
            allowed=("scope", "topic", "change", "member_type"),
            required=True,
        ),
        Column("value", "what it says, by the ids of the other files", required=True),
        Column("address", "address of the page; several joined by ` | `", required=True),
        Column("seen", "which stored version of the page"),
        Column("certainty", "how the page's date stands to the last period", required=True),
        Column("note", "in short, in our own words"),
    ),
    key=("id",),
    optional=True,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        PARTNERSHIPS,
        HOSTS,
        PLACES,
        STATEMENTS,
        NUMERALS,
        NAMED_NUMBERS,
        INFORMATION_SOURCES,
        CHARACTERISTICS,
        CHALLENGES,
        FIGURE_VALUES,
        EVIDENCE,
    )
}


def fits(kind: str, cell: str) -> bool:
    """Is the text a whole number, a number, or the name of a folder? Any text is text."""
    if kind not in PATTERN:
        return True
    taken = kind == FOLDER and cell.lower() in TAKEN
    return bool(re.fullmatch(PATTERN[kind], cell)) and not taken


def spelt(words: Iterable[str]) -> dict[str, str]:
    """Words by their casefolded text: how a cell in other capitals is understood."""
    return {word.casefold(): word for word in reversed(list(words))}
