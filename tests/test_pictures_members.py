"""Pictures of members over time, read back: each mark stands where its number says."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from helpers import answers, making, report
from helpers.data import memberships
from helpers.data.memberships import Membership
from helpers.data.network import Network
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit
from helpers.exhibits.prose import Absent
from helpers.look import canvas
from helpers.look.dotplot import LARGEST, DotRow, Scale, crowd, levels, radius
from helpers.look.page import Page
from helpers.numbers.answer import Answer, Status
from helpers.numbers.grid import Table
from helpers.params import Params
from pictures import entry, marks, one, view
from readback import keys, read
from sheets import EMBEDDED, NETWORKS, loaded


def choice(host: str = "all") -> Params:
    given = {key: field.default for key, field in Params.model_fields.items()}
    return Params.model_construct(**given | {"network": "own", "host": host})


@cache
def larkmoor() -> Network:
    return Network(NETWORKS / "larkmoor")


def made(stem: str, network: Network, host: str = "all") -> Exhibit:
    found = report.make(stem, network, choice(host))
    assert isinstance(found, Exhibit)
    return found


def picture(exhibit: Exhibit) -> pd.DataFrame:
    page = Page()
    assert exhibit.paint
    page.cut(exhibit.paint(page))
    found = read(canvas.figure(page))
    middle = {"mx": found["x"] + found["width"] / 2, "my": found["y"] + found["height"] / 2}
    return found.assign(**middle)


# -- sizes: one dot, one partnership -----------------------------------------------------------


def dots(
    found: pd.DataFrame, period: str, mark: str = "certain", host: str = "all"
) -> pd.DataFrame:
    about = found["what"].map(keys)
    own = about.map(lambda one: one.get("period") == period and one.get("host") == host)
    rows = found[own & (found["form"] == "dot") & (found["mark"] == mark)]
    return rows.assign(name=[keys(what)["partnership"] for what in rows["what"]]).set_index("name")


def test_dots_stand_at_their_numbers_on_one_scale() -> None:
    """2025: from 4 (Fen Data Circle) to 22 (Fen Teachers); 2023 has the same scale."""
    found = picture(made("sizes", larkmoor()))
    last, first = dots(found, "2025"), dots(found, "2023")
    assert (len(last), len(first)) == (12, 8)
    inch = (last["mx"]["Fen Teachers Partnership"] - last["mx"]["Fen Data Circle"]) / (22 - 4)
    zero = last["mx"]["Fen Data Circle"] - 4 * inch
    for row, name, members in [
        (last, "Saltmarsh Reading Network", 18),
        (last, "Tarn Maths Circle", 10),
        (first, "Tarn Early Readers", 14),
        (first, "Larkmoor Maths Forum", 6),
    ]:
        assert row["mx"][name] == pytest.approx(zero + members * inch, abs=0.01)
    median = one(found, "median", "host=all;period=2025;partnership=total;measure=median")
    assert median["mx"] == pytest.approx(zero + 9.5 * inch, abs=0.01)
    assert one(found, "note", "tick;at=10")["mx"] == pytest.approx(zero + 10 * inch, abs=0.02)


def test_a_ring_stands_for_a_number_that_is_not_known() -> None:
    found = picture(made("sizes", larkmoor()))
    assert list(dots(found, "2023", "open").index) == ["Birchgate Family Learning"]
    assert one(found, "note", "host=all;period=2023")["text"] == "1 of 9 not known"
    assert dots(found, "2024", "open").empty


def test_names_of_the_extremes_stand_at_their_dots_and_can_be_left_out() -> None:
    found = picture(made("sizes", larkmoor()))
    named = {keys(what)["partnership"]: text for what, text in
             found.loc[(found["mark"] == "label") & found["what"].str.contains("2025;partn"),
                       ["what", "text"]].itertuples(index=False)}  # fmt: skip
    assert set(named) == {"Fen Data Circle", "Fen Teachers Partnership"}
    silent = report.make("sizes", larkmoor(), choice().model_copy(update={"names": False}))
    assert isinstance(silent, Exhibit)
    assert not picture(silent)["text"].str.contains("Fen").any()
    assert "Fen" not in "".join(silent.texts())


def test_a_hosts_own_dots_are_set_off_and_stand_once_more_below() -> None:
    host = "Ostrow County Office"
    exhibit = made("sizes", larkmoor(), host)
    found = picture(exhibit)
    assert dots(found, "2023").empty, "the last two periods only"
    rows, own = dots(found, "2025"), dots(found, "2025", host=host)
    assert set(own.index) == {"Ostrow Attendance Alliance", "Ostrow Algebra Lab"}
    assert set(rows.index[rows["colour"] == own["colour"].iloc[0]]) == set(own.index)
    assert own["y"].min() > rows["y"].max()
    title = (
        "Partnerships of Ostrow County Office in 2025 had 9 to 12 members, with a median of 10.5"
    )
    assert str(exhibit.words.title) == f"{title}; the median of all was 9.5"


def test_a_skewed_scale_is_logarithmic_and_zero_stands_before_one() -> None:
    """Two steps from 1 to 100 are as long as each other; linear if the largest is under 20 times
    the median."""
    scale = Scale.of([0, 1, 1, 2, 100], 0.0, 5.0)
    assert scale.log and scale.x(10) - scale.x(1) == pytest.approx(scale.x(100) - scale.x(10))
    assert scale.x(0) == 0.0 < scale.x(1) and scale.x(100) == pytest.approx(5.0)
    plain = Scale.of([2, 10, 100], 0.0, 5.0)
    assert not plain.log and plain.x(50) == pytest.approx(2.5)
    assert plain.ticks() == [0, 20, 40, 60, 80, 100]
    assert {0, 1, 10, 100} <= set(scale.ticks())


def test_dots_of_one_number_stand_on_each_other() -> None:
    xs = [1.0, 1.0, 1.0, 1.05, 1.2]
    assert levels(xs, pitch=0.1) == [0, 1, 2, 3, 0]
    assert crowd(xs, pitch=0.1) == 4 and crowd([], pitch=0.1) == 0


def test_dots_shrink_until_a_crowd_fits() -> None:
    def row(many: int) -> DotRow:
        return DotRow("2025", "period=p1", "", [entry(f"partnership=p{n}", 5) for n in range(many)])

    scale = Scale.of([5.0], 0.0, 5.0)
    assert radius([row(3)], scale) == LARGEST
    assert radius([row(30)], scale) < LARGEST


def test_two_of_one_name_are_two_dots(tmp_path: Path) -> None:
    rows = "period,name,host,id,members\n2025,Ash,A,,3\n2025,Ash,B,x,5\n2025,Ash,B,y,7"
    table = answers.table_of("sizes", loaded(tmp_path, rows), choice())
    found = {e.keys["partnership"]: e.text for e in table.find("count")}
    assert found == {"Ash (A)": "3", "Ash (B), row 3": "5", "Ash (B), row 4": "7"}


# -- why the number of members changed -----------------------------------------------------------


def test_bars_go_right_for_more_and_left_for_fewer_all_to_one_scale() -> None:
    found = picture(made("member_change", larkmoor()))
    zero = found.loc[found["mark"] == "zero", "mx"]
    assert len(zero) == 2 and zero.nunique() == 1
    at, what = zero.iloc[0], "host=all;period={};cause={}".format
    more, less = (one(found, "certain", what("2025", cause)) for cause in ("new", "ended"))
    assert more["x"] == pytest.approx(at, abs=0.01)
    assert less["x"] + less["width"] == pytest.approx(at, abs=0.01)
    inch = more["width"] / 32
    earlier = one(found, "certain", what("2024", "new"))
    assert less["width"] == pytest.approx(6 * inch, abs=0.01)
    assert earlier["width"] == pytest.approx(19 * inch, abs=0.01)
    said = {cause: one(found, "value", what("2024", cause))["text"]
            for cause in ("new", "ended", "continued", "appeared")}  # fmt: skip
    assert said == {"new": "+19", "ended": "−6", "continued": "+4", "appeared": "+10"}


def test_what_cannot_be_compared_is_an_outline_with_its_name() -> None:
    found = picture(made("member_change", larkmoor()))
    what = "host=all;period=2024;cause=appeared"
    assert one(found, "open", what)["width"] > 0
    assert one(found, "note", what)["text"] == "Birchgate Family Learning"


def test_the_change_is_said_in_the_title_and_of_a_host_its_own() -> None:
    assert str(made("member_change", larkmoor()).words.title) == (
        "The number of members rose from 99 in 2024 to 126 in 2025: +32 in new partnerships, "
        "−6 in ended partnerships, and +1 in those that went on"
    )
    own = str(made("member_change", larkmoor(), "Greenwater Institute").words.title)
    assert own == (
        "The number of members of Greenwater Institute rose from 13 in 2024 to 17 in 2025: +4 in "
        "new partnerships and 0 in those that went on"
    )


def test_a_title_tells_apart_what_is_not_comparable(tmp_path: Path) -> None:
    rows = """
        period,name,members
        2024,Ash,5
        2024,Birch,
        2025,Ash,6
        2025,Birch,9
    """
    network = loaded(tmp_path, rows)
    assert str(made("member_change", network).words.title) == (
        "The number of members rose from 5 in 2024 to 15 in 2025: +1 in those that went on; "
        "+9 is not comparable"
    )


# -- composition by period -------------------------------------------------------------------------


def test_a_bar_a_period_and_in_how_many_partnerships_each_type_is() -> None:
    """2023: 47, 12, 8 and 5 of 72; 2025: 76, 23, 13 and 14 of 126."""
    found = picture(made("composition_by_period", larkmoor()))
    shares = {"2023": ["65%", "17%", "11%", "7%"], "2025": ["60%", "18%", "10%", "11%"]}
    some = {"2023": ["8", "5", "3", "3"], "2025": ["12", "8", "6", "5"]}
    of = {"2023": "8", "2025": "12"}
    types = ["school_district", "university", "public_agency", "community"]
    for period, values in shares.items():
        bars = []
        for place, (kind, share) in enumerate(zip(types, values, strict=True)):
            what = f"host=all;period={period};member_type={kind};measure="
            bars.append(one(found, "certain", what + "percent"))
            assert one(found, "value", what + "percent")["text"] == share
            number = one(found, "value", what + "with at least one")["text"]
            assert number == f"{some[period][place]} of {of[period]}"
        full = sum(bar["width"] for bar in bars)
        assert bars[0]["width"] / full == pytest.approx(int(values[0][:-1]) / 100, abs=0.01)
    names = found[found["what"].isin(["period=2023", "period=2025"]) & (found["mark"] == "label")]
    assert set(names["text"]) == {"2023 (n = 72)", "2025 (n = 126)"}


ABSENT = """
    period,name,members,members: School,members: Faith
    2024,Ash,5,4,1
    2025,Ash,6,6,0
    2025,Birch,9,,
"""


def test_who_is_missing_is_said(tmp_path: Path) -> None:
    """Birch's types are not known: of 2 one surely has schools, and Faith is perhaps with Birch."""
    sure = loaded(tmp_path / "a", ABSENT.replace("2025,Birch,9,,\n", ""))
    exhibit = made("composition_by_period", sure)
    what = "host=all;period=2025;member_type=faith;measure=with at least one"
    assert one(picture(exhibit), "value", what)["text"] == "nobody"
    assert str(exhibit.words.title).endswith("nobody of type “Faith” took part")
    assert "Faith: nobody." in str(made("composition", sure).words.note)
    perhaps = made("composition_by_period", loaded(tmp_path / "b", ABSENT))
    assert one(picture(perhaps), "value", what)["text"] == "0–1 of 2"
    assert "nobody" not in str(perhaps.words.title)
    assert "1 of 2 in 2025" in str(perhaps.words.note)


# -- organizations -------------------------------------------------------------------------------

LISTED = {  # City Schools in all three of 2025, the Uni in two, the Library in one
    "2025": [
        Membership(5, "City Schools", "school", ""), Membership(6, "City Schools", "school", ""),
        Membership(7, "city schools", "school", ""), Membership(5, "Uni", "", ""),
        Membership(7, "Uni", "", ""), Membership(6, "Library", "", "Libraries"),
    ]
}  # fmt: skip
STANDING = """
    period,name,host
    2024,Ash,North
    2024,Birch,North
    2024,Cedar,South
    2025,Ash,North
    2025,Birch,North
    2025,Cedar,South
"""


@pytest.fixture
def listing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memberships, "of", lambda _, period: tuple(LISTED.get(period, ())))


@pytest.mark.usefixtures("listing")
def test_memberships_and_organizations_are_counted_apart(tmp_path: Path) -> None:
    exhibit = made("organizations", loaded(tmp_path, STANDING))
    found = picture(exhibit)
    what = "host=all;period=2025;in={1};counted={0}".format
    said = {key: one(found, "value", what(*key.split()))["text"] for key in
            ("memberships total", "organizations total", "parents total",
             "organizations 1", "organizations 2", "organizations 3")}  # fmt: skip
    assert list(said.values()) == [
        "6 memberships", "3 organizations", "1 parent organization", "1", "1", "1",
    ]  # fmt: skip
    assert one(found, "note", "names;host=all")["text"] == "In most: City Schools (3); Uni (2)"
    assert str(exhibit.words.title) == (
        "Of 3 organizations in the partnerships in 2025, 2 took part in more than one"
    )
    assert set(answers.table_of("organizations", loaded(tmp_path, STANDING), choice()).values(
        "period")) == {"2025"}  # fmt: skip


@pytest.mark.usefixtures("listing")
def test_a_hosts_organizations_are_those_of_its_partnerships(tmp_path: Path) -> None:
    """North: City Schools in two, Uni and Library in one each; South has two in one."""
    network = loaded(tmp_path, STANDING)
    table = answers.table_of("organizations", network, choice("North"))
    own = table.find(host="North", period="2025")
    times = {e.keys["in"]: e.text for e in own.find("count") if e.keys["in"] != "total"}
    assert times == {"1": "2", "2": "1", "3": "0"}
    assert own.get("in several", "North").text == "1"


# -- edges of all ----------------------------------------------------------------------------------

STEMS = ("sizes", "composition_by_period", "member_change")


@pytest.mark.parametrize("stem", STEMS)
def test_a_hidden_number_is_drawn_as_hidden(stem: str) -> None:
    table = answers.table_of(stem, larkmoor(), choice())
    hidden = Answer(Fraction(0), None, Status.SUPPRESSED, wording="‡")
    where = [one for one in table if one.keys["period"] == "2025"]
    entries = [replace(one, answer=hidden) if one in where[:2] or one in where[6:8] else one
               for one in table]  # fmt: skip
    shown = Table(entries, table.keys, table.beside)
    terms = making.view_of(stem, larkmoor(), choice())
    page = Page()
    page.cut(REGISTRY[stem].draw(page, shown, terms))
    assert read(canvas.figure(page))["text"].str.contains("‡").any()
    assert REGISTRY[stem].words(shown, terms).title.text


@pytest.mark.parametrize("stem", [*STEMS, "organizations", "not_known"])
def test_a_network_known_by_statements_has_none_of_them_and_says_nothing(stem: str) -> None:
    found = report.make(stem, Network(EMBEDDED), choice())
    assert isinstance(found, Absent) and found.sentence == ""


EDGES = {
    "one partnership": "period,name,host,members,members: School\n2024,Ash,N,5,5\n2025,Ash,N,7,7",
    "nobody reports": "period,name,host,members,members: School\n2024,Ash,N,5,5\n2025,Ash,N,,",
    "all are zero": "period,name,host,members,members: School\n2024,Ash,N,0,0\n2025,Ash,N,0,0",
    "all have ended": "period,name,host,members,members: School\n2024,Ash,N,5,5\n2025,Elm,S,4,4",
}
SAID = {
    ("one partnership", "sizes"): "Ash had 7 members in 2025",
    ("nobody reports", "sizes"): "Of the partnerships in 2025, no number of members is known",
    ("all are zero", "sizes"): "Ash had 0 members in 2025",
    ("one partnership", "member_change"): "The number of members rose from 5 in 2024 to 7 in 2025: "
    "+2 in those that went on",
    ("nobody reports", "member_change"): "Of 2025 no number of members is known",
    ("all are zero", "member_change"): "The number of members was 0 in 2024 and in 2025: 0 in "
    "those that went on",
    ("all have ended", "member_change"): "The number of members fell from 5 in 2024 to 4 in 2025: "
    "+4 in new partnerships and −5 in ended partnerships",
    ("one partnership", "composition"): "School made up all members: 100 percent",
    ("nobody reports", "composition"): "Of what types the members of partnerships in 2025 were is "
    "not known",
    ("all are zero", "composition"): "The partnerships of 2025 had no members",
}


@pytest.mark.parametrize("case", EDGES)
def test_edges_are_drawn_and_their_titles_are_true(tmp_path: Path, case: str) -> None:
    network = loaded(tmp_path, EDGES[case])
    for host in ("all", "N"):
        for stem in (*STEMS, "composition"):
            exhibit = made(stem, network, host)
            assert len(picture(exhibit))
            assert "published" not in " ".join(exhibit.texts())
            if host == "all" and (case, stem) in SAID:
                assert str(exhibit.words.title) == SAID[case, stem]


def test_the_marks_of_a_table_typed_by_hand() -> None:
    """No counting in a picture: what is drawn is what the table says."""
    rows = [
        entry(f"host=all period=p1 partnership={name}", n)
        for name, n in {"Ash": 3, "Elm": 7, "Oak": None}.items()
    ]
    whole = "host=all period=p1 partnership=total"
    rows.append(entry(whole, 1, measure="not reporting", base=3))
    shown = Table(rows, ("host", "period", "partnership"))
    page = Page()
    page.cut(REGISTRY["sizes"].draw(page, shown, view()))
    what = "host=all;period=p1;partnership="
    assert marks(read(canvas.figure(page))) == {
        f"certain {what}Ash": 1, f"certain {what}Elm": 1, f"open {what}Oak": 1,
    }  # fmt: skip


# -- what is not known -----------------------------------------------------------------------------


def rows_of(network: Network, host: str = "all") -> list[list[str]]:
    return made("not_known", network, host).rows


def test_what_is_not_known_is_named_with_what_would_bring_it(tmp_path: Path) -> None:
    rows = """
        period,name,host,topics,members,status,Email
        2025,Ash,N,reading,,not reported,a
        2025,Elm,S,,4,,b
        2025,Oak,S,reading,,planned,c
    """
    network = loaded(tmp_path, rows)
    brought = {
        row[0]: row[1:] for row in rows_of(network) if row[0] not in ("Left out", "To look at")
    }
    cell = "the cell {} in its row of partnerships.csv".format
    assert brought == {
        "Number of members, 2025": ["Ash", cell("members")],
        "Topic area, 2025": ["Elm", cell("topics")],
        "Planned for 2025, not counted": ["Oak", "nothing in its cell status, once it stands"],
    }
    out = [row for row in rows_of(network) if row[0] == "Left out"]
    assert ["Left out", "Evolution, Composition by period, Member change, and Transformations",
            "rows of a second period"] not in out  # fmt: skip
    assert any("rows of a second period" in row[2] for row in out)
    assert ["To look at", "partnerships.csv: not read: Email.", "—"] in rows_of(network)
    assert not [row for row in rows_of(network, "S") if "Ash" in row[1]], "only its own are named"


@pytest.mark.usefixtures("listing")
def test_a_network_that_lacks_nothing_says_so(tmp_path: Path) -> None:
    settings = "title: T\nsize_classes:\n  a: {label: any, low: 1}\n"
    rows = """
        period,name,host,from,topics,scope,members,members: School
        2024,Ash,N,,reading,city,5,5
        2025,Ash,N,,reading,city,6,6
    """
    exhibit = made("not_known", loaded(tmp_path, rows, settings))
    assert exhibit.rows == [["Nothing is missing"]]
    assert str(exhibit.words.title).startswith("Nothing is missing: every partnership reported")
