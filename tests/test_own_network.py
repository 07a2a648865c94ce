"""Networks that are a sheet each: every number is what was counted by hand, every title is true."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from hand_counts import COUNTED, TITLES, WIDE
from helpers import answers, report
from helpers.data.network import Network
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit
from helpers.exhibits.prose import Absent
from helpers.params import Params
from sheets import NETWORKS, loaded

CASES = [(name, stem) for name, found in COUNTED.items() for stem in found]
Numbers = dict[tuple[tuple[str, ...], str], str]


@cache
def network(name: str) -> Network:
    return Network(NETWORKS / name)


def choice(name: str, host: str = "all") -> Params:
    """What a reader chose of a network that is not in data/."""
    given = {key: field.default for key, field in Params.model_fields.items()}
    return Params.model_construct(**given | {"network": name, "host": host})


@cache
def made(name: str, stem: str, host: str = "all") -> Exhibit | Absent:
    return report.make(stem, network(name), choice(name, host))


def exhibit(name: str, stem: str, host: str = "all") -> Exhibit:
    found = made(name, stem, host)
    assert isinstance(found, Exhibit)
    return found


def typed(text: str) -> Numbers:
    """What is typed above as (keys, measure) -> number."""
    found: Numbers = {}
    for line in filter(str.strip, text.splitlines()):
        keys, _, counted = line.strip().replace(",", "|").partition(" | ")
        for part in counted.split(";"):
            measure, _, number = part.strip().rpartition(" ")
            number = {"?": "not known"}.get(number, number)
            if number.endswith("%"):
                measure = f"{measure}, percent" if measure else "percent"
            where = tuple(keys.split("/")), measure or "count"
            assert where not in found, where
            found[where] = number
    return found


def shown(name: str, stem: str, host: str = "all", of: str = "all") -> Numbers:
    """An exhibit's table as (keys, measure) -> number; the host's key only where all are shown."""
    table = answers.table_of(stem, network(name), choice(name, host))
    compares = REGISTRY[stem].grid(network(name)).compares
    kept = [e for e in table if compares or e.keys.get("host") == of]
    names = [key for key in table.keys if key != "reading" and (compares or key != "host")]
    # A period may have a slash in its name, as 2024/25 has.
    return {
        (tuple("/".join(e.keys[key] for key in names).split("/")), e.measure): e.text for e in kept
    }


# -- numbers


@pytest.mark.parametrize(("name", "stem"), CASES)
def test_every_number_is_what_was_counted_by_hand(name: str, stem: str) -> None:
    assert shown(name, stem) == typed(COUNTED[name][stem])
    known = [one for one in answers.table_of(stem, network(name), choice(name)) if one.known]
    assert {str(one.status) for one in known} == {"counted"}


@pytest.mark.parametrize("name", COUNTED)
def test_no_exhibit_of_numbers_is_left_uncounted(name: str) -> None:
    drawn = [stem for stem, one in REGISTRY.items() if hasattr(one, "grid")]
    there = [stem for stem in drawn if isinstance(made(name, stem), Exhibit)]
    assert set(there) == set(COUNTED[name])


def test_a_hosts_own_numbers_are_of_its_own_rows() -> None:
    """South Hub: Dogwood, Elm and Fir; then Dogwood and Grove (Elm moved); then these and Fir."""
    own = """
        2022/total | 3
        2022/continued | 2
        2022/ended | 1
        2023/total | 2; by splits and mergers −1
        2023/continued | 2
        2023/ended | 0
        2023/unchanged | 0
        2023/transformed | 1
        2023/new | 1
        2024/total | 3; by splits and mergers 0
        2024/unchanged | 2
        2024/transformed | 0
        2024/new | 0
        2024/returned | 1
    """
    assert shown("six_three", "evolution", "South Hub", of="South Hub") == typed(own)
    note = str(exhibit("six_three", "evolution", "South Hub").words.note)
    assert not note.rstrip().endswith(":")


@pytest.mark.parametrize(("name", "stem"), CASES)
def test_a_percentage_is_its_count_of_its_base(name: str, stem: str) -> None:
    """Shares of members have no base: they are counted by hand above."""
    table = answers.table_of(stem, network(name), choice(name))
    for entry in table:
        measure = entry.measure.removesuffix("percent").rstrip(", ") or "count"
        if entry.unit == "percent":
            count = table.get(measure, **entry.keys)
            assert count.base == entry.base and entry.base
            assert abs(entry.value - 100 * count.value / entry.base) <= 0.5


# -- words

SAID = [
    ("six", "partnerships_by_host", "alt", "Each hub has 3. All together have 6."),
    ("six", "active_size", "note", "1 partnership did not report"),
    ("six", "active_size", "alt", "Below, a bar for each topic area, cut in the same classes."),
    ("six", "composition", "subtitle", "in percent of all"),
    (
        "six",
        "composition",
        "alt",
        "topic area: School 80 percent on maths but 50 percent on health.",
    ),
    ("six_wide", "composition", "alt", "Schools 82 percent on reading but 25 percent on play."),
    ("six_three", "composition", "alt", "School 76 percent on maths but 50 percent on health."),
    ("six_wide", "topics", "subtitle", "Circles by main topic area, 2024/25; one dot each"),
    ("six_wide", "active_size", "subtitle", "Circles by number of families and schools, 2024/25"),
    ("six_three", "evolution", "alt", "each partnership: 6 in 2022, 5 in 2023, and 6 in 2024; of"),
    ("six_three", "evolution", "alt", "of the last, 2 unchanged, 3 changed, and 1 returned after"),
    ("six_three", "evolution", "alt", "1 of 2023 had ended."),
    ("six_three", "trajectories", "alt", "by hub: 6 in 2022 and 6 in 2024; 1 began and 2 ended"),
    (
        "six_three",
        "since_last_period",
        "note",
        "5 in 2023 − 1 ended + 1 returned + 1 by splits = 6",
    ),
    ("six_three", "transformations", "note", "changed scope or topic, then returned after"),
]


@pytest.mark.parametrize("name", COUNTED)
def test_each_title_is_a_true_sentence(name: str) -> None:
    """Held against the hand counts above, then typed."""
    found = {
        (name, stem): str(one.words.title)
        for stem in REGISTRY
        if isinstance(one := made(name, stem), Exhibit)
    }
    assert found == {key: title for key, title in TITLES.items() if key[0] == name}


@pytest.mark.parametrize(("name", "stem", "part", "fact"), SAID)
def test_what_is_said_beside_the_title_is_true(name: str, stem: str, part: str, fact: str) -> None:
    assert fact in str(getattr(exhibit(name, stem).words, part))


@pytest.mark.parametrize("name", COUNTED)
def test_nothing_is_said_of_statements_that_there_are_not(name: str) -> None:
    for stem in COUNTED[name]:
        said = " ".join(exhibit(name, stem).texts())
        assert not re.search(r"statement|printed|\bsource\b|a sentence decides", said), said


def test_labels_and_tables_speak_the_networks_words() -> None:
    labels = [exhibit("six_wide", stem).label for stem in [*WIDE, "partnership_list"]]
    assert labels == [
        "Circles by hub", "Scope", "Topics", "Size", "Composition",
        "Sizes", "Circle list",
    ]  # fmt: skip
    columns = [one["label"] for one in exhibit("six_wide", "active_size").columns]
    assert columns == [
        "Topic area",
        "Families and schools",
        "Measure",
        "Number",
        "Status",
        "Statements",
    ]
    assert exhibit("six_wide", "scope").rows[0] == ["valley", "circles", "2", "counted", ""]


def test_the_list_leaves_out_what_is_only_planned(tmp_path: Path) -> None:
    found = loaded(tmp_path, "period,name,status\n2024,Ash,\n2024,Birch,planned")
    listed = report.make("partnership_list", found, choice("own"))
    assert isinstance(listed, Exhibit)
    assert [row[0] for row in listed.rows] == ["Ash"]
