"""The embedded data: its description is up to date, and its rows are those of the source, typed
here once more.
"""

from __future__ import annotations

import pytest
from frictionless import system, validate

from helpers import paths
from helpers.data import describe, schema
from helpers.data.network import Network
from sheets import EMBEDDED, NETWORKS

ROWS = Network(EMBEDDED)


def test_the_readme_is_made_from_the_schema() -> None:
    assert describe.README.read_text(encoding="utf-8") == describe.readme(), "run: make describe"


PACKAGED = [
    name for name in paths.networks() if (paths.network_folder(name) / describe.PACKAGE).exists()
]


@pytest.mark.parametrize("name", PACKAGED)
def test_the_data_package_is_up_to_date_and_valid(name: str) -> None:
    folder = paths.network_folder(name)
    kept = (folder / describe.PACKAGE).read_text(encoding="utf-8")
    assert kept == describe.package(folder), "run: make describe"
    with system.use_context(trusted=True):  # our own files, named by an absolute path
        found = validate(str(folder / describe.PACKAGE))
    assert found.valid, found.flatten(["rowNumber", "fieldName", "note"])


def test_the_package_of_the_frameworks_is_up_to_date_and_valid() -> None:
    kept = (describe.FRAMEWORKS / describe.PACKAGE).read_text(encoding="utf-8")
    assert kept == describe.frameworks_package(), "run: make describe"
    with system.use_context(trusted=True):
        found = validate(str(describe.FRAMEWORKS / describe.PACKAGE))
    assert found.valid, found.flatten(["rowNumber", "fieldName", "note"])


def test_own_rows_in_plain_words_make_a_valid_package(tmp_path) -> None:
    """Words are listed as allowed only where the file has them as the ids they are."""
    for name in ("partnerships.csv", "network.yml"):
        (tmp_path / name).write_bytes((NETWORKS / "six_three" / name).read_bytes())
    (tmp_path / describe.PACKAGE).write_text(describe.package(tmp_path), encoding="utf-8")
    with system.use_context(trusted=True):
        found = validate(str(tmp_path / describe.PACKAGE))
    assert found.valid, found.flatten(["rowNumber", "fieldName", "note"])


def test_every_file_of_the_folder_is_described() -> None:
    described = {table.file for table in schema.TABLES.values()} - {schema.MEMBERS.file}
    assert {path.name for path in EMBEDDED.glob("*.csv")} == described


MARIANAS = (
    "Commonwealth of the Northern Mariana Islands (CNMI) Alliance for College and Career Readiness"
)
# Appendix A, lines 1733-1931: the first and the last name of each list.
ENDS = {
    "Appalachia": (
        "Kentucky College and Career Readiness Alliance",
        "Appalachia Higher Education Consortium",
        6,
    ),
    "Central": (
        "Educator Effectiveness Research Alliance",
        "Systems Development and Improvement Research Alliance",
        7,
    ),
    "Mid-Atlantic": (
        "Early Childhood Education Research Alliance",
        "Teacher Evaluation Research Alliance",
        8,
    ),
    "Midwest": ("Beating the Odds Research Alliance", "Virtual Education Research Alliance", 8),
    "Northeast & Islands": (
        "Northeast Educator Effectiveness Research Alliance",
        "U.S. Virgin Islands College and Career Readiness Research Alliance",
        8,
    ),
    "Northwest": ("Alaska Statewide Policy Research Alliance", "Tribal Educators Alliance", 8),
    "Pacific": (
        "Hawai’i Partnership for Educational Research Consortium "
        "(Optimizing Data Readiness in Hawai’i)",
        MARIANAS,
        10,
    ),
    "Southeast": (
        "Improving Low-Performing Schools in Alabama Research Alliance",
        "Blended and Online Learning Research Alliance",
        8,
    ),
    "Southwest": ("Arkansas PreK Research Alliance", "English Learners Research Alliance", 8),
    "West": (
        "California Office to Reform Education (CORE) Alliance",
        "Silicon Valley Research Alliance",
        8,
    ),
}


LAST = ROWS.partnerships.query("period == 'year 4'")


@pytest.mark.parametrize("host", ENDS)
def test_the_list_of_a_host_is_appendix_as(host: str) -> None:
    names = list(LAST.query("host == @host")["name"])
    assert (names[0], names[-1], len(names)) == ENDS[host]


def test_the_earlier_ones_that_are_named() -> None:
    """Lines 1974, 1988 and 1991: the text names three of year 1 as those that others came from."""
    before = ROWS.partnerships.query("period == 'year 1'")
    assert dict(zip(before["name"], before["host"], strict=True)) == {
        "Teacher Effectiveness Research Alliance": "Mid-Atlantic",
        "Montana AA District Network Research Alliance": "Northwest",
        "College and Career Readiness Alliance": "Pacific",
    }
    named = ROWS.partnerships["from"]
    assert set(named[named != ""]) == set(before["name"]) and (named != "").sum() == 5


def test_the_change_of_a_partnership_is_only_what_the_text_says_of_it() -> None:
    """Montana (1959-1975), Central's merger (1992), the parts of two splits (1988-1992): six rows,
    no more.
    """
    changed = LAST.query("change != ''")
    assert dict(changed.set_index(["host", "name"])["change"]) == {
        ("Northwest", "Montana Data Use Alliance"): "coverage;renamed",
        ("Central", "Educator Effectiveness Research Alliance"): "merged",
        ("Pacific", "American Samoa Alliance for College and Career Readiness"): "split",
        ("Pacific", MARIANAS): "split",
        ("Mid-Atlantic", "Professional Learning Research Alliance"): "split",
        ("Mid-Atlantic", "Teacher Evaluation Research Alliance"): "split",
    }


def test_printed_memberships_are_two() -> None:
    """Lines 737 and 738: 4, and more than 250."""
    known = LAST.query("members_relation != ''").set_index("name")
    assert dict(
        zip(known.index, zip(known["members_relation"], known["members"], strict=True), strict=True)
    ) == {
        "West Virginia Workforce Readiness Alliance": ("=", 4),
        "Educator Effectiveness Research Alliance": (">", 250),
    }


def test_table_3_has_its_challenges_and_responses() -> None:
    """Lines 875-984: 3, 5, 3, 5, 2 challenges and 4, 4, 4, 7, 3 responses."""
    counts = ROWS.table("challenges").groupby(["category", "kind"], sort=False).size()
    assert [
        counts[name, "challenge"]
        for name in ("trust", "communication", "time", "priorities", "capacity")
    ] == [3, 5, 3, 5, 2]
    assert [
        counts[name, "response"]
        for name in ("trust", "communication", "time", "priorities", "capacity")
    ] == [4, 4, 4, 7, 3]


def test_places_are_the_states_and_those_of_footnote_11() -> None:
    """Line 238: 50 states, DC, five territories, three freely associated states; no two tiles in
    one place.
    """
    rows = ROWS.table("places")
    assert dict(rows["kind"].value_counts()) == {
        "state": 50,
        "territory": 5,
        "freely associated state": 3,
        "district": 1,
    }
    assert not rows.duplicated(["row", "col"]).any() and (rows["status"] == "public page").all()
    assert rows["source"].str.match(r"https?://").all()
