"""Small cells: what is hidden cannot be computed from all that the reports of a network show.

Three hubs, three topics, one partnership for each pair; shown are the partnerships' own numbers,
the sums by hub and by topic, and the sum of all:

            reading  maths  music   all
    North         3     12     20    35
    South         8     15     30    53
    West         40     25     50   115
    all          51     52    100   203

3 is below 5. With it alone hidden, 35 - 12 - 20 gives it away. A second one in its row leaves its
column, a second in its column the other row: hidden are the four corners of a rectangle, and the
cheapest one has the smallest numbers.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
import pytest

from attack import SIGN, Attack, every
from helpers import answers, paths, report
from helpers.data import checks
from helpers.data.network import Network
from helpers.data.population import size_class
from helpers.data.tables import records
from helpers.errors import UserError
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit
from helpers.numbers.answer import Status
from helpers.numbers.evidence import Evidence, answer
from helpers.numbers.question import Question
from helpers.numbers.suppression import kept, plan, proof
from helpers.numbers.suppression.forms import Rule
from helpers.params import Params
from sheets import EMBEDDED, sheet

SQUARE = """
    period,name,host,topics,members
    2025,NR,North,reading,3
    2025,NM,North,maths,12
    2025,NU,North,music,20
    2025,SR,South,reading,8
    2025,SM,South,maths,15
    2025,SU,South,music,30
    2025,WR,West,reading,40
    2025,WM,West,maths,25
    2025,WU,West,music,50
"""
DRAWN = re.compile(r' (?:d|x|y|transform|points|width|height|viewBox)="[^"]*"')
"""What a picture's marks and letters look like: no text."""
RULE = "suppress: {below: 5}\n"
MEMBERS = Question("2025", subject="members")
MARGINS = [
    MEMBERS,
    *(MEMBERS.but(host=one) for one in ("North", "South", "West")),
    *(MEMBERS.but(topic=one) for one in ("reading", "maths", "music")),
]


def network(folder: Path, rows: str = SQUARE, settings: str = RULE) -> Network:
    return Network(sheet(folder, rows, settings))


def planned(found: Network, asked: Sequence[Question] = MARGINS) -> plan.Plan:
    rule = Rule.of(found)
    assert rule is not None
    return plan.make(found, rule, asked)


def names(found: Network, made: plan.Plan) -> set[str]:
    """The partnerships whose number of members is hidden."""
    return {
        str(found.partnerships.at[row, "name"]) for row, name in made.cells if name == "members"
    }


# -- by hand ---------------------------------------------------------------------------------------


def test_the_corners_of_a_rectangle_are_hidden(tmp_path: Path) -> None:
    found = network(tmp_path)
    made = planned(found)
    assert names(found, made) == {"NR", "NM", "SR", "SM"}
    assert made.counts == (1, 3)
    assert not any(made.hides(one) for one in MARGINS)


def test_each_number_of_the_square_is_answered_or_hidden(tmp_path: Path) -> None:
    found = network(tmp_path)
    evidence = Evidence(found, hidden=planned(found))
    one = MEMBERS.but(partnership="NR")
    hidden = answer(evidence, one)
    assert (hidden.text(), hidden.status, hidden.exact) == (SIGN, Status.SUPPRESSED, False)
    assert (hidden.low, hidden.high) == (0, None)  # no end tells anything
    assert "below 5" in hidden.note
    assert answer(evidence, MEMBERS.but(partnership="WU")).value == 50
    assert answer(evidence, MEMBERS.but(measure="minimum")).text() == SIGN  # it is NR
    # Four of them are hidden, each below 20 in every witness: the middle one stays the same.
    assert answer(evidence, MEMBERS.but(measure="median")).value == 20
    west = MEMBERS.but(host="West", measure="median")
    assert answer(evidence, west).value == 40
    # Not planned, but made of a hidden number: safe is safe.
    assert answer(evidence, MEMBERS.but(topic="reading|maths")).text() == SIGN
    assert answer(evidence, MEMBERS.but(topic="music|maths", host="West")).value == 75


def test_without_the_other_three_it_could_be_computed(tmp_path: Path) -> None:
    """The same attack finds the one value of a plan that hides small numbers only."""
    found = network(tmp_path)
    made = planned(found)
    assert proof.failures(made) == []
    assert _possible(found, made, "NR") >= {1, 2, 3, 4}
    made.shown.hidden.intersection_update(made.primary)
    assert proof.failures(made)
    assert _possible(found, planned_only_small(found), "NR") == {3}


def planned_only_small(found: Network) -> plan.Plan:
    made = planned(found)
    made.shown.hidden.intersection_update(made.primary)
    return made


def _possible(found: Network, made: plan.Plan, name: str) -> set[int]:
    """All values that a partnership may have beside what is shown, by trying all."""
    rows = found.partnerships
    own = [row for row in rows.index if (row, "members") in made.cells]
    sums = []
    for one in MARGINS:
        if not made.hides(one):
            met = [cell[0] for cell, _ in made.shown.book.sum(one)]
            number = made.shown.book.values
            shown_ = sum(number[row, "members"] for row in met if row not in own)
            total = sum(number[row, "members"] for row in met)
            sums.append((frozenset(own.index(r) for r in met if r in own), total - shown_))
    at = [str(rows.at[row, "name"]) for row in own].index(name)
    return {dataset[at] for dataset in every([(1, 30)] * len(own), sums)}


# -- zero ------------------------------------------------------------------------------------------

ZEROS = """
    period,name,host,members
    2025,A,North,0
    2025,B,North,9
    2025,C,North,30
    2025,D,South,2
    2025,E,South,7
"""


def test_zero_stays_zero(tmp_path: Path) -> None:
    found = network(tmp_path, ZEROS)
    made = planned(found, [MEMBERS, MEMBERS.but(host="North"), MEMBERS.but(host="South")])
    assert names(found, made) == {"D", "E"}


def test_zero_is_hidden_where_the_rule_says_so(tmp_path: Path) -> None:
    found = network(tmp_path, ZEROS, "suppress: {below: 5, zero: true}\n")
    made = planned(found, [MEMBERS, MEMBERS.but(host="North"), MEMBERS.but(host="South")])
    assert names(found, made) == {"A", "B", "D", "E"}


def test_types_of_a_hidden_partnership_are_hidden_with_their_zeros(tmp_path: Path) -> None:
    """Else two types that are not zero would tell that there are two members at least."""
    rows = """
        period,name,host,members,members: schools,members: families,members: others
        2025,A,North,4,2,2,0
        2025,B,North,20,12,8,0
        2025,C,North,30,20,10,0
    """
    found = network(tmp_path, rows)
    made = planned(found, [MEMBERS])
    (row,) = found.partnerships.index[found.partnerships["name"] == "A"]
    assert {name for at, name in made.cells if at == row} == {
        "members", "members: schools", "members: families", "members: others",
    }  # fmt: skip
    with_schools = Question("2025", {"member_type": "schools"}, among="reporting")
    assert made.hides(with_schools)  # "3 of 3 have schools" would tell it, too
    assert not made.hides(Question("2025", among="reporting"))


# -- fuzz ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(25))
def test_no_small_network_gives_a_number_away(tmp_path: Path, seed: int) -> None:
    """Random networks of five partnerships, their sums by host and topic: all datasets tried."""
    chance = random.Random(seed)
    numbers = [chance.choice((0, 1, 1, 2, 3, 5, 6, 8)) for _ in range(5)]
    people = [(chance.choice("XY"), chance.choice("pq")) for _ in numbers]
    lines = [
        f"2025,P{at},{h},{t},{n}"
        for at, ((h, t), n) in enumerate(zip(people, numbers, strict=True))
    ]
    below, zero = chance.choice((3, 4)), chance.random() < 0.3
    rule = f"suppress: {{below: {below}, zero: {str(zero).lower()}}}\n"
    found = network(tmp_path, "\n".join(["period,name,host,topics,members", *lines]), rule)
    wheres = [{}, *({"host": h} for h in "XY"), *({"topic": t} for t in "pq")]
    wheres += [{"host": h, "topic": t} for h in "XY" for t in "pq"]
    made = planned(found, [Question("2025", where, "members") for where in wheres])
    sums, secret = [], []
    for where in [*wheres, *({"partnership": f"P{at}"} for at in range(5))]:
        places = frozenset(
            at for at, (h, t) in enumerate(people)
            if where.get("host", h) == h and where.get("topic", t) == t
            and where.get("partnership", f"P{at}") == f"P{at}"
        )  # fmt: skip
        value = sum(numbers[at] for at in places)
        hidden = made.hides(Question("2025", where, "members"))
        small = (0 if zero else 1) <= value < below
        assert places == frozenset() or not small or hidden
        if not hidden and places:
            sums.append((places, value))
        elif small and places:
            secret.append(places)
    known = {next(iter(places)): value for places, value in sums if len(places) == 1}
    least = 0 if zero else 1  # a hidden one is not zero, for zeros are shown
    ends = [(known[at], known[at]) if at in known else (least, 12) for at in range(5)]
    datasets = list(every(ends, sums))
    assert tuple(numbers) in datasets
    for places in secret:
        values = {sum(one[at] for at in places) for one in datasets}
        lowest = sum(ends[at][0] for at in places)  # so many partnerships, none of them zero
        assert values >= set(range(max(least, lowest), below)), (places, values)


# -- whole reports ---------------------------------------------------------------------------------


def typed(folder: Path, below: int, times: int = 1) -> Network:
    """Twelve partnerships of two periods, three hosts, two topics, three member types."""
    chance = random.Random(7)
    lines = []
    for period in ("2024", "2025"):
        for at in range(12):
            parts = [chance.choice((0, 1, 2, 3, 6, 9, 14)) * times for _ in range(3)]
            parts = [part + chance.randrange(times) if part else 0 for part in parts]
            parts[0] = parts[0] or 11 * times
            host, topic = "XYZ"[at % 3], ("early reading", "maths")[at // 3 % 2]
            cells = ",".join(map(str, parts))
            lines.append(f"{period},P{at},{host},{topic},{sum(parts)},{cells}")
    head = "period,name,host,topics,members,members: schools,members: families,members: shops"
    settings = f"""
        suppress: {{below: {below}}}
        size_classes:
          small: {{label: {below * 2} or fewer, low: 1, high: {below * 2}}}
          large: {{label: more than {below * 2}, low: {below * 2 + 1}}}
    """
    return checks.load(sheet(folder, "\n".join([head, *lines]), settings))


def exhibits(found: Network) -> Iterator[tuple[str, Exhibit]]:
    """Every exhibit of the network's report and of each host's."""
    for host in ("all", *found.hosts):
        params = Params.model_construct(**dict(Params(), network=found.name, host=host))
        for stem in REGISTRY:
            made = report.make(stem, found, params)
            if isinstance(made, Exhibit):
                yield stem, made


def test_nothing_shown_in_any_report_gives_a_number_away(tmp_path: Path) -> None:
    found = typed(tmp_path, below=5)
    people = [{str(n): str(v) for n, v in row.items()} for row in records(found.partnerships)]
    people = [row | _shown_as(row) for row in people]
    attack = Attack(people, list(found.config["member_types"]))
    tables = {(stem, made.csv()) for stem, made in exhibits(found)}
    for stem, text in sorted(tables):
        attack.reads(stem, text, found.last)
    attack.balances()
    small = [
        cell for cell in attack.cells
        if people[cell[0]]["period"] == found.last and 1 <= int(people[cell[0]][cell[1]]) < 5
    ]  # fmt: skip
    assert len(small) > 8, "the test's own premise"
    for cell in small:
        assert attack.may_be(cell, 0, 1) and attack.may_be(cell, 4, 200), cell
    shown = next(cell for cell in attack.cells if SIGN not in _told(tables, people[cell[0]], cell))
    value = int(people[shown[0]][shown[1]])
    assert not attack.may_be(shown, value + 1, 200)  # the attack reads what it is given


def test_no_hidden_number_of_the_example_can_be_computed(tmp_path: Path) -> None:
    """Of those of partnerships, of sums, shares, extremes and causes, in all reports."""
    folder = shutil.copytree(paths.network_folder("example"), tmp_path / "example")
    with (folder / "network.yml").open("a", encoding="utf-8") as settings:
        settings.write(RULE)
    found = checks.load(folder)
    classes = found.config["size_classes"]
    people = [
        {str(name): "" if pd.isna(value) else str(value) for name, value in row.items()}
        | {"size_class": "" if pd.isna(row["members"]) else size_class(row["members"], classes)}
        | {"topic": str(row["topics"]).split(";")[0], "partnership": str(row["name"])}
        for row in records(found.partnerships)
    ]
    attack = Attack(people, list(found.config["member_types"]))
    for stem, text in sorted({(stem, made.csv()) for stem, made in exhibits(found)}):
        attack.reads(stem, text, found.last)
    attack.balances()
    assert len(attack.hidden) > 200, "the test's own premise"
    assert attack.computed() == []


def _told(tables: set[tuple[str, str]], row: dict[str, str], cell: tuple[int, str]) -> str:
    """What the list of partnerships shows of a number; the sign if it does not list the row."""
    (text,) = {
        text
        for stem, text in tables
        if stem == "partnership_list" and "X," in text and "Y," in text
    }
    lines = csv.DictReader(io.StringIO(text))
    same = (one for one in lines if (one["period"], one["name"]) == (row["period"], row["name"]))
    return next((one[cell[1]] for one in same), SIGN)


def _shown_as(row: dict[str, str]) -> dict[str, str]:
    """What tables call a partnership's topic, size class and name."""
    size = "small" if int(row["members"]) <= 10 else "large"
    return {"topic": row["topics"], "size_class": size, "partnership": row["name"]}


def test_no_file_has_a_hidden_number(tmp_path: Path) -> None:
    """Numbers of four digits, which nothing else has; not even in a picture's labels."""
    found = typed(tmp_path / "large", below=4500, times=997)
    made = answers.hidden(found)
    assert made is not None and made.counts[0] > 8
    secret = {str(made.shown.book.values[cell]) for cell in made.cells} - {"0"}
    shown_ = {str(n) for cell, n in made.shown.book.values.items() if cell not in made.cells}
    secret -= {one for one in secret if any(one in other for other in shown_)}
    assert len(secret) > 8
    secret |= {f"{int(one):,}" for one in secret}
    pattern = re.compile(rf"(?<![\w.,])({'|'.join(sorted(secret))})(?!\w)")
    for host in ("all", *found.hosts):
        output = tmp_path / "output" / host
        given = dict(Params(), network=found.name, host=host, output=str(output))
        params = Params.model_construct(**given)
        for stem in (*REGISTRY, "summary", "about"):
            made_ = getattr(report, stem)(found, params)
            text = json.dumps(made_.record(), ensure_ascii=False) + made_.html()
            assert not pattern.search(text), (host, stem)
        for path in output.rglob("*.*"):
            if path.suffix in (".svg", ".csv", ".json"):
                text = DRAWN.sub("", path.read_text(encoding="utf-8"))
                assert not pattern.search(text), path.name


def test_the_sign_is_explained_where_it_stands(tmp_path: Path) -> None:
    found = typed(tmp_path, below=5)
    told = 0
    for stem, made in exhibits(found):
        if SIGN in made.csv():
            assert str(made.words.note).count("is not shown") == 1, stem
            told += 1
    assert told > 4


def test_a_file_with_hidden_numbers_has_no_checksum(tmp_path: Path) -> None:
    """Else all values of one hidden number could be tried until the checksum is right."""
    found = typed(tmp_path, below=5)
    report.about(
        found, Params.model_construct(**dict(Params(), network=found.name, output=str(tmp_path)))
    )
    sums = dict(csv.reader((tmp_path / "tables/inputs.csv").read_text("utf-8").splitlines()))
    said = {Path(name).name: value for name, value in sums.items()}
    assert said["partnerships.csv"].startswith("not given")
    assert len(said["network.yml"]) == 64


# -- the plan itself -------------------------------------------------------------------------------


def test_the_plan_is_the_same_each_time_and_is_kept(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    found = typed(tmp_path / "net", below=5)
    first = kept.plan(found, answers.asked(found))
    assert len(list((tmp_path / "kept").iterdir())) == 1
    monkeypatch.setattr(plan, "make", None)  # not made again
    again = kept.plan(Network(found.folder), answers.asked(found))
    assert first and again and (first.cells, first.counts) == (again.cells, again.counts)
    assert proof.failures(again) == []


def test_a_network_without_a_rule_is_as_it_was(tmp_path: Path) -> None:
    assert answers.hidden(Network(EMBEDDED)) is None
    found = network(tmp_path, settings="")
    assert answers.hidden(found) is None
    assert answers.evidence(found, Params()).hidden is None


def test_what_is_hidden_is_said_in_words(tmp_path: Path) -> None:
    said = proof.said(planned(network(tmp_path)))
    assert said.startswith(
        "suppress: 1 number of members is hidden as below 5 or a share that gives such a number "
        "away, and 3 more from which one could be computed."
    )


# -- settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("suppress: 5", "key suppress: found '5'; allowed is keys such as {below: 5}."),
        ("suppress: {}", "key suppress, below: it is missing; add it."),
        ("suppress: {below: 1}", "below: found '1'; allowed is a whole number from 2 on."),
        ("suppress: {below: four}", "below: found 'four'; allowed is a whole number from 2 on."),
        ("suppress: {bellow: 5}", "bellow: no such key; the keys are below or zero. Did you "),
        ("suppress: {below: 5, zero: perhaps}", "zero: found 'perhaps'; allowed is true or false."),
        (
            "suppress: {below: 5}\nrows: open",
            "key suppress: it hides numbers of own rows, but rows is open; leave out one of them.",
        ),
        (
            "suppress: {below: 5}\nsize_classes: {few: {label: few, low: 1, high: 3}, "
            "more: {label: more, low: 4}}",
            "key size_classes: size class 'few' (1–3) is narrower than the rule (suppress, below: "
            "5): the class would tell more than the rule hides. Let one class reach from 1 to 4 "
            "at least.",
        ),
        (
            "suppress: {below: 5, zero: true}\nsize_classes: {few: {label: few, low: 1, high: 9}}",
            "Let one class reach from 0 to 4 at least.",
        ),
    ],
)
def test_wrong_settings_get_a_sentence(tmp_path: Path, settings: str, sentence: str) -> None:
    with pytest.raises(UserError) as raised:
        checks.load(sheet(tmp_path, SQUARE, settings))
    assert any(sentence in one for one in raised.value.messages), raised.value.messages


# -- organizations ---------------------------------------------------------------------------------


def test_few_organizations_are_hidden_as_well(tmp_path: Path) -> None:
    """Cedar lists two, Ash and Birch seven each; three of these are in both."""
    rows = """
        period,name,host
        2025,Ash,North
        2025,Birch,North
        2025,Cedar,South
    """
    folder = sheet(tmp_path, rows, RULE)
    names = {"Ash": range(7), "Birch": range(4, 11), "Cedar": (20, 21)}
    lines = [f"{name},Organization {n}" for name, listed in names.items() for n in listed]
    text = "\n".join(["partnership,organization", *lines]) + "\n"
    (folder / "members.csv").write_text(text, encoding="utf-8")
    found = checks.load(folder)
    evidence = answers.evidence(found, Params())
    said = {
        (subject, host): answer(evidence, Question("2025", {"host": host}, subject)).text()
        for subject in ("memberships", "organizations")
        for host in ("North", "South", "")
    }
    assert said["memberships", "South"] == said["organizations", "South"] == SIGN
    assert SIGN in (said["memberships", ""], said["memberships", "North"])  # 16 - 14 = 2
    assert said["organizations", ""] == SIGN
    assert proof.failures(answers.hidden(found)) == []  # type: ignore[arg-type]


def test_of_each_number_of_members_it_is_known_what_it_is_made_of(tmp_path: Path) -> None:
    """Else it would be hidden wherever anything is: safe, but a pity."""
    found = typed(tmp_path, below=5)
    made = answers.hidden(found)
    assert made is not None
    for one in answers.asked(found):
        if one.subject.startswith("member") and one.measure in ("count", "percent"):
            assert made.shown.book.number(one), one
