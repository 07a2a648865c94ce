"""The report's figures within its page: inline, in its typeface, in light and in dark colours."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from markupsafe import Markup

from helpers.look import style, svg
from helpers.publish import webfont

_OPENING = re.compile(r'<svg(?: xmlns="[^"]*")?')
_COLOUR = re.compile(r' (fill|stroke)="(#[0-9a-f]{6})"')


def small(pictures: Iterable[str], folder: Path | None) -> dict[str, bytes]:
    """The narrow pictures beside those of these stems, for which there is one."""
    files = {stem: Path(folder or "") / f"{stem}.narrow.svg" for stem in pictures}
    return {stem: path.read_bytes() for stem, path in files.items() if path.is_file()}


def inline(picture: bytes, narrow: bytes | None, alt: str) -> Markup:
    """An SVG as a part of the page, and the one for small screens; the CSS shows one of them."""
    if narrow is None:
        return _svg(picture, "alone", alt)
    return _svg(picture, "wide", alt) + _svg(narrow, "narrow", alt)


def _svg(picture: bytes, kind: str, alt: str) -> Markup:
    """An SVG with its alternative text."""
    found = _OPENING.search(text := picture.decode())
    if found is None:
        raise ValueError("A picture is no SVG.")
    opening = Markup('<svg class="{}" role="img" aria-label="{}"').format(kind, alt)
    return opening + Markup(text[found.end() :])


def styles(pictures: Collection[bytes]) -> list[str]:
    """The CSS that figures need: their typeface, and their colours where the page is dark."""
    texts = [one.decode() for one in pictures]
    used = sorted({found for text in texts for found in _COLOUR.findall(text)})
    dark = [f"  .picture {rule}" for found in used for rule in _dark(*found)]
    stay = f"  .picture .{svg.ON}:not([fill]) {{ fill: {style.INK}; }}"
    dark = ["@media screen and (prefers-color-scheme: dark) {", *dark, stay, "}"]
    return [webfont.faces(texts), *dark] if texts else []


def _dark(part: str, colour: str) -> Iterator[str]:
    """What becomes of a colour: neutral ones turn over, lines are made light enough, and marks that
    would sink into the paper get an outline. Texts on a mark stay as they are."""
    own, paper = f'[{part}="{colour}"]', style.DARK[style.PAPER]
    if colour in style.DARK:
        yield f"{own}:not(.{svg.ON}) {{ {part}: {style.DARK[colour]}; }}"
        return
    if style.contrast(colour, paper) < 4.5 and part == "fill":
        yield f"text{own}:not(.{svg.ON}) {{ fill: {style.bright(colour, 4.5)}; }}"
    if style.contrast(colour, paper) < 3:
        mark, width = ("", "") if part == "stroke" else ("path", " stroke-width: 0.7;")
        yield f"{mark}{own} {{ stroke: {style.bright(colour)};{width} }}"
