"""What the measure of a PDF's pages finds: tiny documents with one fault each."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from scripts import pages

PAGE = '#set page("us-letter", margin: (x: 1in, top: 1.15in, bottom: 1.05in))\n= One\n'
FULL = "#rect(height: 7in)[Text]\n"


def rows(many: int, height: float = 0.3) -> str:
    cells = f"[a], block(height: {height}in)[b], " * many
    return f'#figure(kind: "table", supplement: "Table", table(columns: 2, {cells}))\n'


BREAKS = "#show figure: set block(breakable: true)\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PAGE + FULL + "= Two\nText", []),
        (PAGE + "Text\n#pagebreak()\n" + FULL + "#pagebreak()\nText", ["Page 2 is 96% blank."]),
        (PAGE + "#v(8in)\n== Alone\n#pagebreak()\n" + FULL, ["Page 2 ends in a heading."]),
        (PAGE + "#v(8in)\nText\n#pagebreak()\nNOTE: so.\n" + FULL,
         ["Page 3 begins with the note of what stands before it."]),
        (BREAKS + PAGE + "#v(4in)\n" + rows(12), ["Page 3 has only 2 of 12 rows of a table."]),
        (BREAKS + PAGE + "#v(4in)\n" + rows(14), []),
    ],
)  # fmt: skip
def test_each_fault_of_a_page_is_found(tmp_path: Path, text: str, found: list[str]) -> None:
    pdf = set_(tmp_path, "Front\n#pagebreak()\n" + text)
    assert list(pages.faults(pdf)) == found


def test_chapters_have_their_pages_and_too_many_are_told(tmp_path: Path) -> None:
    pdf = set_(
        tmp_path, "Front\n#pagebreak()\n= One\n#pagebreak()\nText\n#pagebreak()\n= Two\nText"
    )
    assert pages.chapters(pdf) == [("Title and contents", 1, 1), ("One", 2, 3), ("Two", 4, 4)]
    assert "There are 4 pages, 3 at most are allowed." in pages.faults(pdf, most=3)


def set_(folder: Path, text: str) -> Path:
    source, target = folder / "report.typ", folder / "report.pdf"
    source.write_text(text, "utf-8")
    typst.compile(str(source), output=str(target))
    return target
