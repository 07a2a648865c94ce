"""What a column is: label, type, allowed values and meaning side by side, and the check made from them.

`TABLES` describes every CSV file of a network. The pandera schemas, data/README.md and datapackage.json
are all made from it, so that a column is described where it is checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

INTEGER, NUMBER, TEXT = "integer", "number", "text"
FOLDER = "folder"
PATTERN = {INTEGER: r"-?\d+", NUMBER: r"-?\d+(\.\d+)?(/\d+)?", FOLDER: r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*"}
EXPECTED = {INTEGER: "a whole number", NUMBER: "a number or a fraction such as 1/2",
            FOLDER: "letters and digits, joined by hyphens, and no name that the report itself uses"}
TAKEN = ("all", "figures", "tables", "pictures")  # names in the report's own folder


@dataclass(frozen=True)
class Column:
    """One column: its name, meaning, kind, and what a cell may hold.

    `allowed` is a tuple of values, or a key of network.yml ("topics") whose entries are allowed, or "labs"
    for the labs of labs.csv. `several` allows values joined by `|` or `+`. `required` forbids empty cells.
    """

    name: str
    meaning: str
    kind: str = TEXT
    allowed: tuple[str, ...] | str = ()
    required: bool = False
    several: bool = False
    optional: bool = False  # the whole column may be missing


@dataclass(frozen=True)
class Table:
    """One CSV file: its name, meaning, columns, and the columns that together identify a row."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    optional: bool = False  # the file may be missing

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


STATUS = ("certain", "likely", "undecided")
SECTIONS = (
    "Summary", "Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4", "Conclusion", "Table 1", "Table 2", "Table 3",
    "Figure 1", "Figure 2", "Figure 3", "Figure 4", "Figure 5", "Figure 6", "Figure 7", "Figure B1",
    "Appendix A", "Appendix B",
)
SUBJECTS = (
    "alliances", "labs", "topics", "members", "active_members", "member_share", "states", "districts", "challenges",
    "responses", "strategies", "years", "months", "meetings", "resources", "label", "other",
)
MEASURES = (
    "count", "percent", "fraction", "minimum", "maximum", "range", "median", "mean", "order", "qualitative",
)
UNIVERSES = ("year1", "year4", "reporting", "not_reporting", "continued", "labs", "ended", "topic", "other")
PERIODS = ("year 1", "year 4", "year 1 to year 4", "cycle")
RELATIONS = ("=", ">=", ">", "<=", "<", "between", "about", "order", "text")
CHANGES = (
    "new", "ended", "continued", "unchanged", "transformed", "renamed", "coverage", "coverage_expanded",
    "coverage_reduced", "coverage_within_state", "split", "merged", "split_or_merged",
)


def _decided(name: str, allowed: str, what: str) -> tuple[Column, ...]:
    return (
        Column(name, f"{what}; empty where neither the name nor a sentence decides", allowed=allowed),
        Column(f"{name}_status", f"how sure the {name} is: only `certain` counts in totals", allowed=STATUS),
        Column(f"{name}_options", f"each {name} still possible where it is not certain", allowed=allowed, several=True),
        Column(f"{name}_basis", "what decides: the name, a subtopic that the report prints, or a sentence",
               allowed=("name", "subtopic", "sentence")),
        Column(f"{name}_place", "where that sentence stands in the source"),
        Column(f"{name}_reason", "why, in short"),
    )


ALLIANCES = Table("alliances", "One row an alliance of the last period (Appendix A of the source).", (
    Column("lab", "the lab that supports the alliance", allowed="labs", required=True),
    Column("name", "the alliance's name, as printed", required=True),
    Column("line", "line of the source's text file where the name starts", INTEGER, optional=True),
    *_decided("topic", "topics", "topic area"),
    *_decided("scope", "scopes", "geographic scope"),
    Column("change", "what the source says of this alliance's change since year 1", allowed=CHANGES, several=True),
    Column("change_status", "how sure the change is", allowed=STATUS),
    Column("change_place", "where the source says so"),
    Column("change_reason", "the printed names of the year-1 alliances, and the like"),
    Column("members", "number of members, where it is known of this alliance", INTEGER),
    Column("members_relation", "whether `members` is exact or a limit", allowed=("=", ">", ">=")),
    Column("members_place", "where the number stands"),
    Column("focus", "narrower subject, where the name says so", several=True),
    Column("note", "anything else that a sentence says of this alliance"),
), key=("lab", "name"))

LABS = Table("labs", "The labs, in the report's order.", (
    Column("lab", "the lab's name, as in the other files", required=True),
    Column("folder", "name of the folder for this lab's own report", FOLDER, required=True),
    Column("line", "line of the source's text file where the name stands in Appendix A", INTEGER, optional=True),
    Column("note", "what a reader must know to compare this lab with the others"),
), key=("lab",))

JURISDICTIONS = Table("jurisdictions", "What each lab serves, and its tile on the map. Not from the report.", (
    Column("code", "short name on the tile", required=True),
    Column("name", "full name", required=True),
    Column("kind", "kind of jurisdiction", required=True),
    Column("lab", "the lab that serves it", allowed="labs", required=True),
    Column("row", "row of the tile, counted from the top", INTEGER, required=True),
    Column("col", "column of the tile, counted from the left", INTEGER, required=True),
    Column("source", "address of the public page that says so", required=True),
    Column("status", "kind of evidence", allowed=("public page", "own data"), required=True),
), key=("code",))

STATEMENTS = Table("statements", "Every quantitative statement of the source, one row each.", (
    Column("id", "stable name of the statement: section code and running number", required=True),
    Column("claim_id", "shared by all rows of one assertion: a count and its percentage, and verbatim repeats",
           required=True),
    Column("section", "section, table or figure of the published document", allowed=SECTIONS, required=True),
    Column("place", "paragraph, footnote, note or cell, for a reader who has the PDF", required=True),
    Column("line", "line of the source's text file", INTEGER, required=True),
    Column("anchor", "a few words as printed, to find the place", required=True),
    Column("subject", "what is counted", allowed=SUBJECTS, required=True),
    Column("measure", "how it is measured", allowed=MEASURES, required=True),
    Column("universe", "the set counted in: 73 alliances of year 1, 79 of year 4, the 77 of these that reported, the 2 that did not, the 58 of both",
           allowed=UNIVERSES),
    Column("period", "when", allowed=PERIODS),
    Column("topic", "selector: topic area", allowed="topics", several=True),
    Column("scope", "selector: geographic scope", allowed="scopes", several=True),
    Column("lab", "selector: lab", allowed="labs"),
    Column("lab_group", "selector: an unnamed set of labs that several rows speak of; sets with the same word before "
           "the slash have no lab in common", optional=True),
    Column("alliance", "selector: one alliance, by its printed name"),
    Column("change", "selector: change since year 1", allowed=CHANGES, several=True),
    Column("size_class", "selector: class of active membership", allowed="size_classes", several=True),
    Column("member_type", "selector: member type; `+` means all of them present", allowed="member_types", several=True),
    Column("focus", "selector: narrower printed subject", several=True),
    Column("having", "the condition that each counted lab or topic meets; with relation `order`, the comparison that holds of all"),
    Column("relation", "how the value binds; `about` and `text` bind no number, `order` only the comparison in `having`", allowed=RELATIONS,
           required=True),
    Column("value", "the number", NUMBER),
    Column("value_high", "upper end of a printed range", NUMBER),
    Column("unit", "unit of the value"),
    Column("denominator", "base of a percentage or share, printed or unmistakable", INTEGER),
    Column("reading", "a or b where the sentence admits two readings", allowed=("a", "b")),
    Column("status", "`disputed` where the source is seen to contradict itself", allowed=("printed", "disputed"),
           required=True),
    Column("note", "what is odd, what the number means"),
), key=("id",))

NUMERALS = Table("numerals", "Every numeral and number word of the named sections: a statement, or why not.", (
    Column("line", "line of the source's text file", INTEGER, required=True),
    Column("token", "the numeral or number word", required=True),
    Column("statement", "ids of the statements that hold it", several=True),
    Column("reason", "why it is no statement: page number, footnote mark, citation year, ..."),
))

INFORMATION_SOURCES = Table("information_sources", "Table 1 of the source, in our own words.", (
    Column("number", "running number", INTEGER, required=True),
    Column("name", "source of information", required=True),
    Column("description", "what it is", required=True),
    Column("required", "whether RELs had to provide it", allowed=("yes", "no", "not stated"), required=True),
    Column("line", "line of the source's text file", INTEGER, required=True),
), key=("number",))

CHARACTERISTICS = Table("characteristics", "Table 2 of the source, in our own words.", (
    Column("number", "running number", INTEGER, required=True),
    Column("characteristic", "characteristic of research-practice partnerships", required=True),
    Column("similar", "how REL research alliances are alike", required=True),
    Column("different", "how they differ", required=True),
    Column("numbers", "the figures that the row prints"),
    Column("line", "line of the source's text file", INTEGER, required=True),
), key=("number",))

CHALLENGES = Table("challenges", "Table 3 of the source, in our own words.", (
    Column("number", "running number within its kind", INTEGER, required=True),
    Column("category", "one of the categories", required=True),
    Column("category_label", "its printed name", required=True),
    Column("kind", "challenge or response", allowed=("challenge", "response"), required=True),
    Column("item", "what was reported", required=True),
    Column("line", "line of the source's text file where Table 3 has it", INTEGER, required=True),
    Column("text_line", "line where chapter 4 takes it up", INTEGER, required=True),
), key=("kind", "number"))

FIGURE_VALUES = Table("figure_values", "Values read off the printed figures, by a person who has the original PDF; empty as long as "
                      "nobody has. The audit takes them as statements.", (
    Column("exhibit", "the exhibit that the figure is here", required=True,
           allowed=("active_size_by_topic", "transformations", "topics", "scope", "evolution")),
    Column("lab", "lab of the bar or cell; empty for all labs", allowed="labs"),
    Column("topic", "topic area of the bar or cell", allowed="topics"),
    Column("scope", "geographic scope", allowed="scopes"),
    Column("change", "in Figure B1 the one class that the alliance is filed under", allowed="changes"),
    Column("size_class", "class of active membership", allowed="size_classes"),
    Column("value", "the number that the drawing shows", INTEGER, required=True),
    Column("note", "who read it, from which copy, and how sure"),
), key=("exhibit", "lab", "topic", "scope", "change", "size_class"), optional=True)

EVIDENCE = Table("evidence", "Facts about single alliances from public pages outside the report; off unless `evidence: public`.", (
    Column("id", "stable name", required=True),
    Column("lab", "lab, as in alliances.csv", allowed="labs", required=True),
    Column("alliance", "name, as in alliances.csv", required=True),
    Column("attribute", "what the page says something of", allowed=("scope", "topic", "change", "member_type"), required=True),
    Column("value", "what it says, by the ids of the other files", required=True),
    Column("address", "address of the page; several joined by ` | `", required=True),
    Column("seen", "which stored version of the page"),
    Column("certainty", "how the page's date stands to January 2015",
           allowed=("dated 2014-2015", "earlier", "later", "undated"), required=True),
    Column("note", "in short, in our own words"),
), key=("id",), optional=True)

TABLES: dict[str, Table] = {table.name: table for table in (
    ALLIANCES, LABS, JURISDICTIONS, STATEMENTS, NUMERALS, INFORMATION_SOURCES, CHARACTERISTICS, CHALLENGES,
    FIGURE_VALUES, EVIDENCE,
)}


@dataclass(frozen=True)
class Allowed:
    """The values that a network's own files allow: `topics`, `scopes`, ... of network.yml, and `labs`."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, column: Column) -> tuple[str, ...]:
        if isinstance(column.allowed, str):
            return self.values.get(column.allowed, ())
        return column.allowed


def pandera_schema(table: Table, allowed: Allowed):
    """The pandera DataFrameSchema of `table`, for cells read as text. Imported late: pandera is slow to load."""
    import pandera.pandas as pa

    columns = {
        column.name: pa.Column(str, _checks(column, allowed, pa), required=not column.optional, coerce=False)
        for column in table.columns
    }
    return pa.DataFrameSchema(columns, strict=False, unique=list(table.key) or None)


def _checks(column: Column, allowed: Allowed, pa) -> list:
    checks = []
    if column.required:
        checks.append(pa.Check(lambda cells: cells != "", name="a value; the cell is empty"))
    if column.kind in PATTERN:
        checks.append(pa.Check(lambda cells, kind=column.kind: cells.map(lambda cell: cell == "" or fits(kind, cell)),
                               name=EXPECTED[column.kind]))
    values = allowed.of(column)
    if values:
        checks.append(pa.Check(lambda cells: cells.map(lambda cell: _within(cell, values, column.several)),
                               name="one of " + ", ".join(values) + (", joined by |" if column.several else "")))
    return checks


def fits(kind: str, cell: str) -> bool:
    """Is the text a whole number, a number, or the name of a folder?"""
    return bool(re.fullmatch(PATTERN[kind], cell)) and not (kind == FOLDER and cell.lower() in TAKEN)


def _within(cell: str, values: tuple[str, ...], several: bool) -> bool:
    parts = cell.replace("+", "|").split("|") if several else [cell]
    return cell == "" or all(part in values for part in parts)
