"""data/frameworks: what is checked, in sentences; counts typed from the documents."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers import paths
from helpers.data import frameworks
from helpers.errors import UserError
from helpers.publish import steps

FOLDER = paths.DATA / frameworks.FOLDER
ITEMS = frameworks.Frameworks().table("items")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "frameworks"))


def changed(path: Path, change: Callable[[list[list[str]]], object]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def problems(folder: Path) -> list[str]:
    with pytest.raises(UserError) as raised:
        frameworks.load(folder)
    return raised.value.messages


# ---- what is checked


def test_all_tables_of_the_folder_are_read_and_described() -> None:
    assert (
        set(frameworks.load()._tables)
        == set(frameworks.TABLES)
        == {path.stem for path in FOLDER.glob("*.csv")}
    )


def test_an_unknown_id_names_file_row_and_column(copy: Path) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[3][rows[0].index("challenge")] = "000-C99"

    changed(copy / "responses.csv", change)
    (found,) = problems(copy)
    assert "responses.csv, row 4, column challenge: found '000-C99'; allowed is " in found
    assert "000-C01, " in found and found.endswith("Did you mean '000-C09'?")


def test_a_missing_column_is_named_with_its_meaning(copy: Path) -> None:
    def change(rows: list[list[str]]) -> None:
        for row in rows:
            del row[-1]

    changed(copy / "dimensions.csv", change)
    assert [one.split("/")[-1] for one in problems(copy)] == [
        "dimensions.csv: the column 'question' is missing (the question it answers); add it."
    ]


def test_a_key_that_stands_there_twice_is_named_with_both_rows(copy: Path) -> None:
    changed(copy / "themes.csv", lambda rows: rows.insert(3, rows[1]))
    (found,) = problems(copy)
    assert found.endswith(
        "themes.csv, row 4: id 'trust_relationships' stands there already, in row 2. Remove one."
    )


def settings_changed(folder: Path, old: str, new: str) -> None:
    path = folder / "frameworks.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_exhibit_without_a_label_is_named(copy: Path) -> None:
    settings_changed(copy, "    label: Table S4\n", "")
    (found,) = problems(copy)
    assert found.endswith(
        "frameworks.yml, key exhibits, entry evidence_uses: it must have a label, such as "
        "'label: Table'."
    )


def test_print_is_true_or_false(copy: Path) -> None:
    settings_changed(copy, "    label: Table S6\n", "    label: Table S6\n    print: seldom\n")
    (found,) = problems(copy)
    assert found.endswith("key exhibits, entry member_roles: print must be true or false.")


def test_yaml_that_cannot_be_read_says_where(copy: Path) -> None:
    settings_changed(copy, "levels:\n", "levels: [\n")
    (found,) = problems(copy)
    assert "frameworks.yml, line " in found and "this is not valid YAML" in found


def test_a_missing_settings_file_is_said_once(copy: Path) -> None:
    (copy / "frameworks.yml").unlink()
    (found,) = problems(copy)
    assert found.endswith("frameworks.yml is missing: it names the exhibits of the frameworks.")


def test_a_level_that_is_not_described_names_file_and_row(copy: Path) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[9][rows[0].index("level")] = "district"

    changed(copy / "logic_nodes.csv", change)
    (found,) = problems(copy)
    assert "logic_nodes.csv, row 10, column level: found 'district'" in found
    assert "alliance" in found


def test_an_unknown_exhibit_says_which_there_are() -> None:
    with pytest.raises(UserError) as raised:
        frameworks.Frameworks().settings("who_knows")
    (found,) = raised.value.messages
    assert "frameworks.yml: there is no exhibit 'who_knows'; there are knowledge_use, " in found


def test_files_are_noted_once_they_are_read() -> None:
    read = frameworks.Frameworks()
    assert read.used(FOLDER) == []
    read.table("themes")
    assert read.used(FOLDER.parent / "some") == ["../frameworks/themes.csv"]
    read.settings("documents")
    assert set(read.used(FOLDER)) == {"themes.csv", "sources.csv", "frameworks.yml"}


def test_a_missing_file_and_a_wrong_cell_elsewhere_are_both_named(copy: Path) -> None:
    (copy / "documents.csv").unlink()
    changed(copy / "partnership_types.csv", lambda rows: rows[1].__setitem__(-1, "near the top"))
    found = problems(copy)
    assert len(found) == 2 and "documents.csv is missing" in found[1]
    assert (
        "partnership_types.csv, row 2, column line: found 'near the top'; allowed is a whole number"
        in found[0]
    )


def test_the_build_checks_the_frameworks_with_the_network(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(paths.network_folder("rel-2012-17"), copy.parent / "rel-2012-17")
    monkeypatch.setattr(paths, "DATA", copy.parent)
    steps.check_data("rel-2012-17")
    changed(copy / "sources.csv", lambda rows: rows.pop(1))
    with pytest.raises(UserError) as raised:
        steps.check_data("rel-2012-17")
    assert any(
        "items.csv, row 2, column source: found '000'" in one for one in raised.value.messages
    )


# ---- what the documents hold


def test_items_are_those_of_the_sources() -> None:
    """000: 884-984 and 1609-1729; 001: 48, 261-988; 002: 11-17; 003: 847-1090; 004: 15-52."""
    main = ITEMS[ITEMS["parent"] == ""]
    counts = Counter(zip(main["source"], main["kind"], strict=True))
    assert {
        key: counts[key]
        for key in (
            ("000", "challenge"),
            ("000", "response"),
            ("002", "lesson"),
            ("003", "challenge"),
            ("004", "challenge"),
            ("004", "affordance"),
            ("004", "way_forward"),
        )
    } == {
        ("000", "challenge"): 18,
        ("000", "response"): 22,
        ("002", "lesson"): 4,
        ("003", "challenge"): 7,
        ("004", "challenge"): 3,
        ("004", "affordance"): 2,
        ("004", "way_forward"): 2,
    }
    assert len(ITEMS[ITEMS["source"] == "001"]) == 48


def test_the_report_names_eight_strategies_for_keeping_stakeholders_aware() -> None:
    """000, lines 1256-1263: all eight answer that members' own staff are not engaged."""
    rows = frameworks.Frameworks().table("responses")
    named = rows[rows["response"].str.match("000-S") & (rows["challenge"] == "000-C07")]
    assert list(named["response"]) == [f"000-S0{place}" for place in range(1, 9)] and set(
        named["certainty"]
    ) == {"printed"}


def test_table_3_of_the_report_has_its_counts_by_category() -> None:
    """000, lines 884-984: 3, 5, 3, 5, 2 challenges and 4, 4, 4, 7, 3 responses."""
    report = ITEMS[(ITEMS["source"] == "000") & ITEMS["kind"].isin(["challenge", "response"])]
    counts = report.groupby(["category", "kind"], sort=False).size().unstack()
    assert list(counts["challenge"]) == [3, 5, 3, 5, 2] and list(counts["response"]) == [
        4,
        4,
        4,
        7,
        3,
    ]


def test_the_white_papers_challenges_are_in_its_order() -> None:
    rows = ITEMS[
        (ITEMS["source"] == "003") & (ITEMS["kind"] == "challenge") & (ITEMS["parent"] == "")
    ]
    assert list(rows["category"]) == [
        "cultural_worlds",
        "trust",
        "mutualism",
        "relevance_scalability",
        "timelines_quality",
        "academic_incentives",
        "district_contexts",
    ]


def test_lists_of_characteristics_match_one_to_one() -> None:
    rows = frameworks.Frameworks().table("definition").set_index("id")
    assert list(rows["source"].value_counts()[["003", "000"]]) == [5, 6]
    assert all(
        rows.at[other, "matches"] == name for name, other in rows["matches"].items() if other
    )


# ---- the coders


def test_the_agreement_stated_is_that_of_the_crosswalk() -> None:
    rows = frameworks.Frameworks().table("crosswalk")
    n, one, other = len(rows), rows["coder_1"].value_counts(), rows["coder_2"].value_counts()
    alike = (rows["coder_1"] == rows["coder_2"]).sum()
    chance = sum(one[name] * other.get(name, 0) for name in one.index) / n**2
    kappa = (alike / n - chance) / (1 - chance)
    text = " ".join((paths.DATA / "README.md").read_text(encoding="utf-8").split())
    assert (
        f"agreed in {alike} of {n}, {100 * alike / n:.1f} percent; Cohen's kappa is {kappa:.3f}"
        in text
    )
    assert (n, alike, f"{kappa:.3f}") == (210, 198, "0.937")
