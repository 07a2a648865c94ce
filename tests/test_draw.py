"""The pictures, read back: marks and labels on the Axes are compared with the table behind them."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from itertools import combinations

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from helpers import draw, style
from helpers.draw.cells import cells, shares
from helpers.draw.names import shortened
from helpers.draw.page import spread

# ---------------------------------------------------------------- tables as the summaries give them

NUMBERS = "measure,value,low,high,unit,base,status"
LABS = {"Appalachia": 6, "Central": 7, "Mid-Atlantic": 8, "Midwest": 8, "Northeast & Islands": 8,
        "Northwest": 8, "Pacific": 10, "Southeast": 8, "Southwest": 8, "West": 8}
TOPICS = {"college": ("High school completion and college readiness", 25),
          "teachers": ("Effective teachers and principals", 21),
          "schools": ("Low-achieving schools", 21),
          "standards": ("Academic standards and assessments", 6),
          "early": ("Early childhood education", 6)}
CHANGES = {"split_or_merged": "split or merged", "coverage": "coverage changed", "renamed": "renamed only",
           "unchanged": "unchanged", "new": "new"}
SIZES = {"15_or_fewer": "15 or fewer", "16_50": "16–50", "over_50": "more than 50", "total": "all sizes"}
MEMBERS = {"lea": "LEA staff", "sea": "SEA staff", "university": "University", "other": "Other"}
OPEN = ",,,alliances,,not yet bounded"


def frame(keys: str, *rows: str) -> pd.DataFrame:
    """A summary table from its key columns and its rows, typed as the summaries type it."""
    text = "\n".join([f"{keys},{NUMBERS}", *rows])
    numbers = dict.fromkeys(["value", "low", "high", "base"], "Float64")
    return pd.read_csv(StringIO(text), dtype=numbers)


def evolution() -> pd.DataFrame:
    return frame("lab,period,period_label,change,change_label",
                 "all,year 1,2012,total,all alliances,count,73,,,alliances,73,printed",
                 "all,year 1,2012,continued,with a successor,count,58,,,alliances,73,printed",
                 "all,year 1,2012,ended,ended,count,15,,,alliances,73,printed",
                 "all,year 4,2015,total,all alliances,count,79,,,alliances,79,printed",
                 "all,year 4,2015,unchanged,unchanged,count,22,,,alliances,79,printed",
                 "all,year 4,2015,transformed,transformed,count,36,,,alliances,79,printed",
                 "all,year 4,2015,new,new,count,21,,,alliances,79,printed")


def alliances_by_lab() -> pd.DataFrame:
    return frame("lab,lab_label", "all,All RELs,count,79,,,alliances,79,printed",
                 *[f"{lab},{lab},count,{count},,,alliances,79,counted" for lab, count in LABS.items()])


def jurisdictions() -> pd.DataFrame:
    """Two tiles for each lab, side by side, and one that belongs to none."""
    rows = [(f"{lab[0]}{side}{row}", lab, row, side) for row, lab in enumerate(LABS) for side in (0, 1)]
    return pd.DataFrame([*rows, ("ZZ", None, 0, 2)], columns=["code", "lab", "row", "col"]).assign(
        name="somewhere", kind="state")


def scope() -> pd.DataFrame:
    return frame("lab,reading,scope,scope_label",
                 "all,Chapter 3,multistate,multistate,count,35,,,alliances,79,disputed",
                 "all,Chapter 3,within_state,within a state,count,36,,,alliances,79,disputed",
                 "all,Chapter 3,local,local,count,8,,,alliances,79,printed",
                 "all,Chapter 3,multistate,multistate,percent,44,,,percent,79,disputed",
                 "all,Chapter 3,within_state,within a state,percent,46,,,percent,79,disputed",
                 "all,Chapter 3,local,local,percent,10,,,percent,79,printed",
                 "all,Table 2,multistate,multistate,count,36,,,alliances,79,disputed",
                 "all,Table 2,within_state,within a state,count,35,,,alliances,79,disputed",
                 "all,Table 2,local,local,count,8,,,alliances,79,printed")


def topics() -> pd.DataFrame:
    return frame("lab,topic,topic_label", *[f"all,{topic},{label},count,{count},,,alliances,79,printed"
                                            for topic, (label, count) in TOPICS.items()])


def names() -> pd.DataFrame:
    rows = [("college", "Midwest", "Dropout Prevention Research Alliance", "certain"),
            ("college", "Pacific", "Commonwealth of the Northern Mariana Islands (CNMI) Alliance", "certain"),
            ("teachers", "Central", "Educator Effectiveness Research Alliance", "certain"),
            ("early", "Midwest", "Early Childhood Education Research Alliance", "certain"),
            ("schools", "Southwest", "Louisiana Charter School Research Alliance", "likely")]
    return pd.DataFrame(rows, columns=["topic", "lab", "name", "topic_status"])


def active_size() -> pd.DataFrame:
    return frame("lab,size_class,size_label",
                 "all,15_or_fewer,15 or fewer,count,43,,,alliances,77,printed",
                 "all,16_50,16–50,count,26,,,alliances,77,printed",
                 "all,over_50,more than 50,count,8,,,alliances,77,printed",
                 "all,15_or_fewer,15 or fewer,percent,56,,,percent,77,printed",
                 "all,16_50,16–50,percent,34,,,percent,77,printed",
                 "all,over_50,more than 50,percent,10,,,percent,77,printed")


def active_size_by_topic() -> pd.DataFrame:
    known = {(topic, "total"): f",{count - 2},{count},alliances,,bounded"
             for topic, (_, count) in TOPICS.items()}
    known |= dict.fromkeys([("standards", "over_50"), ("early", "over_50")], "0,,,alliances,,printed")
    body = [f"all,{topic},{label},{size},{words},count,{known.get((topic, size), OPEN)}"
            for topic, (label, _) in TOPICS.items() for size, words in SIZES.items()]
    total = [f"all,total,All topic areas,{size},{words},count,{count},,,alliances,77,printed"
             for (size, words), count in zip(SIZES.items(), (43, 26, 8, 77))]
    share = f"all,teachers,{TOPICS['teachers'][0]},15_or_fewer,15 or fewer,percent,67,,,percent,,printed"
    return frame("lab,topic,topic_label,size_class,size_label", *body, *total, share)


def composition() -> pd.DataFrame:
    printed = zip(MEMBERS.items(), (37, 32, 13, 18))
    return frame("lab,member_type,member_label",
                 *[f"all,{key},{label},percent,{n},,,percent,,printed" for (key, label), n in printed],
                 "all,lea,LEA staff,alliances with at least one,60,,,alliances,77,printed")


def composition_by_topic() -> pd.DataFrame:
    known = {("schools", "lea"): 60, ("early", "lea"): 22}
    known |= {("total", key): n for key, n in zip(MEMBERS, (37, 32, 13, 18))}
    labels = {topic: label for topic, (label, _) in TOPICS.items()} | {"total": "All topic areas"}
    return frame("lab,topic,topic_label,member_type,member_label",
                 *[f"all,{topic},{label},{key},{words},percent,{known.get((topic, key), '')},,,percent,,x"
                   for topic, label in labels.items() for key, words in MEMBERS.items()])


def transformations() -> pd.DataFrame:
    whole = {"split_or_merged": "7,,", "coverage": ",16,29", "renamed": ",0,13", "unchanged": "22,,",
             "new": "21,,", "total": "79,,"}
    least = {("Central", "split_or_merged"): 1, ("Pacific", "split_or_merged"): 2,
             ("Northwest", "coverage"): 1}
    words = CHANGES | {"total": "all changes"}
    rows = [f"all,All RELs,{key},{words[key]},count,{numbers},alliances,79,bounded"
            for key, numbers in whole.items()]
    for lab, count in LABS.items():
        rows += [f"{lab},{lab},{key},{label},count,,{least.get((lab, key), '')},,alliances,{count},printed"
                 for key, label in CHANGES.items()]
        rows.append(f"{lab},{lab},total,all changes,count,{count},,,alliances,{count},counted")
    return frame("lab,lab_label,change,change_label", *rows)


TABLES = {one.__name__: one for one in (
    evolution, alliances_by_lab, scope, topics, active_size, active_size_by_topic, composition,
    composition_by_topic, transformations)}


def extra(stem: str) -> tuple[pd.DataFrame, ...]:
    """What a stem's function needs beside its table."""
    return {"alliances_by_lab": (jurisdictions(),), "topics": (names(),)}.get(stem, ())


def audited(table: pd.DataFrame) -> pd.DataFrame:
    """The table as an audit may leave it: each open cell has a range now."""
    percent, open_cells = table["measure"] == "percent", table["value"].isna() & table["high"].isna()
    table.loc[open_cells, "low"] = table.loc[open_cells, "low"].fillna(0)
    more = percent[open_cells].map({True: 35, False: 3})
    table.loc[open_cells, "high"] = table.loc[open_cells, "low"] + more
    table.loc[open_cells, "status"] = "bounded"
    return table


def long_names(table: pd.DataFrame) -> pd.DataFrame:
    """The table with labels that are far too long, one of them a single endless word."""
    more = " and everything else that may be said of Verwaltungsangelegenheitenausschuss"
    for column in [name for name in table if name.endswith("_label")]:
        table[column] = table[column].astype(str) + more
    return table


def free(table: pd.DataFrame) -> pd.DataFrame:
    """The table as an audit may leave it that found nothing beyond the totals."""
    open_cells = table["value"].isna() & table["high"].isna()
    return audited(table).assign(status=lambda given: given["status"].mask(open_cells, "free"))


VARIANTS = {"sample": lambda table: table, "audited": audited, "free": free, "long names": long_names,
            "audited long names": lambda table: long_names(audited(table))}


# ---------------------------------------------------------------- reading a picture back

def painted(stem: str, table: pd.DataFrame, *more: pd.DataFrame, **options: object) -> Figure:
    """The picture of a table, as tall as it asks to be."""
    inputs = more or extra(stem)
    height = getattr(draw, f"{stem}_height")(table, *inputs, **options)
    picture = style.figure(style.WIDTH, height)
    getattr(draw, stem)(table, picture, *inputs, **options)
    return picture


def marks(picture: Figure, kind: str, what: str = "") -> list[Patch]:
    """The marks of a kind (`certain`, `possible`, ...), perhaps of one thing only."""
    labelled = [(one.get_label(), one) for one in picture.axes[0].patches]
    return [one for label, one in labelled
            if label == f"{kind}|{what}" or not what and label.startswith(f"{kind}|")]


def words(picture: Figure) -> str:
    """All the picture's text in the order it was written; wrapped lines read on."""
    return " ".join(text.get_text() for text in picture.axes[0].texts)


def widths(picture: Figure, kind: str, row: str) -> list[float]:
    start = f"{kind}|{row}:"
    return [mark.get_width() for mark in marks(picture, kind) if mark.get_label().startswith(start)]


# ---------------------------------------------------------------- nothing overlaps, nothing is cut

def boxes(picture: Figure) -> list[tuple[str, object]]:
    renderer = FigureCanvasAgg(picture).get_renderer()
    return [(text.get_text(), text.get_window_extent(renderer)) for text in picture.axes[0].texts]


def overlap(one, other, slack: float = 1.0) -> bool:
    return (min(one.x1, other.x1) - max(one.x0, other.x0) > slack
            and min(one.y1, other.y1) - max(one.y0, other.y0) > slack)


def inside(inner, outer, slack: float = 2.0) -> bool:
    return (inner.x0 >= outer.x0 - slack and inner.x1 <= outer.x1 + slack
            and inner.y0 >= outer.y0 - slack and inner.y1 <= outer.y1 + slack)


def assert_readable(picture: Figure) -> None:
    """No text on another, over an edge of a mark, outside the picture or smaller than the least size."""
    found = boxes(picture)
    assert [words for words, box in found if not inside(box, picture.bbox)] == []
    assert [(a, b) for (a, one), (b, other) in combinations(found, 2) if overlap(one, other)] == []
    drawn = [patch.get_window_extent() for patch in picture.axes[0].patches if "|" in patch.get_label()]
    assert [words for words, box in found for mark in drawn
            if overlap(box, mark, 3.0) and not inside(box, mark, 5.0)] == []
    assert min(text.get_fontsize() for text in picture.axes[0].texts) >= 7


@pytest.mark.parametrize("lab", ["all", "Midwest"])
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("stem", TABLES)
def test_every_picture_is_readable(stem: str, variant: str, lab: str) -> None:
    assert_readable(painted(stem, VARIANTS[variant](TABLES[stem]()), lab=lab))


BY_LAB = {"alliances_by_lab", "transformations"}


@pytest.mark.parametrize("stem", sorted(set(TABLES) - BY_LAB))
def test_a_labs_own_rows_are_drawn_beside_the_network(stem: str) -> None:
    table = TABLES[stem]()
    own = table[table["lab"] == "all"].assign(lab="Lab with its own rows")
    alone = painted(stem, table)
    both = painted(stem, pd.concat([table, own], ignore_index=True), lab="Lab with its own rows")
    assert_readable(both)
    assert "Lab with its own rows" in words(both)
    assert "Lab with its own rows: not published" not in words(both)
    assert both.get_figheight() >= alone.get_figheight()


@pytest.mark.parametrize("stem", sorted(set(TABLES) - BY_LAB))
def test_a_lab_without_rows_is_said_to_be_unpublished(stem: str) -> None:
    assert "Midwest: not published" in words(painted(stem, TABLES[stem](), lab="Midwest"))


def test_long_names_of_alliances_and_labs_are_wrapped() -> None:
    given = names().assign(lab="A lab with a Verwaltungsangelegenheitenausschusssitzung and more")
    given["name"] = given["name"] + " on Verwaltungsangelegenheitenausschusssitzungsprotokolle and so on"
    assert_readable(painted("topics", topics(), given))


@pytest.mark.parametrize("count", [3, 25])
def test_other_networks_need_no_other_code(count: int) -> None:
    labs = [f"Lab number {place}" for place in range(count)]
    table = frame("lab,lab_label", f"all,All labs,count,{20 * count},,,alliances,,counted",
                  *[f"{lab},{lab},count,20,,,alliances,,counted" for lab in labs])
    tiles = pd.DataFrame([(f"T{place}", lab, place // 5, place % 5) for place, lab in enumerate(labs)],
                         columns=["code", "lab", "row", "col"])
    picture = painted("alliances_by_lab", table, tiles)
    assert_readable(picture)
    assert len(marks(picture, "certain", labs[-1])) == 20


def test_a_network_without_a_map_gets_the_list_alone() -> None:
    picture = painted("alliances_by_lab", alliances_by_lab(), jurisdictions().iloc[:0])
    assert_readable(picture)
    assert len(marks(picture, "certain", "Pacific")) == 10


# ---------------------------------------------------------------- evolution

def test_evolution_draws_one_square_for_each_alliance() -> None:
    picture = painted("evolution", evolution())
    drawn = Counter(mark.get_label() for mark in picture.axes[0].patches)
    assert drawn == {"certain|continued": 58, "certain|ended": 15, "certain|unchanged": 22,
                     "certain|transformed": 36, "certain|new": 21}
    assert "58 with a successor 15 ended" in words(picture)
    sides = {(round(mark.get_width(), 4), round(mark.get_height(), 4)) for mark in picture.axes[0].patches}
    assert len(sides) == 1 and len(set(sides.pop())) == 1


# ---------------------------------------------------------------- alliances by lab

def test_tiles_carry_code_letter_and_the_labs_colour() -> None:
    picture = painted("alliances_by_lab", alliances_by_lab(), jurisdictions())
    tile, square = marks(picture, "certain", "M03:Midwest")[0], marks(picture, "certain", "Midwest")[0]
    assert tile.get_facecolor() == square.get_facecolor()
    assert len(marks(picture, "certain", "Midwest")) == 8
    assert len(marks(picture, "open", "ZZ:")) == 1
    assert [text.get_text() for text in picture.axes[0].texts].count("D") == 3  # two tiles and the list


def test_the_chosen_lab_keeps_its_colour_and_the_others_pale() -> None:
    everybody = painted("alliances_by_lab", alliances_by_lab(), jurisdictions())
    chosen = painted("alliances_by_lab", alliances_by_lab(), jurisdictions(), lab="Midwest")
    for lab, same in {"Midwest": True, "West": False}.items():
        before, after = (marks(one, "certain", lab)[0].get_facecolor() for one in (everybody, chosen))
        assert (before == after) is same


# ---------------------------------------------------------------- scope

def test_disputed_parts_are_never_solid_and_both_numbers_are_said() -> None:
    picture = painted("scope", scope())
    assert len(marks(picture, "disputed")) == 4
    assert len(marks(picture, "certain")) == 2
    assert all(mark.get_linestyle() != "solid" for mark in marks(picture, "disputed"))
    assert "35 or 36 multistate 35 or 36 within a state 8 local" in words(picture)
    assert "Table 2 36 35 8" in words(picture)


# ---------------------------------------------------------------- topics

def test_solid_and_empty_dots_make_the_printed_count_and_likely_ones_do_not() -> None:
    picture = painted("topics", topics(), names())
    for topic, (_, count) in TOPICS.items():
        assert len(marks(picture, "certain", topic)) + len(marks(picture, "open", topic)) == count
    assert len(marks(picture, "certain", "college")) == 2
    assert len(marks(picture, "likely", "schools")) == 1
    assert "Louisiana Charter School likely, Southwest" in words(picture)


def test_a_range_of_alliances_ends_in_hatched_dots() -> None:
    table = topics()
    table.loc[0, ["value", "low", "high"]] = [pd.NA, 7, 9]
    picture = painted("topics", table, names())
    assert "7–9 High school completion" in words(picture)
    assert len(marks(picture, "open", "college")) == 5
    assert len(marks(picture, "possible", "college")) == 2


def test_names_lose_their_ending_only_where_they_stay_apart() -> None:
    west = [("West", "Reading Research Alliance"), ("West", "Reading Alliance")]
    assert shortened(west) == ["Reading Research Alliance", "Reading Alliance"]
    east = [("East", "Reading Alliance"), ("East", "Alliance for Reading")]
    assert shortened(west + east)[2:] == ["Reading", "Alliance for Reading"]


# ---------------------------------------------------------------- sizes

def test_bars_are_as_long_as_their_counts() -> None:
    picture = painted("active_size", active_size())
    long, _, short = (marks(picture, "certain", key)[0].get_width() for key in list(SIZES)[:3])
    assert long / short == pytest.approx(43 / 8)
    assert "43 (56%)" in words(picture)


def test_a_range_is_solid_to_its_minimum_and_hatched_to_its_maximum() -> None:
    table = active_size()
    table.loc[0, ["value", "low", "high"]] = [pd.NA, 30, 40]
    picture = painted("active_size", table)
    solid, hatched = marks(picture, "certain", "15_or_fewer")[0], marks(picture, "possible", "15_or_fewer")[0]
    assert solid.get_width() / hatched.get_width() == pytest.approx(3)
    assert hatched.get_x() == pytest.approx(solid.get_x() + solid.get_width())
    assert hatched.get_hatch() and not solid.get_hatch()
    assert "30–40 (56%)" in words(picture)


def test_the_heat_table_keeps_unknown_ranged_and_printed_cells_apart() -> None:
    picture = painted("active_size_by_topic", active_size_by_topic())
    labels = [mark.get_label() for mark in picture.axes[0].patches]
    kinds = Counter(label.split("|")[0] for label in labels if ":" in label)
    assert kinds == {"open": 12, "possible": 5, "certain": 2 + 1 + 4}
    assert "Effective teachers and principals 67% – – 19–21" in words(picture)
    assert "All topic areas 43 26 8 77" in words(picture)


def test_a_printed_percentage_stays_when_the_count_gets_bounds() -> None:
    table = active_size_by_topic()
    table = table.set_index(["topic", "size_class", "measure"], drop=False)
    table.loc[("teachers", "15_or_fewer", "count"), ["low", "high"]] = [13, 14]
    picture = painted("active_size_by_topic", table)
    assert "13–14 (67%)" in words(picture)
    assert len(marks(picture, "possible", "teachers:15_or_fewer")) == 1


def test_a_number_from_a_public_page_is_marked() -> None:
    table = active_size_by_topic()
    table.loc[0, ["low", "high", "status"]] = [9, 17, "public page"]
    assert "9–17 p" in words(painted("active_size_by_topic", table))


def test_a_cell_that_the_totals_alone_limit_is_an_outline_with_its_range() -> None:
    picture = painted("active_size_by_topic", free(active_size_by_topic()))
    kinds = Counter(mark.get_label().split("|")[0] for mark in picture.axes[0].patches if ":" in mark.get_label())
    assert kinds == {"open": 13, "possible": 5, "certain": 2 + 4}  # 67% is a share; its count is free, too
    assert "Low-achieving schools 0–3 0–3 0–3 19–21" in words(picture)
    assert "no more than the totals allow" in words(picture) and "not published" not in words(picture)
    weights = {text.get_text(): text.get_fontweight() for text in picture.axes[0].texts}
    assert weights["0–3"] == 400 and weights["19–21"] == 700


# ---------------------------------------------------------------- shares

def test_the_bar_is_cut_as_printed() -> None:
    picture = painted("composition", composition())
    drawn = widths(picture, "certain", "all")
    assert [round(100 * one / sum(drawn)) for one in drawn] == [37, 32, 13, 18]
    assert "37% LEA staff 32% SEA staff 13% University 18% Other" in words(picture)
    base, known = marks(picture, "certain", "base:lea")[0], marks(picture, "certain", "with:lea")[0]
    assert known.get_width() / base.get_width() == pytest.approx(60 / 77)


def test_the_overall_row_comes_first_then_the_largest_known_share() -> None:
    picture = painted("composition_by_topic", composition_by_topic())
    drawn = sorted(picture.axes[0].patches, key=lambda mark: mark.get_y())
    order = list(dict.fromkeys(mark.get_label().split("|")[1].split(":")[0] for mark in drawn))
    assert order == ["total", "schools", "early", "college", "teachers", "standards"]


def test_the_unpublished_part_of_a_bar_is_an_empty_outline() -> None:
    picture = painted("composition_by_topic", composition_by_topic())
    known, = widths(picture, "certain", "schools")
    rest, = widths(picture, "open", "schools")
    assert known / (known + rest) == pytest.approx(0.6, abs=0.001)
    assert "LEA staff 60% not published" in words(picture)


def test_ranges_share_one_hatched_rest() -> None:
    picture = painted("composition_by_topic", audited(composition_by_topic()))
    assert len(widths(picture, "possible", "schools")) == 1
    assert "hatched: SEA staff or University or Other (each 0–35%)" in words(picture)


def test_shares_that_only_add_up_leave_the_rest_empty_and_say_their_ranges() -> None:
    picture = painted("composition_by_topic", free(composition_by_topic()))
    assert len(widths(picture, "open", "schools")) == 1 and not marks(picture, "possible")
    assert "not published empty: SEA staff or University or Other (each 0–35%)" in words(picture)
    assert words(picture).count("empty:") == 2  # where nothing is printed, 0 to 100 percent would say nothing


# ---------------------------------------------------------------- transformations

def test_the_whole_network_is_solid_to_its_minima_with_one_hatched_rest() -> None:
    picture = painted("transformations", transformations())
    whole = {key: len(marks(picture, "certain", key)) for key in CHANGES}
    assert whole == {"split_or_merged": 7, "coverage": 16, "renamed": 0, "unchanged": 22, "new": 21}
    assert len(marks(picture, "possible", "rest")) == 79 - 7 - 16 - 22 - 21
    assert "13 coverage changed (16–29) or renamed only (0–13)" in words(picture)


def test_a_labs_row_is_its_certain_squares_and_outlines_for_the_rest() -> None:
    picture = painted("transformations", transformations())
    assert len(marks(picture, "certain", "Pacific:split_or_merged")) == 2
    assert len(marks(picture, "open", "Pacific:rest")) == 8
    assert len({mark.get_y() for mark in marks(picture, "open", "Pacific:rest")}) == 1
    assert "Pacific 10 at least 2 – – – –" in words(picture)
    assert "West 8 not published" in words(picture)


def test_known_ranges_make_the_rest_of_a_row_possible() -> None:
    picture = painted("transformations", audited(transformations()))
    assert len(marks(picture, "possible", "Pacific:rest")) == 8
    assert "Pacific 10 2–5 0–3 0–3 0–3 0–3" in words(picture)


def test_a_row_of_which_nothing_follows_is_outlines_and_a_row_of_which_something_does_is_hatched() -> None:
    table = free(transformations())
    here = (table["lab"] == "West") & (table["change"] == "new")
    table.loc[here, "status"] = "bounded"
    picture = painted("transformations", table)
    assert len(marks(picture, "open", "Midwest:rest")) == 8 and len(marks(picture, "possible", "West:rest")) == 8
    row = [text for text in picture.axes[0].texts if text.get_text() == "0–3"]
    assert {text.get_fontweight() for text in row} == {400, 600}


def test_a_range_of_the_total_ends_in_squares_that_may_not_be() -> None:
    table = evolution().assign(status="bounded")
    rows = table["period"] == "year 1"
    table.loc[rows, ["value", "low", "high"]] = [[pd.NA, 4, 10], [pd.NA, 1, 9], [pd.NA, 0, 9]]
    picture = painted("evolution", table)
    assert len(marks(picture, "certain", "continued")) == 1
    assert len(marks(picture, "possible", "rest")) == 3 and len(marks(picture, "possible", "more")) == 6
    assert "3 with a successor (1–9) or ended (0–9) 0–6 more, perhaps" in words(picture)
    assert "4–10 alliances" in words(picture)


# ---------------------------------------------------------------- the pieces

def test_what_is_left_of_a_whole_is_one_part() -> None:
    parts = cells(transformations().iloc[:5], "change", "change_label")
    cut = shares(parts, 79)
    assert [part.low for part in cut.solid] == [7, 16, 22, 21]
    assert (cut.rest, cut.rest_kind) == (13, "possible")
    assert [part.key for part in cut.maybe] == ["coverage", "renamed"]


def test_labels_that_want_one_place_are_moved_apart() -> None:
    assert spread([0, 0.1, 5.5], [1, 1, 1], 0, 6) == pytest.approx([0, 1.1, 5.0])


def test_a_picture_can_be_part_of_a_larger_one() -> None:
    sheet = style.figure(style.WIDTH, 5)
    _, below = sheet.subfigures(2, 1, height_ratios=[1, 4])
    draw.active_size(active_size(), below)
    bars = [patch for patch in below.axes[0].patches if isinstance(patch, Rectangle)]
    assert len(bars) == 3


def test_a_banner_stands_above_the_picture_and_cuts_nothing() -> None:
    height = draw.active_size_height(active_size())
    sheet = style.figure(style.WIDTH, height + draw.BANNER)
    draw.active_size(active_size(), draw.under_banner(sheet, "Example: one of many possible datasets"))
    head, below = sheet.subfigs
    FigureCanvasAgg(sheet).draw()
    lowest = min(text.get_window_extent().y0 for text in head.axes[0].texts)
    highest = max(text.get_window_extent().y1 for text in below.axes[0].texts)
    assert lowest > highest and head.axes[0].texts[0].get_text() == "Example: one of many possible datasets"
    assert below.bbox.height / sheet.dpi == pytest.approx(height)


def test_text_from_data_is_never_read_as_mathematics() -> None:
    table = active_size()
    table["size_label"] = table["size_label"] + " $x^2$"
    assert not any(text.get_parse_math() for text in painted("active_size", table).axes[0].texts)
