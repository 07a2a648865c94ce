"""The files of data/frameworks and their columns: what five documents say, as tables."""

from helpers.data.schema import INTEGER, TEXT, Column, Table

KINDS = ("challenge", "response", "strategy", "lesson", "affordance", "way_forward", "implication")
ANSWERS = ("response", "strategy", "way_forward")
Allowed = tuple[str, ...] | str


def _must(name: str, meaning: str, allowed: Allowed = (), kind: str = TEXT) -> Column:
    return Column(name, meaning, kind, allowed, required=True)


def _may(
    name: str, meaning: str, allowed: Allowed = (), kind: str = TEXT, several: bool = False
) -> Column:
    return Column(name, meaning, kind, allowed, joined="|+" if several else "")


def _id(what: str) -> Column:
    return _must("id", f"stable name of {what}")


def _table(name: str, meaning: str, *columns: Column, key: tuple[str, ...] = ("id",)) -> Table:
    return Table(name, meaning, columns, key)


_SOURCE = _must("source", "the source document, by the number that sources.csv gives it", "sources")
_SECTION = _must("section", "heading, table, figure or box of the document")
_LINE = _must("line", "line of the document's text file", kind=INTEGER)
_PLACE = (_SOURCE, _SECTION, _LINE)
_CERTAINTY = _must(
    "certainty",
    "`printed` where a sentence joins the two, `category` where they only share a heading, "
    "`implied` where two sentences together do, `order` where only the order of mention does",
    ("printed", "category", "implied", "order"),
)
_TABLES = (
    _table(
        "sources",
        "The source documents.",
        _id("the document"),
        _must("key", "its entry in references.bib"),
        _must("short", "what a report calls it in a table"),
        _must("kind", "what kind of document it is"),
        _must("about", "what it is about, in our own words"),
    ),
    _table(
        "partnership_types",
        "Types and subtypes of research-practice partnerships.",
        _id("the type"),
        _may("parent", "the type it is a subtype of", "partnership_types"),
        _must("name", "its name"),
        _must("summary", "what it is, in our own words"),
        *_PLACE,
    ),
    _table(
        "dimensions",
        "What the types are compared by; put together by us from what is said of them.",
        _id("the dimension"),
        _must("label", "its name"),
        _must("question", "the question it answers"),
    ),
    _table(
        "type_dimensions",
        "What the document says of a type, by dimension; no row where it says nothing.",
        _must("type", "the type", "partnership_types"),
        _must("dimension", "the dimension", "dimensions"),
        _must("value", "what is said, in our own words"),
        *_PLACE,
        key=("type", "dimension", "value"),
    ),
    _table(
        "partnerships",
        "The partnerships that the document names as portraits or examples.",
        _id("the partnership"),
        _must("name", "its name, as printed"),
        _may("type", "its type; empty where the document gives none", "partnership_types"),
        _may("place", "where it works, as printed"),
        _must("summary", "what is said of it"),
        *_PLACE,
    ),
    _table(
        "definition",
        "The characteristics that define such partnerships, as two documents list them.",
        _id("the characteristic"),
        _must("number", "its number in its list", kind=INTEGER),
        _must("characteristic", "its name"),
        _must("summary", "what is meant"),
        _may("matches", "the same characteristic in the other list, if it is there", "definition"),
        _may("difference", "how the two lists differ in it"),
        *_PLACE,
    ),
    _table(
        "characteristic_sides",
        "How partnerships are alike and different in a characteristic, one assertion a row.",
        _must("number", "number of the characteristic in its list", kind=INTEGER),
        _must("side", "whether it is alike or different", ("similar", "different")),
        _must("summary", "what is said"),
        *_PLACE,
        key=("number", "side", "summary"),
    ),
    _table(
        "logic_nodes",
        "The logic model of collaborative research: inputs, processes and activities, outputs, "
        "outcomes, and details of them.",
        _id("the node"),
        _must("label", "what stands in the box"),
        _must(
            "kind",
            "what it is; a `detail` stands in the text only",
            ("column", "input", "process", "activity", "output", "outcome", "detail"),
        ),
        _may("panel", "numbers of the document's figures that hold it", "panels", several=True),
        _may("parent", "the node that it is part of", "logic_nodes"),
        _may("level", "level that the document names", "levels"),
        _may("order", "place among its kind, in the order of the text", kind=INTEGER),
        _must("summary", "what is said of it"),
        *_PLACE,
    ),
    _table(
        "logic_links",
        "Connections between nodes of the logic model that the text names. The figures are lost: "
        "none is known to be an arrow.",
        _must("from", "node that leads to the other", "logic_nodes"),
        _must("to", "the other node", "logic_nodes"),
        _may("panel", "figures in which both stand", "panels", several=True),
        _must("label", "how the one leads to the other"),
        _CERTAINTY,
        *_PLACE,
        key=("from", "to", "label"),
    ),
    _table(
        "knowledge_nodes",
        "The cycle of knowledge utilization: its stages, levels, influences and contexts.",
        _id("the node"),
        _must("label", "its name"),
        _must("kind", "what it is", ("cycle", "stage", "level", "influence", "context")),
        _may("level", "individual, group or both, where said", "levels"),
        _may("order", "place among the stages", kind=INTEGER),
        _must("summary", "what is said of it"),
        *_PLACE,
    ),
    _table(
        "knowledge_links",
        "Connections between nodes of the cycle that the text names.",
        _must("from", "node that leads to the other", "knowledge_nodes"),
        _must("to", "the other node", "knowledge_nodes"),
        _must("label", "how the one leads to the other"),
        _CERTAINTY,
        *_PLACE,
        key=("from", "to", "label"),
    ),
    _table(
        "member_roles",
        "Roles of a partnership's members, and of others around it.",
        _id("the role"),
        _must("role", "its name"),
        _must("kind", "whose role it is", ("member", "staff", "other")),
        _must("summary", "what the role is"),
        _may("stage", "when it counts most, where said"),
        *_PLACE,
    ),
    _table(
        "member_role_notes",
        "What else the document says of a role.",
        _must("role", "the role", "member_roles"),
        _must("note", "what is said"),
        *_PLACE,
        key=("role", "note"),
    ),
    _table(
        "documents",
        "Documents, protocols and tools that support a partnership's work.",
        _id("the document"),
        _must("name", "its name"),
        _must("kind", "what it is", ("document", "protocol", "tool")),
        _must("summary", "what it is for"),
        *_PLACE,
    ),
    _table(
        "evidence_uses",
        "Kinds of use of evidence.",
        _id("the kind of use"),
        _must("kind", "its name"),
        _must("summary", "what is meant"),
        *_PLACE,
    ),
    _table(
        "categories",
        "The headings under which the sources put challenges and answers.",
        _id("the heading"),
        _must("source", "the source document", "sources"),
        _must("label", "the heading"),
        _must("section", "where it stands"),
        _LINE,
        _must("short_label", "a short form for tables"),
        _must("label_basis", "whether the words are the document's or ours"),
    ),
    _table(
        "items",
        "Everything that the sources name as hard, or as an answer to it.",
        _id("the item"),
        _must("source", "the source document", "sources"),
        _must("kind", "what it is", KINDS),
        _must("category", "its heading in the source", "categories"),
        _may("parent", "the item that it is a point of", "items"),
        _must("item", "what is said, in our own words"),
        _SECTION,
        _LINE,
    ),
    _table(
        "responses",
        "Which answer meets which challenge.",
        _must("challenge", "the challenge", "items"),
        _must("response", "the answer", "items"),
        _CERTAINTY,
        *_PLACE,
        key=("challenge", "response"),
    ),
    _table(
        "themes",
        "Common themes over all sources: the code book of the crosswalk, ours and no source's.",
        _id("the theme"),
        _must("label", "its name"),
        _must("definition", "what belongs to it"),
        _may("includes", "for example"),
        _may("excludes", "what the neighbouring themes take"),
    ),
    _table(
        "crosswalk",
        "The theme of each item, coded twice independently by the code book and then resolved.",
        _must("item", "the item", "items"),
        _must("theme", "its theme after resolution", "themes"),
        _may("second", "a second theme that the text itself names", "themes"),
        _must("reason", "why this theme"),
        _must("coder_1", "what the first coder chose", "themes"),
        _must("coder_2", "what the second coder chose", "themes"),
        _may("second_1", "the first coder's second theme", "themes"),
        _may("second_2", "the second coder's second theme", "themes"),
        key=("item",),
    ),
)
TABLES: dict[str, Table] = {table.name: table for table in _TABLES}
