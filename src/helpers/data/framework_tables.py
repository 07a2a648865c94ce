"""The files of data/frameworks and their columns: what five documents say, as tables."""

from helpers.data.schema import INTEGER, Column, Table

KINDS = ("challenge", "response", "strategy", "lesson", "affordance", "way_forward", "implication")
ANSWERS = ("response", "strategy", "way_forward")
CERTAINTY = ("printed", "category", "implied", "order")


def _place(required: bool = True) -> tuple[Column, ...]:
    return (
        Column(
            "source",
            "the source document, by the number that sources.csv gives it",
            allowed="sources",
            required=required,
        ),
        Column("section", "heading, table, figure or box of the document", required=required),
        Column("line", "line of the document's text file", INTEGER, required=required),
    )


def _id(what: str) -> Column:
    return Column("id", f"stable name of {what}", required=True)


_CERTAINTY = Column(
    "certainty",
    "`printed` where a sentence joins the two, `category` where they only share a heading, "
    "`implied` where two sentences together do, `order` where only the order of mention does",
    allowed=CERTAINTY,
    required=True,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "sources",
            "The source documents.",
            (
                _id("the document"),
                Column("key", "its entry in references.bib", required=True),
                Column("short", "what a report calls it in a table", required=True),
                Column("kind", "what kind of document it is", required=True),
                Column("about", "what it is about, in our own words", required=True),
            ),
            key=("id",),
        ),
        Table(
            "partnership_types",
            "Types and subtypes of research-practice partnerships.",
            (
                _id("the type"),
                Column("parent", "the type it is a subtype of", allowed="partnership_types"),
                Column("name", "its name", required=True),
                Column("summary", "what it is, in our own words", required=True),
                *_place(),
            ),
            key=("id",),
        ),
        Table(
            "dimensions",
            "What the types are compared by; put together by us from what is said of them.",
            (
                _id("the dimension"),
                Column("label", "its name", required=True),
                Column("question", "the question it answers", required=True),
            ),
            key=("id",),
        ),
        Table(
            "type_dimensions",
            "What the document says of a type, by dimension; no row where it says nothing.",
            (
                Column("type", "the type", allowed="partnership_types", required=True),
                Column("dimension", "the dimension", allowed="dimensions", required=True),
                Column("value", "what is said, in our own words", required=True),
                *_place(),
            ),
            key=("type", "dimension", "value"),
        ),
        Table(
            "partnerships",
            "The partnerships that the document names as portraits or examples.",
            (
                _id("the partnership"),
                Column("name", "its name, as printed", required=True),
                Column(
                    "type",
                    "its type; empty where the document gives none",
                    allowed="partnership_types",
                ),
                Column("place", "where it works, as printed"),
                Column("summary", "what is said of it", required=True),
                *_place(),
            ),
            key=("id",),
        ),
        Table(
            "definition",
            "The characteristics that define such partnerships, as two documents list them.",
            (
                _id("the characteristic"),
                Column("number", "its number in its list", INTEGER, required=True),
                Column("characteristic", "its name", required=True),
                Column("summary", "what is meant", required=True),
                Column(
                    "matches",
                    "the same characteristic in the other list, if it is there",
                    allowed="definition",
                ),
                Column("difference", "how the two lists differ in it"),
                *_place(),
            ),
            key=("id",),
        ),
        Table(
            "characteristic_sides",
            "How partnerships are alike and different in a characteristic, one assertion a row.",
            (
                Column(
                    "number", "number of the characteristic in its list", INTEGER, required=True
                ),
                Column(
                    "side",
                    "whether it is alike or different",
                    allowed=("similar", "different"),
                    required=True,
                ),
                Column("summary", "what is said", required=True),
                *_place(),
            ),
            key=("number", "side", "summary"),
        ),
        Table(
            "logic_nodes",
            "The logic model of collaborative research: inputs, processes and activities, outputs, "
            "outcomes, and details of them.",
            (
                _id("the node"),
                Column("label", "what stands in the box", required=True),
                Column(
                    "kind",
                    "what it is; a `detail` stands in the text only",
                    allowed=(
                        "column",
                        "input",
                        "process",
                        "activity",
                        "output",
                        "outcome",
                        "detail",
                    ),
                    required=True,
                ),
                Column(
                    "panel",
                    "numbers of the document's figures that hold it",
                    joined="|+",
                    allowed="panels",
                ),
                Column("parent", "the node that it is part of", allowed="logic_nodes"),
                Column("level", "level that the document names", allowed="levels"),
                Column("order", "place among its kind, in the order of the text", INTEGER),
                Column("summary", "what is said of it", required=True),
                *_place(),
            ),
            key=("id",),
        ),
        Table(
            "logic_links",
            "Connections between nodes of the logic model that the text names. The figures are "
            "lost: none is known to be an arrow.",
            (
                Column(
                    "from", "node that leads to the other", allowed="logic_nodes", required=True
                ),
                Column("to", "the other node", allowed="logic_nodes", required=True),
                Column("panel", "figures in which both stand", joined="|+", allowed="panels"),
                Column("label", "how the one leads to the other", required=True),
                _CERTAINTY,
                *_place(),
            ),
            key=("from", "to", "label"),
        ),
        Table(
            "knowledge_nodes",
            "The cycle of knowledge utilization: its stages, levels, influences and contexts.",
            (
                _id("the node"),
                Column("label", "its name", required=True),
                Column(
                    "kind",
                    "what it is",
                    allowed=("cycle", "stage", "level", "influence", "context"),
                    required=True,
                ),
                Column("level", "individual, group or both, where said", allowed="levels"),
                Column("order", "place among the stages", INTEGER),
                Column("summary", "what is said of it", required=True),
                *_place(),
            ),
            key=("id",),
        ),
        Table(
            "knowledge_links",
            "Connections between nodes of the cycle that the text names.",
            (
                Column(
                    "from", "node that leads to the other", allowed="knowledge_nodes", required=True
                ),
                Column("to", "the other node", allowed="knowledge_nodes", required=True),
                Column("label", "how the one leads to the other", required=True),
                _CERTAINTY,
                *_place(),
            ),
            key=("from", "to", "label"),
        ),
        Table(
            "member_roles",
            "Roles of a partnership's members, and of others around it.",
            (
                _id("the role"),
                Column("role", "its name", required=True),
                Column(
                    "kind", "whose role it is", allowed=("member", "staff", "other"), required=True
                ),
                Column("summary", "what the role is", required=True),
                Column("stage", "when it counts most, where said"),
                *_place(),
            ),
            key=("id",),
        ),
        Table(
            "member_role_notes",
            "What else the document says of a role.",
            (
                Column("role", "the role", allowed="member_roles", required=True),
                Column("note", "what is said", required=True),
                *_place(),
            ),
            key=("role", "note"),
        ),
        Table(
            "documents",
            "Documents, protocols and tools that support a partnership's work.",
            (
                _id("the document"),
                Column("name", "its name", required=True),
                Column(
                    "kind", "what it is", allowed=("document", "protocol", "tool"), required=True
                ),
                Column("summary", "what it is for", required=True),
                *_place(),
            ),
            key=("id",),
        ),
        Table(
            "evidence_uses",
            "Kinds of use of evidence.",
            (
                _id("the kind of use"),
                Column("kind", "its name", required=True),
                Column("summary", "what is meant", required=True),
                *_place(),
            ),
            key=("id",),
        ),
        Table(
            "categories",
            "The headings under which the sources put challenges and answers.",
            (
                _id("the heading"),
                Column("source", "the source document", allowed="sources", required=True),
                Column("label", "the heading", required=True),
                Column("section", "where it stands", required=True),
                Column("line", "line of the document's text file", INTEGER, required=True),
                Column("short_label", "a short form for tables", required=True),
                Column(
                    "label_basis", "whether the words are the document's or ours", required=True
                ),
            ),
            key=("id",),
        ),
        Table(
            "items",
            "Everything that the sources name as hard, or as an answer to it.",
            (
                _id("the item"),
                Column("source", "the source document", allowed="sources", required=True),
                Column("kind", "what it is", allowed=KINDS, required=True),
                Column(
                    "category", "its heading in the source", allowed="categories", required=True
                ),
                Column("parent", "the item that it is a point of", allowed="items"),
                Column("item", "what is said, in our own words", required=True),
                Column("section", "heading, table, figure or box of the document", required=True),
                Column("line", "line of the document's text file", INTEGER, required=True),
            ),
            key=("id",),
        ),
        Table(
            "responses",
            "Which answer meets which challenge.",
            (
                Column("challenge", "the challenge", allowed="items", required=True),
                Column("response", "the answer", allowed="items", required=True),
                _CERTAINTY,
                *_place(),
            ),
            key=("challenge", "response"),
        ),
        Table(
            "themes",
            "Common themes over all sources: the code book of the crosswalk, ours and no source's.",
            (
                _id("the theme"),
                Column("label", "its name", required=True),
                Column("definition", "what belongs to it", required=True),
                Column("includes", "for example"),
                Column("excludes", "what the neighbouring themes take"),
            ),
            key=("id",),
        ),
        Table(
            "crosswalk",
            "The theme of each item, coded twice independently by the code book and then resolved.",
            (
                Column("item", "the item", allowed="items", required=True),
                Column("theme", "its theme after resolution", allowed="themes", required=True),
                Column("second", "a second theme that the text itself names", allowed="themes"),
                Column("reason", "why this theme", required=True),
                Column("coder_1", "what the first coder chose", allowed="themes", required=True),
                Column("coder_2", "what the second coder chose", allowed="themes", required=True),
                Column("second_1", "the first coder's second theme", allowed="themes"),
                Column("second_2", "the second coder's second theme", allowed="themes"),
            ),
            key=("item",),
        ),
    )
}
