"""The embedded data: its description is up to date, and its rows are those of the source, typed here once more."""

from __future__ import annotations

import pytest
from frictionless import system, validate

from helpers import describe, network, paths, schema

REL = paths.network_folder("rel-2012-17")
ROWS = network.Network(REL)


def test_the_readme_is_made_from_the_schema() -> None:
    assert describe.README.read_text(encoding="utf-8") == describe.readme(), "run: make describe"


@pytest.mark.parametrize("name", paths.networks())
def test_the_data_package_is_up_to_date_and_valid(name: str) -> None:
    folder = paths.network_folder(name)
    assert (folder / describe.PACKAGE).read_text(encoding="utf-8") == describe.package(folder), "run: make describe"
    with system.use_context(trusted=True):  # our own files, named by an absolute path
        found = validate(str(folder / describe.PACKAGE))
    assert found.valid, found.flatten(["rowNumber", "fieldName", "note"])


def test_the_package_of_the_frameworks_is_up_to_date_and_valid() -> None:
    assert (describe.FRAMEWORKS / describe.PACKAGE).read_text(encoding="utf-8") == describe.frameworks_package(), "run: make describe"
    with system.use_context(trusted=True):
        found = validate(str(describe.FRAMEWORKS / describe.PACKAGE))
    assert found.valid, found.flatten(["rowNumber", "fieldName", "note"])


def test_every_file_of_the_folder_is_described() -> None:
    assert {path.name for path in REL.glob("*.csv")} == {table.file for table in schema.TABLES.values()}


# Appendix A, lines 1733-1931: the first and the last name of each list.
ENDS = {
    "Appalachia": ("Kentucky College and Career Readiness Alliance", "Appalachia Higher Education Consortium", 6),
    "Central": ("Educator Effectiveness Research Alliance", "Systems Development and Improvement Research Alliance", 7),
    "Mid-Atlantic": ("Early Childhood Education Research Alliance", "Teacher Evaluation Research Alliance", 8),
    "Midwest": ("Beating the Odds Research Alliance", "Virtual Education Research Alliance", 8),
    "Northeast & Islands": ("Northeast Educator Effectiveness Research Alliance",
                            "U.S. Virgin Islands College and Career Readiness Research Alliance", 8),
    "Northwest": ("Alaska Statewide Policy Research Alliance", "Tribal Educators Alliance", 8),
    "Pacific": ("Hawai’i Partnership for Educational Research Consortium (Optimizing Data Readiness in Hawai’i)",
                "Commonwealth of the Northern Mariana Islands (CNMI) Alliance for College and Career Readiness", 10),
    "Southeast": ("Improving Low-Performing Schools in Alabama Research Alliance",
                  "Blended and Online Learning Research Alliance", 8),
    "Southwest": ("Arkansas PreK Research Alliance", "English Learners Research Alliance", 8),
    "West": ("California Office to Reform Education (CORE) Alliance", "Silicon Valley Research Alliance", 8),
}


@pytest.mark.parametrize("lab", ENDS)
def test_the_list_of_a_lab_is_appendix_as(lab: str) -> None:
    names = list(ROWS.alliances.query("lab == @lab")["name"])
    assert (names[0], names[-1], len(names)) == ENDS[lab]


def test_the_change_of_an_alliance_is_only_what_the_text_says_of_it() -> None:
    """Montana (1959-1975), Central's merger (1992), the parts of two splits (1988-1992): six rows, no more."""
    changed = ROWS.alliances.query("change != ''")
    assert dict(changed.set_index(["lab", "name"])["change"]) == {
        ("Northwest", "Montana Data Use Alliance"): "coverage|renamed",
        ("Central", "Educator Effectiveness Research Alliance"): "merged",
        ("Pacific", "American Samoa Alliance for College and Career Readiness"): "split",
        ("Pacific", "Commonwealth of the Northern Mariana Islands (CNMI) Alliance for College and Career Readiness"): "split",
        ("Mid-Atlantic", "Professional Learning Research Alliance"): "split",
        ("Mid-Atlantic", "Teacher Evaluation Research Alliance"): "split",
    }


def test_printed_memberships_are_two() -> None:
    """Lines 737 and 738: 4, and more than 250."""
    known = ROWS.alliances.query("members_relation != ''").set_index("name")
    assert dict(zip(known.index, zip(known["members_relation"], known["members"], strict=True), strict=True)) == {
        "West Virginia Workforce Readiness Alliance": ("=", 4), "Educator Effectiveness Research Alliance": (">", 250)}


def test_table_3_has_its_challenges_and_responses() -> None:
    """Lines 875-984: 3, 5, 3, 5, 2 challenges and 4, 4, 4, 7, 3 responses."""
    counts = ROWS.table("challenges").groupby(["category", "kind"], sort=False).size()
    assert [counts[name, "challenge"] for name in ("trust", "communication", "time", "priorities", "capacity")] == [3, 5, 3, 5, 2]
    assert [counts[name, "response"] for name in ("trust", "communication", "time", "priorities", "capacity")] == [4, 4, 4, 7, 3]


def test_jurisdictions_are_the_states_and_those_of_footnote_11() -> None:
    """Line 238: 50 states, DC, five territories, three freely associated states; no two tiles in one place."""
    rows = ROWS.table("jurisdictions")
    assert dict(rows["kind"].value_counts()) == {"state": 50, "territory": 5, "freely associated state": 3, "district": 1}
    assert not rows.duplicated(["row", "col"]).any() and (rows["status"] == "public page").all()
    assert rows["source"].str.match(r"https?://").all()
