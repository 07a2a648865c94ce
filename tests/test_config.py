"""network.yml: nothing is needed, everything is checked, and what YAML misreads stays a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.data import config
from helpers.data.config import slug
from helpers.errors import UserError


def read(folder: Path, text: str) -> dict:
    (folder / config.CONFIG).write_text(text, encoding="utf-8")
    return config.read(folder)


def said(folder: Path, text: str) -> list[str]:
    with pytest.raises(UserError) as raised:
        read(folder, text)
    return raised.value.messages


def test_no_file_is_needed(tmp_path: Path) -> None:
    found = config.read(tmp_path)
    assert (found["title"], found["rows"], found["language"]) == (tmp_path.name, "closed", "en")
    assert found["words"]["host"] == ["host", "hosts"] and found["topics"] == {}
    assert (found["frameworks"], found["chapters"], found["exhibits"]) == (False, [], {})


@pytest.mark.parametrize("text", ["", "title:\ntopics:\n", "# nothing yet\n"])
def test_empty_keys_are_missing_keys(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == config.read(tmp_path)


def test_years_and_other_numbers_need_no_quotes(tmp_path: Path) -> None:
    found = read(
        tmp_path, "periods: {2023: {label: 2023}}\nsize_classes: {16_50: {label: a, low: 16}}"
    )
    assert found["periods"] == {"2023": {"label": "2023"}}
    assert found["size_classes"] == {"16_50": {"label": "a", "low": 16}}


def test_an_exhibit_has_any_words_and_says_whether_it_is_printed(tmp_path: Path) -> None:
    found = read(tmp_path, "exhibits: {topics: {label: Figure 3, print: false}, scope: {note: x}}")
    assert found["exhibits"] == {
        "topics": {"label": "Figure 3", "print": False},
        "scope": {"note": "x"},
    }


def test_entries_may_be_written_short(tmp_path: Path) -> None:
    found = read(
        tmp_path, "topics: [Early reading, Maths]\nperiods: [2023, 2024]\nscopes: {a: City}"
    )
    assert found["topics"] == {
        "early_reading": {"label": "Early reading"},
        "maths": {"label": "Maths"},
    }
    assert list(found["periods"]) == ["2023", "2024"]
    assert found["scopes"] == {"a": {"label": "City"}}


def test_several_authors_are_one_text(tmp_path: Path) -> None:
    assert read(tmp_path, "authors: [Ann, Ben]")["authors"] == "Ann, Ben"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date: 2026-02-30", "key date: found '2026-02-30'; allowed is a day such as 2026-01-31"),
        ("date: soon", "key date: found 'soon'"),
        ("keywords: 5", "key keywords: found '5'; allowed is a list"),
        ("authors: {a: b}", "key authors: found '{'a': 'b'}'; allowed is a text"),
        ("title: [a, b]", "key title: found '['a', 'b']'; allowed is a text"),
        ("subtitle: {a: b}", "key subtitle: found"),
        ("words: 5", "key words: found '5'"),
        ("words: {host: [hub]}", "key words, host: found '['hub']'; allowed is two words"),
        ("source: [1]", "key source: found"),
        ("topics: 5", "key topics: found '5'"),
        ("topics: {a: {full: x}}", "key topics, a, label: it is missing; add it"),
        (
            "topics: {a: {label: x, colour: blue}}",
            "found 'blue'; allowed is '#' and six hexadecimal",
        ),
        ("size_classes: {a: {label: x, low: ٣}}", "key size_classes, a, low: found '٣'"),
        ("size_classes: {a: {label: x, low: -1}}", "key size_classes, a, low: found '-1'"),
        (
            "size_classes: {a: {label: x, low: 3, high: 2}}",
            "a high end that is not below the low one, 3",
        ),
        ("rows: shut", "key rows: found 'shut'; allowed is closed or open"),
        ("frameworks: maybe", "key frameworks: found 'maybe'; allowed is true or false"),
        (
            "exhibits: {topics: {print: maybe}}",
            "key exhibits, topics, print: found 'maybe'; allowed is true or false",
        ),
        ("language: english", "allowed is a language as two or three letters"),
        ("topcs: {}", "key topcs: no such key"),
        ("topcs: {}", "Did you mean 'topics'?"),
        ("topics: {a: {lable: x}}", "Did you mean 'label'?"),
        ('title: "\\ud800"', "found \\ud800, which is no character"),
        ('topics: {"\\udfff": {label: x}}', "which is no character"),
        ("title: [", "this is not valid YAML"),
        ("a:\n\t- b", "line 2: this is not valid YAML"),
        ("- a", "it must hold keys"),
        ("x: " + "[" * 5000, "too deep to read"),
        ("x: &a [*a]", "not valid YAML"),
    ],
)
def test_a_wrong_setting_is_named_with_its_key(tmp_path: Path, text: str, expected: str) -> None:
    assert any(expected in message for message in said(tmp_path, text))


def test_all_wrong_settings_come_at_once(tmp_path: Path) -> None:
    assert len(said(tmp_path, "date: soon\nkeywords: 5\nrows: shut")) == 3


def test_size_classes_do_not_overlap(tmp_path: Path) -> None:
    text = "size_classes: {a: {label: x, low: 1, high: 5}, b: {label: y, low: 5}}"
    assert "a and b overlap" in said(tmp_path, text)[0]


def test_a_reason_is_filed_once(tmp_path: Path) -> None:
    text = "changes: {a: {label: x, reasons: [split]}, b: {label: y, reasons: [split]}}"
    assert "'split' is filed under a and b" in said(tmp_path, text)[0]


def test_one_member_type_is_the_other_one(tmp_path: Path) -> None:
    text = "member_types: {a: {label: x, other: true}, b: {label: y, other: true}}"
    assert "a or b are marked other; mark one" in said(tmp_path, text)[0]


def test_ids_tell_signs_apart_that_matter() -> None:
    assert [slug(one) for one in ("C++", "C#", "C", "C.")] == [
        "c_plus_plus", "c_number", "c", "c",
    ]  # fmt: skip
    assert slug("Early  Reading!") == slug("early-reading") == "early_reading"
    assert slug("🌳") != slug("🌲") and slug(" ;|") == "_"
