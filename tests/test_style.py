"""Colours, type and figures, by examples that can be checked by hand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest
from matplotlib.font_manager import findfont
from matplotlib.patches import Rectangle
from PIL import Image

from helpers.look import style


def test_each_host_has_its_colour_however_many_there_are() -> None:
    found = style.colours([f"host {place}" for place in range(40)], style.HOSTS)
    assert list(found.values())[:10] == list(style.HOSTS)
    assert len(set(found.values())) == 40


def test_a_colour_given_by_the_network_goes_before_the_palettes() -> None:
    found = style.colours(["new", "moved north", "ended"], style.CHANGES, {"ended": "#123456"})
    assert found == {"new": style.CHANGES["new"], "moved north": style.SPARE[0], "ended": "#123456"}


def test_ids_without_a_colour_of_their_own_keep_their_place_in_the_networks_order() -> None:
    found = style.colours(["b"], style.TOPICS, {"a": "", "b": ""})
    assert found["b"] == style.TOPICS[1]


def test_no_colour_stands_for_two_things() -> None:
    lists = [style.HOSTS, style.TOPICS, style.MEMBERS, style.SCOPES, style.SPARE]
    every = [style.ACCENT, *style.CHANGES.values(), *(one for part in lists for one in part)]
    assert len(every) == len(set(every))


def test_hex_values_stand_in_style_alone() -> None:
    source = Path(style.__file__).parents[1]
    others = [one for one in source.rglob("*.py") if one.name != "style.py"]
    assert [one.name for one in others if re.search(r"#[0-9a-fA-F]{6}\b", one.read_text())] == []


def test_nothing_is_smaller_than_eight_points() -> None:
    assert min(style.SMALL, style.BODY, style.HEAD, style.TITLE, style.BIG) >= 8


def test_letters_run_on_after_z() -> None:
    assert style.letters(28)[-3:] == ["Z", "AA", "AB"]


COLOURS = [*style.HOSTS, *style.TOPICS, *style.MEMBERS, *style.SCOPES, *style.CHANGES.values()]


@pytest.mark.parametrize("colour", COLOURS)
def test_text_reads_on_every_colour(colour: str) -> None:
    assert style.contrast(style.text_on(colour), colour) >= 4.5


@pytest.mark.parametrize("colour", [*COLOURS, *(style.muted(one) for one in COLOURS)])
def test_outlines_stand_out_from_paper(colour: str) -> None:
    assert style.contrast(style.firm(colour), style.PAPER) >= 3


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
from helpers.look import style
from helpers.exhibits import active_size
from pictures import figure
from test_pictures_parts import OPEN, sizes
picture = figure(active_size, sizes(OPEN))
style.save(style.image(picture, 'picture'), Path(sys.argv[1]))
"""


def test_the_same_picture_is_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    source, tests = Path(style.__file__).parents[2], Path(__file__).parent
    for folder, seed in (("one", "1"), ("two", "2")):
        (tmp_path / folder).mkdir()
        subprocess.run(
            [sys.executable, "-c", SVG, str(tmp_path / folder / "picture.svg")],
            check=True,
            env={
                "PYTHONPATH": f"{source}{os.pathsep}{tests}",
                "PYTHONHASHSEED": seed,
                "MPLCONFIGDIR": str(tmp_path),
            },
        )
    for kind in ("png", "svg"):
        one, two = (tmp_path.joinpath(at, f"picture.{kind}").read_bytes() for at in ("one", "two"))
        assert one == two
    assert b"<text" not in one and b"<dc:date>" not in one  # opened alone it has no typeface


def test_a_png_is_the_svg_in_pixels_and_says_how_large_it_is(tmp_path: Path) -> None:
    picture = style.figure(2, 1)
    half = Rectangle((0, 0), 0.5, 1, facecolor="#0b4c7c", transform=picture.transFigure)
    picture.add_artist(half)
    style.save(style.image(picture, "half"), tmp_path / "half.svg")
    with Image.open(tmp_path / "half.png") as made:
        assert made.size == (2 * style.DPI, style.DPI)
        assert [round(dpi) for dpi in made.info["dpi"]] == [200, 200]
        colours = [made.convert("RGB").getpixel((x, 100)) for x in (50, 350)]
    assert colours == [(0x0B, 0x4C, 0x7C), (255, 255, 255)]


def test_saving_leaves_the_settings_of_others_alone(tmp_path: Path) -> None:
    before = matplotlib.rcParams["svg.hashsalt"]
    style.image(style.figure(1, 1), "picture")
    assert matplotlib.rcParams["svg.hashsalt"] == before
