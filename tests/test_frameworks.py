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
    assert "000-C01, " in found and found.endswith("Did you mean '000-C19'?")


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


@pytest.mark.parametrize("key", ["print", "float"])
def test_print_and_float_are_true_or_false(copy: Path, key: str) -> None:
    settings_changed(copy, "    label: Table S6\n", f"    label: Table S6\n    {key}: seldom\n")
    (found,) = problems(copy)
    assert found.endswith(f"key exhibits, entry member_roles: {key} must be true or false.")


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
    """000: 884-984, and what chapters 2 to 4 add: 578, 811, 1222, 1304, 1316, 1547; 001: 48,
    261-988; 002: 11-17; 003: 847-1090; 004: 15-52."""
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
        ("000", "challenge"): 18 + 6,
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
    named = rows[rows["response"].str.match("000-S0") & (rows["challenge"] == "000-C07")]
    assert list(named["response"]) == [f"000-S0{place}" for place in range(1, 9)]
    assert set(named["certainty"]) == {"printed"} and set(named["line"]) == {1256}


def test_table_3_of_the_report_has_its_counts_by_category() -> None:
    """000, lines 884-984: 3, 5, 3, 5, 2 challenges and 4, 4, 4, 7, 3 responses."""
    report = ITEMS[(ITEMS["source"] == "000") & (ITEMS["section"] == "Table 3")]
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


# ---- which answer meets which challenge

JOINS = """
000-C01 000-S13 1115 ample chances to build relationships
000-C01 000-S14 1117 REL Appalachia leaves members time to network
000-C02 000-R02 1052 liaisons form ties one on one with members
000-C03 000-R04 1097 planning committees bring the engaged together
000-C03 000-R18 1109 smaller project teams bring members in
000-C05 000-R05 1193 REL Central meets around conferences, as travel is not paid
000-C06 000-R17 1208 where technology fails, one alliance becomes several
000-C07 000-S17 1253 no surprises for those outside
000-C08 000-R05 565 virtual meetings for the sake of long distances
000-C09 000-S18 1350 REL West joins meetings that members attend anyway
000-C10 000-R11 1376 existing evidence where findings are not there yet
000-C14 000-R17 1497 needs too far apart: smaller regions
000-C17 000-R21 1562 members lack skills, so help is given
000-C19 000-S20 579 plans that IES did not approve are refined together
000-C22 000-S19 1366 turnover: engage newcomers at once
002-C7 002-S3 13 alliances bring the worlds together
003-C05 003-S18 1041 interim products
003-C07e 003-S21 1102 ties with several leaders outlast turnover
004-C2b 004-W2 52 partners who know improvement
"""
"""Typed from the documents: challenge, answer, line of the sentence that joins them, in short."""


def joined() -> dict[tuple[str, str], tuple[str, int]]:
    rows = frameworks.Frameworks().table("responses")
    pairs = zip(rows["challenge"], rows["response"], strict=True)
    return dict(zip(pairs, zip(rows["certainty"], rows["line"], strict=True), strict=True))


@pytest.mark.parametrize("line", JOINS.strip().splitlines())
def test_sentences_join_answers_to_challenges(line: str) -> None:
    challenge, answer, place, _ = line.split(" ", 3)
    assert joined()[challenge, answer] == ("printed", int(place))


@pytest.mark.parametrize(
    ("challenge", "answer"),
    [
        ("000-C04", "000-R07"),  # 1233: the calendars belong to the invitations, not to all of R07
        ("000-C07", "000-R08"),  # 1267: information within an alliance
        ("000-C01", "000-R03"),  # 1020: to build trust, not for those who are new to each other
        ("003-C07", "003-S21"),  # 1098: of turnover alone
    ],
)
def test_what_only_stands_near_is_not_joined(challenge: str, answer: str) -> None:
    assert (challenge, answer) not in joined()


def test_no_pair_rests_on_a_heading_alone() -> None:
    """Five lists of answers meet their whole heading: 000, lines 1020, 1188, 1339, 1451, 1571."""
    assert {certainty for certainty, _ in joined().values()} == {"printed", "implied"}
    lines = frameworks.Frameworks().table("categories")["answers_line"].dropna()
    assert list(lines) == [1020, 1188, 1339, 1451, 1571]


# ---- the coders


def agreement(one: list[str], other: list[str]) -> tuple[int, str, str]:
    """How many are alike, in percent, and Cohen's kappa."""
    n, first, second = len(one), Counter(one), Counter(other)
    alike = sum(a == b for a, b in zip(one, other, strict=True))
    chance = sum(first[name] * second[name] for name in first) / n**2
    kappa = (alike / n - chance) / (1 - chance)
    return alike, f"{100 * alike / n:.1f} percent", f"{kappa:.3f}"


def codings(source: str) -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    """Agreement on first themes, and on each item and theme."""
    read = frameworks.Frameworks()
    rows = read.table("crosswalk")
    rows = rows[rows["item"].str.startswith(source)]
    themes = [theme for theme in read.words("themes") if theme != frameworks.NO_THEME]
    one, other = (
        [
            str(theme in pair)
            for pair in zip(rows[first], rows[second], strict=True)
            for theme in themes
        ]
        for first, second in (("coder_1", "second_1"), ("coder_2", "second_2"))
    )
    return agreement(list(rows["coder_1"]), list(rows["coder_2"])), agreement(one, other)


def test_the_agreement_stated_is_that_of_the_crosswalk() -> None:
    """The same numbers as scikit-learn gives (scripts/agreement.py)."""
    text = " ".join((paths.DATA / "README.md").read_text(encoding="utf-8").split())
    (alike, share, kappa), (decided, of_all, of_both) = codings("")
    assert f"agree in {alike} of 228 items, {share}; Cohen's kappa is {kappa}." in text
    assert f"agree in {decided:,} of 2,736 decisions, {of_all}; kappa is {of_both}." in text
    assert (alike, kappa, decided, of_both) == (216, "0.942", 2688, "0.912")
    (alike, share, kappa), (decided, of_all, of_both) = codings("000")
    assert f"is {alike} of 75 items, {share}, with a kappa of {kappa}, and" in text
    assert f"{decided} of 900 decisions, {of_all}, with a kappa of {of_both} (" in text
    assert (alike, kappa, decided, of_both) == (74, "0.985", 883, "0.918")


def test_a_code_of_the_federal_report_says_which_line_decided() -> None:
    rows = frameworks.Frameworks().table("crosswalk")
    rows = rows[rows["item"].str.startswith("000")]
    assert len(rows) == 75 and rows["reason"].str.contains(r"\(\d{3,4}\)").all()


@pytest.mark.parametrize("answer", ["000-R01", "000-R02", "000-R03", "000-R04"])
def test_the_four_strategies_on_trust_are_of_that_theme(answer: str) -> None:
    """000, lines 1020-1022: the four were to build trust and ownership."""
    rows = frameworks.Frameworks().table("crosswalk").set_index("item")
    assert "trust_relationships" in {rows.at[answer, "theme"], rows.at[answer, "second"]}
