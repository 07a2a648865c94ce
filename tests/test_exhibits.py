"""One file an exhibit: what its functions may see, and what its words say, number by number.

The facts below are typed from the source (its lines stand in test_back.py), never from our output:
a title that swaps two totals, an "at least" that becomes "at most", fails here by name.
"""

from __future__ import annotations

import ast
import csv
import inspect
import io
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from helpers import answers, exhibits, look, report
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit, shown
from helpers.numbers.answer import Answer, Status
from helpers.numbers.grid import Entry, Table
from helpers.numbers.numerals import first_word, spelled
from helpers.text.phrases import Terms, View

NETWORK, PARAMS = report.start()
NUMBERS = [
    stem
    for stem, one in REGISTRY.items()
    if hasattr(one, "grid") and hasattr(one, "draw") and "rows" not in one.NEEDS
]
DRAWN = [stem for stem, one in REGISTRY.items() if hasattr(one, "draw")]


@cache
def made(stem: str, host: str = "all") -> Exhibit:
    found = report.make(stem, NETWORK, PARAMS.model_copy(update={"host": host}))
    assert isinstance(found, Exhibit)
    return found


def said(stem: str, part: str, host: str = "all") -> str:
    return str(getattr(made(stem, host).words, part))


# -- what they may see ---------------------------------------------------------------------------


def parameters(function: object) -> list[str]:
    return list(inspect.signature(function).parameters)  # type: ignore[arg-type]


@pytest.mark.parametrize("stem", DRAWN)
def test_a_picture_sees_page_table_and_choice_only(stem: str) -> None:
    assert parameters(REGISTRY[stem].draw) == ["page", "table", "view"]


@pytest.mark.parametrize("stem", REGISTRY)
def test_words_see_table_and_choice_only(stem: str) -> None:
    assert parameters(REGISTRY[stem].words) == ["table", "view"]


@pytest.mark.parametrize("stem", REGISTRY)
def test_the_rest_of_an_exhibit_has_its_own_names(stem: str) -> None:
    """`grid` asks, `table` collects text, `arrange` and `reading` order what is there."""
    module = REGISTRY[stem]
    assert module.__doc__ and isinstance(module.NEEDS, tuple)
    if hasattr(module, "grid"):
        assert parameters(module.grid) == ["network"]
    if hasattr(module, "arrange"):
        assert parameters(module.arrange) == ["table"]
    if hasattr(module, "table"):
        names = {"": "network", "audit": "findings", "gaps": "gaps"}
        source = names.get(getattr(module, "FROM", ""), "frameworks")
        first, second = parameters(module.table)
        assert (first, second.lstrip("_")) == (source, "view")


SHAPES = "helpers.look.diagrams.graph"  # nodes and links, no picture yet: words walk along them


def imported(tree: ast.Module, package: str) -> set[str]:
    """Names that a module has from a package, wherever it imports them."""
    names = set()
    for node in ast.walk(tree):
        module = (getattr(node, "module", "") or "").removesuffix(SHAPES)
        if isinstance(node, ast.ImportFrom) and module.startswith(package):
            names |= {one.asname or one.name for one in node.names}
        if isinstance(node, ast.ImportFrom) and node.module == package.rpartition(".")[0]:
            last = package.rpartition(".")[2]
            names |= {one.asname or one.name for one in node.names if one.name == last}
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names if one.name.startswith(package)}
    return names


def used(node: ast.AST) -> set[str]:
    """Names that a function or class takes from its module: not its own variables or types."""
    bound = {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
    bound |= {one.id for one in names if isinstance(one.ctx, ast.Store)}
    typed = {id(one) for hint in hints(node) for one in ast.walk(hint)}
    return {one.id for one in names if id(one) not in typed} - bound


def hints(node: ast.AST) -> Iterator[ast.AST]:
    """The type hints in a function or class."""
    for one in ast.walk(node):
        found = [getattr(one, "annotation", None), getattr(one, "returns", None)]
        yield from (hint for hint in found if hint is not None)


def reached(tree: ast.Module, function: str) -> set[str]:
    """Names that a function uses, and the functions and classes of its module that it calls."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    bodies = {node.name: node for node in tree.body if isinstance(node, kinds)}
    found, left = set[str](), [function]
    while left:
        names = used(bodies[left.pop()])
        left += [one for one in names - found if one in bodies]
        found |= names
    return found


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(Path(exhibits.__file__).parent.glob("*.py")):
        yield path.stem, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("starts", "forbidden"),
    [
        (("draw",), ("helpers.data", "helpers.numbers.evidence", "helpers.numbers.audit")),
        (("words",), ("helpers.data", "helpers.numbers.evidence", "helpers.numbers.audit")),
        (("words",), ("helpers.look",)),
        (("grid", "table", "arrange"), ("helpers.look",)),
    ],
)
def test_pictures_and_words_are_made_of_the_table(
    starts: tuple[str, ...], forbidden: tuple[str, ...]
) -> None:
    """None of their functions reaches for data, and no sentence for a picture."""
    for stem, tree in modules():
        mine = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        for start in mine & {*starts, *(f"{one}_{stem}" for one in starts)}:
            for package in forbidden:
                assert not reached(tree, start) & imported(tree, package), (stem, start, package)


def test_what_is_drawn_knows_numbers_and_no_data() -> None:
    """look/ may read numbers; data, words and exhibits are above or beside it."""
    for path in sorted(Path(look.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for package in ("helpers.data", "helpers.text", "helpers.exhibits", "helpers.report"):
            assert not imported(tree, package), (path.name, package)


def test_the_registry_names_every_exhibit() -> None:
    """A file of exhibits/ that says what it needs is one; a new one has to be put in its place."""
    found = {
        stem
        for stem, tree in modules()
        if any(
            isinstance(node, ast.Assign)
            and any(getattr(one, "id", "") == "NEEDS" for one in ast.walk(node))
            for node in tree.body
        )
    }
    named = {one.__name__.rpartition(".")[2]: one for one in REGISTRY.values()}
    assert found == set(named)
    for name, one in named.items():
        stems = [stem for stem, module in REGISTRY.items() if module is one]
        assert stems == list(getattr(one, "STEMS", (name,)))
    for stem, module in REGISTRY.items():
        assert isinstance(module, ModuleType) and getattr(report, stem).__name__ == stem


# -- what they say -------------------------------------------------------------------------------

SAYS = [
    ("evolution", "title", "Most research alliances of 2012 lasted, but only 22 of 73 stayed"),
    ("evolution", "alt", "of 73 in 2012, 58 went on and 15 ended"),
    ("evolution", "alt", "of 79 in 2015, 22 unchanged, 36 changed, and 21 new"),
    ("evolution", "note", "began 11 months after the others"),
    ("partnerships_by_host", "title", "Seven of the 10 RELs had exactly eight research alliances"),
    ("partnerships_by_host", "alt", "Pacific has the most, 10; Appalachia the fewest, 6"),
    ("partnerships_by_host", "alt", "All together have 79"),
    ("scope", "title", "Only eight of the 79 research alliances worked in one district or a"),
    ("scope", "alt", "Across several states: 35 or 36. Within one state: 35 or 36."),
    ("scope", "alt", "In one district or a small group of districts: 8."),
    ("scope", "note", "across several states: 35 (Summary, Chapter 3) or 36 (Table 2)"),
    ("scope", "note", "within one state: 35 (Table 2) or 36 (Summary, Chapter 3)"),
    ("scope", "note", "make 33, which agrees with neither number"),
    ("topics", "title", "High school completion and college readiness"),
    ("topics", "title", "25 of 79 research alliances"),
    ("topics", "alt", "High school completion and college readiness: 25."),
    ("topics", "alt", "Effective teachers and principals: 21."),
    ("topics", "alt", "Low-achieving schools: 21."),
    ("topics", "alt", "Academic standards and assessments: 6."),
    ("topics", "alt", "Early childhood education: 6."),
    (
        "topics",
        "note",
        "its name or a sentence tells the area (38), or nothing else is left for it (1)",
    ),
    ("topics", "note", "a named one that likely belongs there (12)"),
    ("topics", "note", "Each alliance is counted once"),
    ("active_size", "title", "More than half of the research alliances, 43 of 77, had 15 or fewer"),
    ("active_size", "subtitle", "77 that reported"),
    ("active_size", "alt", "43 research alliances had 15 or fewer (56 percent)"),
    ("active_size", "alt", "26 research alliances had 16–50 (34 percent)"),
    ("active_size", "alt", "8 research alliances had more than 50 (10 percent)"),
    ("active_size", "alt", "memberships ranged from 4 to more than 250, with a median of 25"),
    ("active_size", "alt", "14 of 21 on effective teachers and principals"),
    ("active_size", "note", "None of those on academic standards and assessments or early"),
    ("active_size", "note", "in every area but one"),
    ("active_size", "note", "Not counted are two alliances"),
    (
        "composition",
        "title",
        "School districts and state agencies made up most members: 37 percent",
    ),
    ("composition", "alt", "School districts: 37 percent. State agencies: 32 percent. Other: 18"),
    ("composition", "alt", "Universities: 13 percent."),
    (
        "composition",
        "alt",
        "school districts 60 percent on low-achieving schools but 22 percent on",
    ),
    ("composition", "note", "Of other types and topic areas no share is published."),
    ("transformations", "title", "Of the 79 research alliances of 2015, 36 were changed"),
    ("transformations", "title", "22 were unchanged and 21 were new"),
    ("transformations", "alt", "9 had at least one changed"),
    ("transformations", "alt", "7 had at least one changed coverage, and 7 had at least one new"),
    ("transformations", "alt", "All: 7 split or merged,"),
    ("transformations", "alt", "22 unchanged, and 21 new"),
    ("transformations", "note", "split or merged, changed coverage, then renamed"),
    ("transformations", "note", "seven came of splits and mergers, yet five RELs"),
    ("partnership_list", "title", "79 research alliances of 2015"),
    ("partnership_list", "note", "The topic area of 38 is certain."),
    ("information_sources", "title", "What the report knows of the alliances comes from RELs"),
    ("information_sources", "note", "Required of each REL: REL annual plans; research alliance"),
    ("characteristics", "title", "Like other partnerships in six ways, unlike them in each"),
    (
        "challenges",
        "title",
        "Research alliances met five kinds of difficulty, and RELs had three or",
    ),
    (
        "challenges",
        "subtitle",
        "Challenges that RELs reported (18), and what they did about them (22)",
    ),
]


@pytest.mark.parametrize(("stem", "part", "fact"), SAYS)
def test_what_is_said_of_the_embedded_network_is_what_its_source_says(
    stem: str, part: str, fact: str
) -> None:
    assert fact in said(stem, part)


TOLD = [
    ("summary", "at least 85 percent of its resources"),
    ("summary", "70 of 79, had not existed"),
    ("evolution", "work with 73 alliances, 4–10 each. Of these, 55 were new"),
    ("evolution", "In January 2015 there were 79. From the first set, 58 were still there: 22"),
    ("evolution", "15 had ended or no longer worked with their REL. And 21 had been founded since"),
    ("evolution", "Of the 15, 11 belonged to two RELs"),
    ("evolution", "The remaining four were spread over three more RELs"),
    ("evolution", "70 of the 79 (89 percent) were created under them"),
    ("partnerships_by_host", "Each REL ran 6–10 alliances in January 2015, eight on average"),
    ("active_size", "3,416 members"),
    ("active_size", "had four members, and the largest"),
    ("active_size", "more than 250. The median was 25."),
    ("active_size", "lay within 4–100. More than half of the 77 alliances, 43, had 15 or fewer"),
    ("active_size", "26 had 16–50, and eight had more than 50"),
    ("topics", "college (25 alliances)** was the most common topic. Of the 10 RELs, eight had"),
    ("topics", "10 alliances worked on dropout prevention"),
    ("topics", "Only four dealt mainly with education after high school"),
    ("topics", "10 had members from more than one state"),
    ("topics", "11, were created after the first year, and nine had members from several"),
    ("topics", "five were created after the first year, and six had members from several"),
    ("topics", "Of the six, five had members from several states"),
    ("topics", "Early childhood (six alliances)** was a topic of five RELs"),
    ("topics", "from several states in three alliances and from one state in three"),
    ("topics", "make 33, two or three fewer than the totals printed elsewhere (35 or 36)"),
    ("topics", "four dealt specifically with rural education, two with American Indian"),
    ("topics", "and four with English learners"),
    ("scope", "71 of 79 (90 percent) reached beyond a single district"),
    ("scope", "count 35 across states and 36 within one"),
    (
        "composition",
        "60 of the 77 that reported (78 percent), someone from a state agency likewise",
    ),
    ("composition", "in 53 (69 percent); about half, 38, had all three"),
    ("transformations", "58 alliances that were with a REL in both years, 22 stayed"),
    ("transformations", "**Their names: 29.**"),
    (
        "transformations",
        "**Their coverage: at least 23.** In 13 alliances members joined from additional states;",
    ),
    ("transformations", "in eight the number of states went down; and at least 2 broadened"),
    (
        "transformations",
        "seven alliances had resulted from splits or mergers: six from splits, and one",
    ),
    ("transformations", "transformed in nine of the 10, and in six at least half"),
    ("transformations", "Names changed in six RELs and coverage in seven; seven founded"),
    ("transformations", "mergers are reported from five"),
    ("transformations", "Only in two did most alliances stay"),
]


@cache
def text(name: str) -> str:
    return " ".join(" ".join(report.text(NETWORK, PARAMS, name).texts()).split())


@pytest.mark.parametrize(("name", "fact"), TOLD)
def test_the_networks_own_text_says_what_its_source_says(name: str, fact: str) -> None:
    assert fact in text(name)


def test_the_summary_has_both_versions_of_what_the_source_prints_twice() -> None:
    text = " ".join(" ".join(report.summary(NETWORK, PARAMS).texts()).split())
    assert "how many alliances crossed state lines (35 or 36)" in text
    assert (
        "By 2015, 15 of these had ended or parted from their REL. The other 58 were still" in text
    )
    assert "22 essentially unchanged, 36 with a new name" in text
    assert "56 percent of the 77 alliances that reported had 15 or fewer active members" in text


# -- every number in them ------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["all", "Pacific"])
@pytest.mark.parametrize("stem", NUMBERS)
def test_claims_stand_in_their_sentence_in_order(stem: str, host: str) -> None:
    """Nothing is claimed that is not said, and no number is said that is not claimed."""
    for part, sentence in vars(made(stem, host).words).items():
        rest = sentence.text
        for claim in sentence.claims:
            before, found, rest = rest.partition(claim.text)
            assert found, (part, claim.text, sentence.text)


def values(ids: list[str]) -> set[Fraction]:
    rows = NETWORK.statements.set_index("id").loc[ids]
    return {Fraction(cell) for cell in [*rows["value"], *rows["value_high"]] if cell}


@pytest.mark.parametrize("stem", NUMBERS)
def test_a_printed_number_is_printed_by_the_statements_it_names(stem: str) -> None:
    """One value: all of its statements print it; else it is a base, or a sum, of the table."""
    table = answers.table_of(stem, NETWORK, PARAMS)
    bases = {(e.base, e.statements) for e in table}
    for claim in made(stem).words.claims(stem):
        if claim["status"] != "printed" or isinstance(claim["value"], list):
            continue
        number, ids = claim["value"], claim["statements"]
        assert ids, claim
        alone = values(ids) == {Fraction(number)}
        added = sum(Fraction(v) for v in NETWORK.statements.set_index("id").loc[ids, "value"])
        apart = len(set(NETWORK.statements.set_index("id").loc[ids, "claim_id"])) > 1
        assert alone or (number, ";".join(ids)) in bases or (apart and added == number), claim


@pytest.mark.parametrize("stem", NUMBERS)
def test_a_number_that_is_not_printed_stands_in_the_table_or_counts_it(stem: str) -> None:
    table = answers.table_of(stem, NETWORK, PARAMS)
    texts = {e.prose for e in table} | {str(e.base) for e in table}
    alike = Counter(e.text for e in table.find("count").without(host="all"))
    # Titles spell numbers, and may say how many hosts have the same one.
    texts |= {first_word(n) for n in alike.values()}
    texts |= {spelled(e.low) for e in table if e.exact and e.low == int(e.low)}
    counted = {"numbers", "rows"}
    for claim in made(stem).words.claims(stem):
        if claim["status"] not in ("printed", "disputed") and claim["unit"] not in counted:
            sums = {table.find(one.measure, host="all").sum().prose for one in table}
            assert claim["text"] in texts | sums, claim


@pytest.mark.parametrize("host", ["all", "Pacific"])
@pytest.mark.parametrize("stem", NUMBERS)
def test_a_tally_adds_up(stem: str, host: str) -> None:
    """ "Of 15 numbers 2 are printed, 1 implied and 12 bounded": the parts make the whole."""
    note = said(stem, "note", host)
    found = re.findall(r"Of (\d+) numbers[^.:]*\.", note)
    for tally in re.finditer(r"Of (\d+) numbers(?: by \w+)? ((?:[^.])*)\.", note):
        parts = [int(n) for n in re.findall(r"(\d+) (?:is |are )?[a-z]", tally.group(2))]
        assert sum(parts) == int(tally.group(1)), tally.group(0)
    assert found or "All " not in note or host != "all"


@pytest.mark.parametrize("host", ["all", "Pacific"])
@pytest.mark.parametrize("stem", NUMBERS)
def test_an_alternative_text_says_the_kind_of_chart_and_numbers_of_the_table(
    stem: str, host: str
) -> None:
    words = made(stem, host).words
    kinds = (
        "Unit chart|Alluvial|Tile map|List of|Bars|Dot chart|Bar chart|Table of|(One|A) bar|Rows"
    )
    assert re.match(kinds, str(words.alt))
    assert str(words.alt) not in (str(words.title), str(words.subtitle))
    params = PARAMS.model_copy(update={"host": host})
    numbers = {entry.prose for entry in answers.table_of(stem, NETWORK, params)}
    texts = [claim.text.split(" or ") for claim in words.alt.claims]  # "35 or 36" is two of it
    assert sum({*one} <= numbers for one in texts) >= 2


@pytest.mark.parametrize("stem", NUMBERS)
def test_titles_begin_with_no_digit_that_could_be_a_label_and_sources_name_the_document(
    stem: str,
) -> None:
    assert said(stem, "source").startswith("Federal report on the REL research alliances, ")
    assert len(said(stem, "title")) > 30 and not said(stem, "title").endswith(".")


# -- no number is typed ----------------------------------------------------------------------------

NUMBER_WORDS = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|third|quarter)\b"
)
GRAMMAR = (
    "two counts differ", "with at least half", "with more than half", "Fewer than half",
    "with the other",
)  # fmt: skip


def templates() -> Iterator[str]:
    """Every text that a function `say` fills or may fill, or that is a sentence of its own."""
    for folder in (exhibits, look):
        for path in sorted(Path(str(folder.__file__)).parent.glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = getattr(node, "func", None)
                name = getattr(called, "id", "") or getattr(called, "attr", "")
                first = node.args[:1] if isinstance(node, ast.Call) else []
                said = name in ("say", "Sentence") and bool(first)
                text = getattr(first[0] if said else node, "value", None)
                if isinstance(text, str) and (said or re.search(r"\{\w+(:[^}]*)?\}", text)):
                    yield text


def test_no_number_is_typed_into_a_sentence() -> None:
    found = list(templates())
    assert len(found) > 80
    for template in found:
        plain = re.sub(r"\{[^{}]*\}|\[@[^\]]*\]", "", template)
        assert not re.search(r"\d", plain), template
        if not any(words in template for words in GRAMMAR):
            assert not NUMBER_WORDS.search(plain), template


# -- tables as readers and scripts see them --------------------------------------------------------

TIDY = ["measure", "value", "low", "high", "unit", "base", "status", "statements", "note"]
KEYS = {
    "evolution": ["host", "period", "change"],
    "partnerships_by_host": ["host"],
    "scope": ["host", "scope", "reading"],
    "topics": ["host", "topic"],
    "active_size": ["host", "topic", "size_class"],
    "composition": ["host", "topic", "member_type"],
    "transformations": ["host", "change"],
}


@pytest.mark.parametrize("stem", NUMBERS)
def test_the_csv_files_columns_stand_in_their_order(stem: str) -> None:
    keys = [name for key in KEYS[stem] for name in (key, f"{key}_label")]
    header, first, *_ = csv.reader(io.StringIO(made(stem).csv()))
    assert header == [*keys, *TIDY]
    row = dict(zip(header, first, strict=True))
    assert row["host"] == "all" and row["measure"] in ("count", "percent")
    assert row["status"] in [*Status] and (row["low"] == "" or float(row["low"]) >= 0)


def entry(*ids: str, status: Status = Status.PRINTED, number: int = 7) -> Entry:
    known = Answer.of(number).but(status=status, statements=ids)
    return Entry({"topic": "x"}, {"topic": "X"}, "count", known, "partnerships")


@pytest.mark.parametrize(
    ("ids", "text"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B", "C"], "A, B, C"),
        (["A", "B", "C", "D"], "A, B, C, +1 more"),
        (["A", "B", "C", "D", "E", "F"], "A, B, C, +3 more"),
    ],
)
def test_a_readers_table_names_three_statements_and_counts_the_rest(
    ids: list[str], text: str
) -> None:
    columns, rows = shown(Table([entry(*ids)], ("topic",)), {"topic": "Topic area"})
    assert [one["label"] for one in columns] == [
        "Topic area", "Measure", "Number", "Status", "Statements",
    ]  # fmt: skip
    assert rows == [["X", "partnerships", "7", "printed", text]]


def test_a_reader_sees_a_dash_for_what_is_not_published() -> None:
    unknown = entry(status=Status.UNKNOWN)
    assert shown(Table([unknown], ("topic",)), {})[1] == [
        ["partnerships", "—", "not published", ""]
    ]


def rows(stem: str) -> dict[str, dict[str, str]]:
    """First cell -> the row, by the names of its columns."""
    found = made(stem)
    names = [column["name"] for column in found.columns]
    return {row[0]: dict(zip(names, row, strict=True)) for row in found.rows}


@pytest.mark.parametrize(
    ("id_", "number"),
    [
        ("S-02", "at least 85%"),  # line 6
        ("C3-97", "more than 250"),  # 738
        ("AB-17", "at least 23"),  # 1978
        ("C4-27", "more than 40%"),
        ("S-06", "6–10"),  # 652
        ("C3-99", "4–100"),  # 743
        ("C3-07", "73"),  # 621
    ],
)
def test_a_statement_is_shown_with_its_relation(id_: str, number: str) -> None:
    assert rows("statements")[id_]["number"].split(" (")[0] == number


def test_a_statement_printed_with_another_value_elsewhere_says_so() -> None:
    assert "(disputed)" in rows("statements")["S-12"]["number"]
    assert "(disputed)" not in rows("statements")["C3-50"]["number"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Kentucky College and Career Readiness Alliance",
         "High school completion and college readiness; within one state (likely)"),
        ("Metro Nashville Public Schools Data Use Research Alliance",
         "in one district or a small group of districts"),
        ("Beating the Odds Research Alliance", "Low-achieving schools (likely)"),
        ("Urban Research Alliance", "—"),
    ],
)  # fmt: skip
def test_what_is_likely_is_never_listed_as_certain(name: str, known: str) -> None:
    """A dash: not decided. Neither word nor dash: the name or a sentence says so."""
    assert rows("partnership_list")[name]["known"] == known


def test_as_many_topics_are_listed_without_likely_as_are_certain() -> None:
    column = [one["name"] for one in made("partnership_list").columns].index("known")
    listed = [row[column].split("; ")[0] for row in made("partnership_list").rows]
    topics = {entry["label"] for entry in NETWORK.config["topics"].values()}
    assert sum(one in topics for one in listed) == 38
    assert len(listed) == 79


# -- one example dataset ---------------------------------------------------------------------------


@pytest.mark.parametrize("stem", ["active_size", "transformations"])
def test_an_example_is_never_said_to_be_a_finding(stem: str) -> None:
    found = report.make(stem, NETWORK, PARAMS.model_copy(update={"view": "example"}))
    assert isinstance(found, Exhibit) and "This is no finding" in str(found.words.note)
    assert all(claim.status != "example" for claim in found.words.title.claims)
    assert "This is no finding" not in said(stem, "note")


# -- tables of text ------------------------------------------------------------------------------


def test_challenges_stand_beside_the_answers_to_them() -> None:
    """Table 3 of the source: 3, 5, 3, 5, 2 challenges and 4, 4, 4, 7, 3 answers, none left out."""
    rows = made("challenges").rows
    assert [row[0] for row in rows] == ["Trust", "Communication", "Time", "Priorities", "Capacity"]
    assert [[len(cell.splitlines()) for cell in row[1:]] for row in rows] == [
        [3, 4], [5, 4], [3, 4], [5, 7], [2, 3],
    ]  # fmt: skip
    lines = [line for row in rows for cell in row[1:] for line in cell.splitlines()]
    assert sorted(lines) == sorted(NETWORK.table("challenges")["item"])


def test_a_difficulty_without_an_answer_has_an_empty_cell_and_no_answers_are_claimed() -> None:
    module, view = REGISTRY["challenges"], View(Terms.of(NETWORK))
    table = NETWORK.table("challenges")
    alone = table[~((table["category"] == "time") & (table["kind"] == "response"))]
    assert module.reading(alone, view)["response"].iloc[2] == ""
    assert str(module.words(alone, view).title) == "Research alliances met five kinds of difficulty"


def test_sources_have_no_column_that_says_not_stated() -> None:
    assert [column["label"] for column in made("information_sources").columns] == [
        "Source", "What it is",
    ]  # fmt: skip
    assert "required" in made("information_sources").table
