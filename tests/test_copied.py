"""scripts/copied.py on texts made up for it: what it finds, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "copied.py"
SOURCE = (
    "Nobody knew at first\nhow the 12 gardeners of the northern hills had kept their seeds dry "
    "through the winter.\n"
)


def run(folder: Path, text: str, source: str = SOURCE) -> subprocess.CompletedProcess[str]:
    (folder / "source.txt").write_text(source, encoding="utf-8")
    (folder / "told.md").write_text(text, encoding="utf-8")
    command = [sys.executable, str(SCRIPT), str(folder), "--text", str(folder / "told.md")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            "One.\n\nThen gardeners of the northern hills had kept their seeds!",
            3,
            "gardeners of the northern hills had kept their seeds",
        ),
        (
            "We ask how the {C3-14:word} gardeners of the\nnorthern hills fared.",
            1,
            "how the # gardeners of the northern hills",
        ),
        (
            "The Nine Gardeners of the Northern Hills had kept on.",
            1,
            "the # gardeners of the northern hills had kept",
        ),
    ],
)
def test_eight_words_in_a_row_are_copied(tmp_path: Path, text: str, line: int, words: str) -> None:
    found = run(tmp_path, text)
    assert found.returncode == 1
    assert found.stdout.count("\n") == 1
    assert f"told.md, line {line}: '{words}' is in source.txt, line 2" in found.stdout


@pytest.mark.parametrize(
    "text",
    [
        "The gardeners of the northern hills had kept them dry.",  # seven, then other words
        "They said: “gardeners of the northern hills had kept their seeds dry”.",
        "# Gardeners of the northern hills had kept their seeds dry",
        "Gardeners of the northern [chapter 4, line 2]{.place} hills had kept their seeds dry.",
        "Gardeners of the northern [@seed000] hills had kept their seeds dry.",
        "",
    ],
)
def test_less_or_quoted_is_not(tmp_path: Path, text: str) -> None:
    found = run(tmp_path, text)
    assert (found.returncode, found.stdout) == (0, "Nothing of 8 words is copied in 1 texts.\n")


def test_a_long_run_is_told_once_and_two_runs_twice(tmp_path: Path) -> None:
    whole = SOURCE.replace("\n", " ").rstrip(". ")
    assert run(tmp_path, f"{whole}. Other words. {whole}.").stdout.count(" is in ") == 2


def test_names_of_partnerships_are_no_copy(tmp_path: Path) -> None:
    name = "School Leadership in North Carolina Research Alliance"
    assert run(tmp_path, f"The {name} met.", f"The {name} met often.").returncode == 0


def test_without_sources_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), str(tmp_path)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 2 and f"no .txt files in '{tmp_path}'" in found.stderr


def test_no_text_of_the_report_has_eight_words_of_its_sources() -> None:
    """The sources are kept as checksums of their runs: 44,488 words of five documents."""
    found = subprocess.run(
        [sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout[:22]) == (0, "Nothing of 8 words is ")
    assert 44_000 < len(SCRIPT.with_suffix(".runs").read_bytes()) / 5 < 44_488


def test_a_sentence_of_a_source_is_found_by_its_checksum(tmp_path: Path) -> None:
    (tmp_path / "told.md").write_text(
        "A group of stakeholders who share a specific education concern"
    )
    command = [sys.executable, str(SCRIPT), "--text", str(tmp_path / "told.md")]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 1 and "is in one of the sources" in found.stdout
