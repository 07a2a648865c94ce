"""The public face: what a notebook calls, on networks of a few rows."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

import tiny
from helpers import answers, paths, report
from helpers.data.network import Network
from helpers.errors import UserError
from helpers.exhibits import REGISTRY
from helpers.exhibits.exhibit import Exhibit
from helpers.exhibits.prose import Absent, Prose
from helpers.params import Params
from sheets import NETWORKS


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder data/ with one network, six, that a test may change."""
    folder = tmp_path / "data"
    shutil.copytree(NETWORKS / "six", folder / "six")
    monkeypatch.setattr(paths, "DATA", folder)
    return folder


def text(data: Path, name: str, words: str) -> None:
    (data / "six/text").mkdir(exist_ok=True)
    (data / f"six/text/{name}.md").write_text(words, encoding="utf-8")


def settings(data: Path, words: str) -> None:
    with (data / "six/network.yml").open("a", encoding="utf-8") as file:
        file.write(words + "\n")


def used(folder: Path, name: str) -> set[str]:
    return set(json.loads((folder / f"uses/{name}.json").read_text(encoding="utf-8")))


# -- start and make


def test_start_gives_the_network_and_what_was_chosen(data: Path) -> None:
    network, params = report.start(host="north hub")
    assert (network.name, params.network, params.host) == ("six", "six", "North Hub")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"network": "sixx"}, "There is no network 'sixx': network is six (a folder of data/)."),
        ({"host": "Nort Hub"}, "There is no host 'Nort Hub' in six: host is all, North Hub or"),
        ({"view": "bouns"}, "Parameter 'view' is 'bouns': it must be bounds or example."),
        ({"hots": "all"}, "There is no parameter 'hots'"),
    ],
)
def test_a_wrong_start_is_a_sentence(data: Path, given: dict[str, str], says: str) -> None:
    with pytest.raises(UserError) as raised:
        report.start(**given)
    (message,) = raised.value.messages
    assert message.startswith(says) and "\n" not in message


@pytest.mark.parametrize("stem", REGISTRY)
def test_every_stem_is_a_function_that_says_what_it_shows(stem: str) -> None:
    function = getattr(report, stem)
    assert function.__name__ == stem and function.__doc__ == REGISTRY[stem].__doc__
    assert stem in report.__all__


@pytest.mark.parametrize("stem", REGISTRY)
def test_a_sheet_has_the_exhibit_or_says_what_would_bring_it(data: Path, stem: str) -> None:
    """What is left out is not said in its place: `not_known` says what would bring it."""
    made = getattr(report, stem)(*report.start())
    assert isinstance(made, Exhibit | Absent)
    assert json.dumps(made.record())
    if isinstance(made, Absent):
        assert not made.sentence
    elif made.paint:
        assert made.picture.startswith(b"<svg")


def test_what_is_missing_is_named(data: Path) -> None:
    network, params = report.start()
    assert report.make("evolution", network, params) == Absent("evolution", "")
    known = report.make("not_known", network, params)
    assert isinstance(known, Exhibit)
    told = known.table
    brings = dict(zip(told["what"], told["brings"], strict=True))
    assert brings["Evolution: left out"] == "rows of a second period"
    assert not any("statements.csv" in one for one in brings.values())


def test_a_network_that_asks_for_them_has_the_documents_exhibits(
    data: Path, tmp_path: Path
) -> None:
    """What is cited, and what is told of each document, counts as read."""
    settings(data, "frameworks: true")
    network, params = report.start(output=str(tmp_path / "out"))
    assert isinstance(report.make("definition", network, params), Exhibit)
    assert isinstance(report.references(network, params), Prose)
    read = {Path(one).name for one in used(tmp_path / "out", "definition")}
    assert {"definition.csv", "frameworks.yml"} <= read


def test_own_words_go_before_the_tools(data: Path) -> None:
    settings(
        data, 'exhibits: {scope: {label: Map 1, title: "{scope.city} of us in town", note: Mine.}}'
    )
    made = report.make("scope", *report.start())
    assert isinstance(made, Exhibit)
    assert (made.label, str(made.words.title)) == ("Map 1", "3 of us in town")
    assert made.words.title.claims[0].value == 3 and "Mine." in str(made.words.note)
    assert str(made.words.subtitle) == "Partnerships by geographic scope, 2024"


# -- texts


def test_a_texts_tokens_are_filled_and_claimed(data: Path) -> None:
    text(data, "topics", "{topics.reading} of {topics.reading:base} are about reading.\n")
    made = report.text(*report.start(), "topics")
    assert made.texts() == ["2 of 6 are about reading."]
    assert [claim["value"] for claim in made.record()["claims"]] == [2, 6]


def test_a_text_that_there_is_not_says_nothing(data: Path) -> None:
    assert report.text(*report.start(), "topics").texts() == []


def test_a_number_typed_into_a_text_is_a_sentence_about_its_place(data: Path) -> None:
    text(data, "topics", "Fine.\n\nWe are 7 here.\n")
    with pytest.raises(UserError, match=r"topics\.md, line 3.*7"):
        report.text(*report.start(), "topics")


def test_a_summary_without_own_text_is_what_was_found(data: Path) -> None:
    """A title without a number has found nothing, and is left out."""
    found = report.summary(*report.start()).texts()
    assert "Six partnerships operated in 2024, three in each hub." in found[0]
    assert all(any(sign.isdigit() for sign in one) for one in found)
    assert len(found) <= 3


def test_a_summary_leaves_out_what_is_detail(data: Path) -> None:
    whole = " ".join(report.summary(*report.start()).texts())
    made = report.make("active_size", *report.start())
    assert isinstance(made, Exhibit) and made.words.title.text not in whole


def test_marks_are_explained_that_the_network_can_have(data: Path) -> None:
    """Rows have no printed, bounded or disputed numbers."""
    (said,) = report.how_to_read(*report.start()).texts()
    assert "counted" in said
    assert not any(word in said for word in ("printed", "source", "disputed", "suppressed"))


def test_a_hosts_summary_begins_with_its_own(data: Path) -> None:
    text(data, "summary", "All of us together.\n")
    first, own = report.summary(*report.start(host="South Hub")).texts()
    assert first.startswith("Hub South Hub supported 3 of the 6 partnerships of 2024.")
    assert first.endswith("Of these: 1 on maths and 2 on health.")
    assert own == "All of us together."


def test_about_says_the_command_and_what_went_in(data: Path, tmp_path: Path) -> None:
    made = report.about(*report.start(host="North Hub", output=str(tmp_path / "out")))
    lines = dict(line.split("\t") for line in made.texts())
    assert lines["Command"] == "make report NETWORK=six HOST='North Hub'"
    _, *sums = (tmp_path / "out/tables/inputs.csv").read_text("utf-8").splitlines()
    content = (data / "six/partnerships.csv").read_bytes()
    assert f"data/six/partnerships.csv,{hashlib.sha256(content).hexdigest()}" in sums
    assert not [line for line in sums if "frameworks" in line]
    listed = "".join("{1}  {0}\n".format(*line.split(",")) for line in sums)  # as sha256sum prints
    whole = hashlib.sha256(listed.encode()).hexdigest()
    assert lines["Data"].startswith(f"{len(sums)} files") and lines["Data"].endswith(whole)


def test_without_documents_there_is_no_list_of_works(data: Path) -> None:
    assert report.references(*report.start()) == Absent("references", "")


# -- statements


@pytest.fixture
def told(tmp_path: Path) -> tuple[Network, Params]:
    """A network with one printed count."""
    network = tiny.told(tmp_path / "told", tiny.statement("S1", value="5"))
    given = {name: field.default for name, field in Params.model_fields.items()}
    return network, Params.model_construct(**given)


def audited(monkeypatch: pytest.MonkeyPatch, conflicts: int) -> None:
    """As if the audit had been made."""
    counts = {"claims": 1, "conflicts": conflicts, "smallest drop": conflicts, "drop sets": 2}
    said = [{"id": "S1", "section": "Part 1", "verdict": "agrees"}]
    found = {"statements": said, "counts": counts, "contradictions": [], "complete": True}
    monkeypatch.setattr(
        answers, "_audit", lambda *_: SimpleNamespace(data=found | {"readings_excluded": []})
    )


@pytest.mark.parametrize(
    ("conflicts", "says"), [(0, "are true? There is."), (3, "are true? There is not.")]
)
def test_clashes_says_whether_all_can_be_true(
    told: tuple[Network, Params], monkeypatch: pytest.MonkeyPatch, conflicts: int, says: str
) -> None:
    audited(monkeypatch, conflicts)
    made = report.clashes(*told)
    assert isinstance(made, Prose) and says in " ".join(made.texts())


def test_a_picture_of_nothing_is_left_out(
    told: tuple[Network, Params], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no hosts are too many, there is nothing to draw, and nothing that the data lack."""
    data: dict[str, list] = {"conflicts": [], "drops": [], "contradictions": []}
    found = SimpleNamespace(network=told[0], data=data)
    monkeypatch.setattr(answers, "_audit", lambda *_: found)
    assert report.make("too_many_hosts", *told) == Absent("too_many_hosts", "")


def test_without_statements_nothing_can_clash(data: Path) -> None:
    assert report.clashes(*report.start()) == Absent("clashes", "")


def test_the_first_period_is_asked_nothing_about_changes(tmp_path: Path) -> None:
    """Nobody knows how the first partnerships came about: the audit has no words for it."""
    rows = "period,name,host,topics\n2025,Ash,North,reading\n2025,Elm,South,maths\n"
    network = tiny.told(tmp_path / "one", tiny.statement("S1", value="2"), rows=rows)
    (tmp_path / "one/network.yml").write_text("rows: open\n", encoding="utf-8")
    asked = list(answers.questions(network))
    names = {name for question in asked for name, _ in question.where}
    assert asked and names <= {"host", "topic", "scope", "size_class"}


# -- what the build asks for


def test_each_call_leaves_what_it_used_and_made(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    text(data, "scope", "We are {scope.city} in town.")
    network, params = report.start(output=str(out))
    report.make("scope", network, params)
    report.make("evolution", network, params)
    report.text(network, params, "scope")
    report.text(network, params, "topics")
    made = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert made == {
        "uses/scope.json", "uses/evolution.json", "uses/scope_text.json", "uses/topics_text.json",
        "tables/scope.csv", "figures/scope.svg", "figures/scope.png", "pictures/scope.svg",
        "pictures/scope.narrow.svg",
    }  # fmt: skip
    assert {"network.yml", "partnerships.csv"} <= used(out, "scope")
    assert "text/topics.md" in used(out, "topics_text")  # when it appears, it will be read


def test_without_a_folder_nothing_is_written(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.rglob("*"))
    report.make("scope", *report.start())
    assert set(tmp_path.rglob("*")) == before


def test_a_network_may_keep_an_exhibit_out_of_the_pdf(data: Path) -> None:
    assert "print" not in report.make("scope", *report.start()).record()
    settings(data, "exhibits: {scope: {label: Figure 2, print: false}}")
    made = report.make("scope", *report.start())
    assert (made.record()["label"], made.record()["print"]) == ("Figure 2", False)
