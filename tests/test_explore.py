"""What a reader asks beyond what is printed, on five partnerships whose answers are seen at once.

Of 2025 the booklet names Ash and Birch I (North) on reading and Elm (South) on maths; of Birch II
(North) and Cedar (South) the topic is open. It prints that three are on reading, so one of the two.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import paths, report
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.explorer import Explorer
from tiny import own, statement, told

TOPICS = ["reading", "maths"]
READING = statement("S1", claim_id="reading-3", value="3", topic="reading")
MATHS = statement("S2", claim_id="maths-3", value="3", topic="maths")


@pytest.fixture(scope="module")
def explore(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """Of the booklet that prints three on reading."""
    yield from _explorer(tmp_path_factory.mktemp("one"), told, READING)


@pytest.fixture(scope="module")
def clashing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """Of one that prints three on maths, too, which makes six of five."""
    yield from _explorer(tmp_path_factory.mktemp("two"), told, READING, MATHS)


@pytest.fixture
def counted(tmp_path: Path) -> Explorer:
    """Of the network whose own rows say all."""
    return report.explore(own(tmp_path))


def _explorer(folder: Path, make: object, *said: dict[str, str]) -> Iterator[Explorer]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "OUTPUT", folder / "output")
        network: Network = make(folder / "net", *said)  # type: ignore[operator]
        yield report.explore(network)


def possible(reading: int | None = 3) -> list[dict[tuple[str, str], int]]:
    """Every dataset that the list allows, as counts by host and topic; `reading` are so many."""
    found = []
    for birch, cedar in itertools.product(TOPICS, TOPICS):
        of = [("North", "reading"), ("North", "reading"), ("South", "maths")]
        of += [("North", birch), ("South", cedar)]
        if reading is None or sum(topic == "reading" for _, topic in of) == reading:
            found.append(
                {key: of.count(key) for key in itertools.product(("North", "South"), TOPICS)}
            )
    return found


def ends(found: list[dict[tuple[str, str], int]], *keys: tuple[str, str]) -> tuple[int, int]:
    sums = [sum(one[key] for key in keys) for one in found]
    return min(sums), max(sums)


# -- ranges


def test_a_range_is_that_of_every_dataset_there_can_be(explore: Explorer) -> None:
    for host, topic in itertools.product(("North", "South"), TOPICS):
        found = explore.range("topics", host=host, topic=topic)
        assert (found.low, found.high) == ends(possible(), (host, topic))


def test_a_sum_is_bounded_as_one_number(explore: Explorer) -> None:
    """2 or 3 of North and none or one of South on reading, but three together; 3 is printed.
    North's on reading or maths are its three; without the claim nothing else is known."""
    cross = explore.range("topics", host=["North", "South"], topic="reading")
    assert (
        (cross.low, cross.high)
        == (3, 3)
        == ends(possible(), ("North", "reading"), ("South", "reading"))
    )
    whole = explore.range("topics", host="North", topic=TOPICS)
    assert (
        (whole.low, whole.high) == (3, 3) == ends(possible(), *[("North", one) for one in TOPICS])
    )


def test_without_a_claim_is_before_and_after(explore: Explorer) -> None:
    found = explore.range("topics", host="South", topic="reading", without="reading-3")
    assert found.before == ends(possible(), ("South", "reading")) == (0, 1)
    free = explore.range("topics", host=["North", "South"], topic="reading", without="S1")
    assert free.before == (3, 3)
    assert (free.low, free.high) == ends(possible(None), ("North", "reading"), ("South", "reading"))
    assert "without “3 circles on reading” (reading-3); 3 by all claims" in repr(free)
    assert "<b>2–4</b>" in free._repr_html_()


def test_which_claims_hold_a_range(explore: Explorer) -> None:
    """Three in all on reading; each host's own range is that of the list."""
    found = explore.holds("topics", topic="reading")
    assert found.to_dict("records") == [
        {"claim": "reading-3", "says": "3 circles on reading", "place": "Chapter 3",
         "holds": "both ends", "low": 2, "high": 4},
    ]  # fmt: skip


# -- conflicts


def test_conflicts_that_remain_without_a_claim(clashing: Explorer) -> None:
    every = clashing.conflicts()
    assert every["claims"].tolist() == ["maths-3; reading-3"]
    assert every["say"].tolist() == ["3 circles on maths; 3 circles on reading"]
    assert clashing.conflicts(without="S2")["remains"].tolist() == [False]


def test_a_printed_number_that_is_in_a_conflict_says_so(clashing: Explorer) -> None:
    """Either may be the wrong one: 3 on reading, or 2."""
    found = clashing.range("topics", topic="reading")
    assert (found.low, found.high, found.note) == (2, 3, "printed: 3")
    alone = clashing.range("topics", topic="reading", without="maths-3")
    assert (alone.low, alone.high) == (3, 3)


# -- side by side, and in a picture


def test_hosts_side_by_side_with_both_ends(explore: Explorer) -> None:
    found = explore.compare("topics", host=["North", "South"])
    row = found[(found["keys"] == "topic=maths") & (found["measure"] == "count")].iloc[0]
    assert (row["North low"], row["North high"], row["South low"], row["South high"]) == (
        0,
        1,
        1,
        2,
    )
    assert not found.filter(regex="low$").isna().any().any()


def test_a_picture_of_ranges_before_and_after(explore: Explorer) -> None:
    figure = explore.picture("topics", host="North", without="reading-3")
    marks = [str(one.get_label()) for one in figure.axes[0].patches]
    assert marks.count("certain|before") == marks.count("certain|after") == 2
    assert "<svg" in figure._repr_svg_()  # type: ignore[attr-defined]


# -- own rows


def test_own_rows_are_counted_and_hang_on_no_claim(counted: Explorer) -> None:
    assert counted.range("topics", topic=TOPICS).low == 5
    for ask in (
        lambda: counted.range("topics", topic="maths", without="x"),
        counted.conflicts,
        lambda: counted.holds("topics", topic="maths"),
    ):
        with pytest.raises(UserError, match="has no statements: every number is counted from its"):
            ask()


# -- words that there are not


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda x: x.range("topcs"), "no numbers of 'topcs'.* Did you mean 'topics'"),
        (lambda x: x.range("topics", topic=["reading", "mats"]), "'mats' is not a topic.*'maths'"),
        (lambda x: x.range("topics", topc=["reading"]), "'topc' is not a key.*'topic'"),
        (
            lambda x: x.range("topics", topic="maths", without="reding-3"),
            "Did you mean 'reading-3'",
        ),
        (lambda x: x.compare(host=["North", "Suth"]), "'Suth' is not a host.*'South'"),
        (lambda x: x.compare(hots=["North"]), "'hots' is not a key.*'host'"),
        (lambda x: x.compare(host="North"), "Say which values of one key to compare"),
        (lambda x: x.conflicts(without="S11"), "'S11' is not a claim, or a statement's id.*'S1'"),
        (lambda x: x.picture("topics", without="S1", host="Noth"), "'Noth' is not a host.*'North'"),
    ],
)
def test_a_typo_gives_a_sentence(explore: Explorer, ask: object, said: str) -> None:
    with pytest.raises(UserError, match=said):
        ask(explore)  # type: ignore[operator]


def test_a_total_is_no_part_of_a_sum(explore: Explorer) -> None:
    with pytest.raises(UserError, match="A total holds the others"):
        explore.range("topics", host=["North", "all"], topic="maths")


def test_only_partnerships_have_a_sum(tmp_path: Path) -> None:
    """A host with both would be counted twice."""
    with pytest.raises(UserError, match="Only counts of partnerships have a sum"):
        report.explore(own(tmp_path)).range("topics", "hosts with at least one", topic=TOPICS)


def test_reasons_that_overlap_are_no_sum(tmp_path: Path) -> None:
    """A partnership may have been split and renamed at once: any reason counts it twice."""
    with pytest.raises(UserError, match="may be in several of these"):
        report.explore(own(tmp_path)).range(
            "transformations", "any reason", change=["split_or_merged", "renamed"]
        )


def test_only_what_is_asked_completes(explore: Explorer) -> None:
    assert dir(explore) == ["compare", "conflicts", "holds", "picture", "range"]
    assert all((getattr(explore, name).__doc__ or "") for name in dir(explore))


# -- the embedded network: ranges as its accepted audit has them


@pytest.fixture(scope="module")
def rel() -> Explorer:
    return report.explore(*report.start(network="rel-2012-17"))


@pytest.mark.parametrize(
    ("exhibit", "keys", "ends"),
    [
        ("topics", {"host": "Midwest", "topic": "college"}, (2, 4)),
        ("topics", {"topic": "college"}, (25, 25)),
        ("transformations", {"change": "coverage"}, (16, 29)),
        ("active_size", {"topic": "teachers", "size_class": "16_50"}, (4, 7)),
    ],
)
def test_stored_ranges_are_those_of_the_accepted_audit(
    rel: Explorer, exhibit: str, keys: dict, ends: tuple[int, int]
) -> None:
    found = rel.range(exhibit, **keys)
    assert (found.low, found.high) == ends


def test_the_transformed_of_one_host_were_a_sentence_wrong(rel: Explorer) -> None:
    """Any of the eight may be transformed, whether or not six hosts had half of theirs so."""
    found = rel.range(
        "transformations",
        host="Midwest",
        change=["split_or_merged", "coverage", "renamed"],
        without="AB-35",
    )
    assert (found.low, found.high) == found.before == (0, 8)
    assert "with or without" in repr(found) and "labs-half-transformed-6" in repr(found)


def test_its_conflicts_without_one_claim(rel: Explorer) -> None:
    found = rel.conflicts(without="scope-multistate-35")
    gone = found[~found["remains"]]
    assert len(found) == 78 and gone["claims"].str.contains("scope-multistate-35").all()
    assert not found[found["remains"]]["claims"].str.contains("scope-multistate-35").any()
