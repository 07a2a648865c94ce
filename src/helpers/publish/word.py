"""The report as a Word file and as an EPUB, made by pandoc of the page's parts, on demand.

Pictures are PNG, which every version of Word shows, each with its alternative text; the first row
of each table is its head. The same merged notebook gives the same bytes.
"""

import os
import re
import tempfile
from pathlib import Path
from typing import Any

import jinja2
import nbformat
import pypandoc
import typst
from nbformat import NotebookNode

from helpers.publish import closing, html, known, markdown, records, signs
from helpers.publish.described import titled
from helpers.publish.heads import grouped, heads
from helpers.publish.pack import undated, zipped

KINDS = {"report.docx": "docx", "report.epub": "epub3"}
_TEXT, _STYLES, _NORMAL = "word/document.xml", "word/styles.xml", "TableNormal"
_BASED = rf'<w:basedOn w:val="{_NORMAL}" ?/>'
_SHARP = 200  # dots an inch
_PICTURE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("picture.svg", alt: "drawn")'


def write(merged: Path, pictures: Path, folder: Path) -> list[Path]:
    """Write report.docx and report.epub into `folder`; `pictures` holds <stem>.svg. UserError as
    for the page."""
    nb = nbformat.v4.reads(merged.read_text("utf-8"))
    about = nb.metadata["alliance_report"]
    with tempfile.TemporaryDirectory() as spare:
        page = _page(nb, pictures, Path(spare))
        return [_converted(page, about, Path(spare), folder / name) for name in KINDS]


def _page(nb: NotebookNode, pictures: Path, spare: Path) -> str:
    """The report in HTML for pandoc; its pictures are put into `spare`."""
    about = nb.metadata["alliance_report"]
    parts = [*markdown.parts(nb), *closing.parts(about)]
    svgs = records.pictures(parts, pictures)
    for stem, svg in svgs.items():
        (spare / f"{stem}.png").write_bytes(_drawn(svg))
    return _template().render(
        about=about,
        title=titled(about),
        blocks=list(html.Writer(svgs, {}, "", known.Plain(parts)).blocks(parts)),
        pictures={stem: f"{stem}.png" for stem in svgs},
    )


def _template() -> jinja2.Template:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(html.TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"grouped": grouped, "heads": heads}
    return made.get_template("word.html.j2")


def _drawn(svg: bytes) -> bytes:
    """A picture as PNG, set by Typst with the report's own typeface."""
    made: Any = typst.compile(  # type: ignore[call-overload]
        {"main": _PICTURE.encode(), "picture.svg": svg},
        format="png",
        ppi=_SHARP,
        font_paths=[signs.FONTS, signs.SPARE],
        ignore_system_fonts=True,
    )
    return bytes(made)


def _converted(page: str, about: dict[str, Any], spare: Path, target: Path) -> Path:
    says = {
        "title": titled(about),
        "subtitle": about["subtitle"],
        "author": about["authors"],
        "date": about["date"],
        "lang": about["language"],
        "identifier": f"{about['network']} {about['version']} {about['date']}",
        "pagetitle": titled(about),
    }
    options = [f"--metadata={name}={said}" for name, said in says.items() if said]
    made = spare / target.name
    os.environ["SOURCE_DATE_EPOCH"] = "315532800"  # pandoc's clock: the first day of a ZIP file
    pypandoc.convert_text(
        page,
        KINDS[target.name],
        format="html",
        outputfile=str(made),
        extra_args=["--toc", "--toc-depth=2", f"--resource-path={spare}", *options],
    )
    target.write_bytes(zipped(_mended(undated(made.read_bytes(), about["date"]))))
    return target


def _mended(files: dict[str, bytes]) -> dict[str, bytes]:
    """A Word file without what pandoc leaves wrong in it: the style of tables rests on one that is
    not there, and no table says that its first column names its rows."""
    found = {name: content.decode() for name, content in files.items() if name in (_TEXT, _STYLES)}
    if f'w:styleId="{_NORMAL}"' not in found.get(_STYLES, ""):
        found = {name: re.sub(_BASED, "", text) for name, text in found.items()}
    text = re.sub(r'(<w:tblLook [^>]*w:firstColumn=)"0"', r'\1"1"', found.get(_TEXT, ""))
    text = re.sub(r'(<w:tblLook [^>]*w:val=)"0020"', r'\1"00A0"', text)  # the same as bits
    found |= {_TEXT: text} if text else {}
    return files | {name: content.encode() for name, content in found.items()}
