"""The places that the texts of the embedded network name are in the part that they say."""

from __future__ import annotations

import re

import pytest

from helpers import paths
from helpers.text.places import PLACE, without_places

# First and last line of each part, counted in the text files by hand.
PARTS = {
    "summary": (1, 106),
    "chapter 1": (107, 321),
    "chapter 2": (322, 594),
    "chapter 3": (595, 822),
    "chapter 4": (823, 1668),
    "conclusion": (1669, 1731),
    "appendix A": (1732, 1931),
    "appendix B": (1932, 2043),
    "article": (1, 992),
    "note": (1, 19),
    "white paper": (1, 1350),
    "blog post": (1, 63),
}
TEXTS = sorted((paths.DATA / "rel-2012-17" / "text").glob("*.md"))
PLACES = [
    (path.name, place)
    for path in TEXTS
    for place in PLACE.findall(path.read_text(encoding="utf-8"))
]


def problems(place: str) -> list[str]:
    """What is wrong with one place, such as `chapter 1, lines 5–9, 12; note, line 3`."""
    found = []
    for part in place.split("; "):
        read = re.fullmatch(r"([a-z]+(?: [\w]+)?), lines? (\d+(?:–\d+)?(?:, \d+(?:–\d+)?)*)", part)
        if not read or read[1] not in PARTS:
            found.append(f"'{part}' names no part and lines")
            continue
        first, last = PARTS[read[1]]
        for lines in read[2].split(", "):
            ends = [int(end) for end in lines.split("–")]
            if ends != sorted(set(ends)) or ends[0] < first or ends[-1] > last:
                found.append(f"'{lines}' is not within {first}–{last}, {read[1]}")
    return found


def test_the_texts_name_many_places() -> None:
    assert len(PLACES) > 100


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_each_place_is_within_its_part(name: str, place: str) -> None:
    assert problems(place) == []


@pytest.mark.parametrize(
    "place",
    ["chapter 9, line 3", "chapter 1", "chapter 1, lines 9–5", "note, line 20", "summary, line"],
)
def test_a_wrong_place_is_found(place: str) -> None:
    assert len(problems(place)) == 1


def test_without_places_a_text_reads_on() -> None:
    assert without_places("They pay. [chapter 4, line 9]{.place} [A](#b)") == "They pay. [A](#b)"
