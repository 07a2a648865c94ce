"""How numbers and colours are written, by hand-checkable examples."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest
from matplotlib.font_manager import findfont

from helpers import numerals, style


@pytest.mark.parametrize(("value", "digits", "rounded"),
                         [(2.5, 0, 3), (0.5, 0, 1), (1.005, 2, 1.01), (2.4, 0, 2)])
def test_halves_are_rounded_up(value: float, digits: int, rounded: float) -> None:
    assert numerals.round_half_up(value, digits) == rounded


@pytest.mark.parametrize(("low", "high", "words"), [
    (7, 9, "7–9"), (7, 7, "7"), (1000, 1200, "1,000–1,200"),
    (16, None, "at least 16"), (16, float("nan"), "at least 16"),
])
def test_ranges(low: float, high: float | None, words: str) -> None:
    assert numerals.span(low, high) == words


def test_percentages() -> None:
    assert numerals.percent(66.5) == "67%"
    assert numerals.span(7, 9, "%") == "7–9%"


def test_ten_labs_have_ten_colours_and_the_eleventh_is_a_lighter_first() -> None:
    colours = list(style.colours([f"lab {place}" for place in range(11)], style.LABS).values())
    assert len(set(colours)) == 11
    assert style.luminance(colours[10]) > style.luminance(colours[0])


def test_a_named_palette_gives_unknown_keys_spare_colours() -> None:
    colours = style.colours(["new", "moved"], style.CHANGES)
    assert colours == {"new": style.CHANGES["new"], "moved": style.SPARE[0]}


def test_letters_run_on_after_z() -> None:
    assert style.letters(28)[-3:] == ["Z", "AA", "AB"]


@pytest.mark.parametrize("colour", [*style.LABS, *style.MEMBERS, *style.SCOPES, *style.CHANGES.values()])
def test_text_reads_on_every_colour(colour: str) -> None:
    assert style.contrast(style.text_on(colour), colour) >= 4.5


@pytest.mark.parametrize("colour", [style.INK, style.MUTED])
def test_text_reads_on_paper_and_on_the_band(colour: str) -> None:
    assert min(style.contrast(colour, style.PAPER), style.contrast(colour, style.BAND)) >= 4.5


@pytest.mark.parametrize("weight, name", [(400, "Regular"), (600, "SemiBold"), (700, "Bold")])
def test_the_bundled_fonts_are_the_ones_that_draw(weight: int, name: str) -> None:
    path = findfont(style.font(8, weight), fallback_to_default=False)
    assert Path(path) == style.FONTS / f"IBMPlexSans-{name}.ttf"


def test_lines_are_no_wider_than_asked_even_for_one_long_word() -> None:
    lines = style.wrap("a Verwaltungsangelegenheitenausschuss", 0.6)
    assert len(lines) > 2
    assert max(style.text_width(line) for line in lines) <= 0.6


def test_a_figure_is_as_large_as_asked_and_has_no_window() -> None:
    picture = style.figure(6.5, 2)
    assert list(picture.get_size_inches()) == [6.5, 2]
    assert not hasattr(picture, "number")  # pyplot gives its figures one


SVG = """
import sys
from pathlib import Path
from helpers import style
picture = style.figure(3, 1)
picture.add_axes([0, 0, 1, 1]).bar([1], [1], hatch="//")
picture.text(0.1, 0.5, "words", font=style.font())
style.save(picture, Path(sys.argv[1]))
"""


def test_the_same_picture_is_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    source = str(Path(style.__file__).parents[1])
    for folder, seed in (("one", "1"), ("two", "2")):
        (tmp_path / folder).mkdir()
        subprocess.run([sys.executable, "-c", SVG, str(tmp_path / folder / "picture.svg")], check=True,
                       env={"PYTHONPATH": source, "PYTHONHASHSEED": seed, "MPLCONFIGDIR": str(tmp_path)})
    one, two = ((tmp_path / folder / "picture.svg").read_bytes() for folder in ("one", "two"))
    assert one == two
    assert b"<text" not in one and b"<dc:date>" not in one


def test_saving_leaves_the_settings_of_others_alone(tmp_path: Path) -> None:
    before = matplotlib.rcParams["svg.hashsalt"]
    style.save(style.figure(1, 1), tmp_path / "picture.svg")
    assert matplotlib.rcParams["svg.hashsalt"] == before


def test_tenths_are_rounded_half_up() -> None:
    assert [numerals.tenths(value) for value in (2.95, 2.949, 3.4, 0)] == ["3.0%", "2.9%", "3.4%", "0.0%"]
