"""What notebooks show: exhibits, which are figures and tables, as HTML and as a JSON record."""

import base64
import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

import jinja2
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.errors import NoSuchName, UserError, nearest
from helpers.exhibits.asked import chosen
from helpers.exhibits.numbered import Tell, Written, numbers
from helpers.exhibits.prose import Shown, claims_of
from helpers.look import canvas, narrow, outlines, style, svg
from helpers.look.drawing import Drawing
from helpers.look.page import Look, Page, tall
from helpers.mime import EXHIBIT_MIME, VERSION
from helpers.numbers.answer import Status
from helpers.numbers.grid import Entry, Table
from helpers.text import citations
from helpers.text.say import EMPTY, Sentence

SHOWN_IDS = 3  # statements named in a table's cell; the CSV file names them all
LONGEST = 500  # rows of a table in the documents; the CSV file in them, and beside them, has all
SHORT = 12  # signs of a cell that is not broken into lines
DASH = "—"  # the federal statistics sign for a number that is not available
HEADS = {
    "host": "{Host}",
    "partnership": "{Partnership}",
    "period": "Period",
    "scope": "Scope",
    "topic": "Topic area",
    "size_class": "{Members}",
    "member_type": "Members",
    "change": "How it came about",
}
"""Headings of keys in a table that readers see, in the network's words."""
# How a text begins that a spreadsheet program would run; a number with its sign is none, nor is a
# sign alone.
FORMULA = re.compile(r"[=@\t\r](?=.*\w)|[+-](?=.*\w)(?![\d.,]+%?$)", re.DOTALL)
INNER = {
    "MIME", "addresses", "ask", "by", "columns", "csv", "floats", "folds", "html", "paint",
    "picture", "printed", "record", "rows", "shown", "standalone", "tell", "texts", "traces",
}  # fmt: skip
"""What an exhibit has for the exporters, and no reader asks for."""
Sheet = TypeVar("Sheet", Figure, Axes)
_LAYOUT = Path(__file__).with_suffix(".html.j2").read_text(encoding="utf-8").splitlines()
HTML = jinja2.Environment(autoescape=True).from_string("".join(_LAYOUT))


@dataclass(frozen=True)
class Words:
    """What is said of an exhibit; each a Sentence, so that its numbers are claims."""

    title: Sentence
    subtitle: Sentence = EMPTY
    alt: Sentence = EMPTY
    note: Sentence = EMPTY
    source: Sentence = EMPTY

    def claims(self, stem: str) -> list[dict]:
        """Every number said of the exhibit, with the sentence that says it."""
        return [one for part, said in vars(self).items() for one in claims_of(stem, part, [said])]

    def texts(self) -> dict[str, str]:
        """What is said, part by part, citations as tokens."""
        return {part: str(said) for part, said in vars(self).items()}

    def plain(self) -> dict[str, str]:
        """What is said, part by part, as a reader sees it."""
        return {part: citations.plain(said) for part, said in self.texts().items()}


class _Painted(NamedTuple):
    """A page, where its picture ends, and the picture, before a title or notes come to the page."""

    page: Page
    bottom: float
    drawing: Drawing


@dataclass(frozen=True, repr=False)
class Exhibit(Shown):
    """A figure (`paint` given) or a table. `table` is the tidy data behind it, saved as CSV;
    `columns` and `rows` are what a reader sees of it. `paint` paints down a page from 0 and returns
    where it ended, in inches."""

    MIME = EXHIBIT_MIME
    stem: str
    label: str
    words: Words
    table: pd.DataFrame
    columns: list[dict]
    rows: list[list[str]]
    paint: Callable[[Page], float] | None = None
    by: str = ""  # the column in whose groups the rows stand
    ask: Callable[..., Any] | None = None  # how one of its numbers is known
    floats: bool = False  # in the PDF it may come first on the next page
    printed: bool = True  # False: in the HTML report; the PDF only names it
    tell: Tell | None = None  # how a number is known, for readers who ask
    folds: Mapping[str, list[str]] = field(default_factory=dict)  # address -> more of its row
    traces: bool = False  # its table names statements by their ids
    addresses: str = ""  # the column whose value is its row's address in the HTML report

    def texts(self) -> list[str]:
        """All that is said of it, citations as tokens."""
        return list(self.words.texts().values())

    def record(self) -> dict:
        """What the exporters read. Citations stay tokens, but in the alternative text."""
        return {
            "version": VERSION,
            "stem": self.stem,
            "kind": "figure" if self.paint else "table",
            "label": self.label,
            **self.words.texts(),
            "alt": self.words.plain()["alt"],
            "columns": self.columns,
            "rows": self.rows if self.addresses else _readable(self.rows),
            **({"by": self.by} if self.by else {}),
            **({"addresses": self.addresses} if self.addresses else {}),
            **({"traces": True} if self.traces else {}),
            **({"folds": dict(self.folds)} if self.folds else {}),
            "csv": self.csv(),
            "claims": self.words.claims(self.stem),
            **({} if self.printed else {"print": False}),
            **({"float": True} if self.floats else {}),
            **numbers(vars(self.words), self.rows, self.tell),
        }

    def csv(self) -> str:
        """The table as CSV: whole numbers without decimals, empty cells for what is not known.

        A text that a spreadsheet program would run gets an apostrophe before it.
        """
        return self._csv

    @cached_property
    def _csv(self) -> str:
        written, columns = io.StringIO(), [_cells(column) for _, column in self.table.items()]
        rows = [list(self.table), *zip(*columns, strict=True)]
        csv.writer(written, lineterminator="\n").writerows(rows)
        return written.getvalue()

    @cached_property
    def _painted(self) -> _Painted:
        """The page, painted once, and its picture."""
        page = Page()
        bottom = self._paint(page)
        page.cut(bottom)
        return _Painted(page, bottom, page.drawing())

    @cached_property
    def picture(self) -> bytes:
        """The figure as SVG with marks and direct labels only, as the report sets it."""
        return svg.readable(self._painted.drawing, self.stem)

    @cached_property
    def _standalone(self) -> Page:
        page, bottom, _ = self._painted
        said = self.words.plain()
        _head(page, self.label, said)
        page.cut(_foot(page, bottom, said))
        return page

    @property
    def standalone(self) -> Figure:
        """The figure with title, subtitle, NOTE and SOURCE, for use outside the report."""
        return canvas.figure(self._standalone)

    def find(self, **keys: Any) -> pd.DataFrame:
        """Rows of the table, whole numbers whole: `topics.find(measure="count", host="all")`."""
        return chosen(self.table, self.stem, keys)

    def why(self, measure: str = "count", **keys: str) -> Any:
        """How one of its numbers is known: `topics.why(topic="college")`; it shows itself."""
        if self.ask is None:
            raise UserError(f"{self.label} holds no numbers to ask about.")
        return self.ask(measure=measure, **keys)

    def statements(self, measure: str = "count", **keys: str) -> pd.DataFrame:
        """The statements, or the rows, that one of its numbers rests on."""
        rests_on: pd.DataFrame = self.why(measure, **keys).rests_on
        return rests_on

    def figure(self) -> Figure:
        """The figure for use outside the report, with title and notes; shows itself in a notebook.

        UserError for a table.
        """
        return self.standalone

    def draw(self, on: Sheet) -> Sheet:
        """Draw the marks on a figure or Axes of one's own, as wide as that is; the figure gets the
        height that they need."""
        page = Page(canvas.width(on))
        page.cut(self._paint(page))
        canvas.put(page, on)
        return on

    def __dir__(self) -> list[str]:
        """What completes in a notebook."""
        return [one for one in super().__dir__() if one not in INNER and not one.startswith("_")]

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)
        raise NoSuchName(
            f"An exhibit has no '{name}': its rows are .table, its picture is .figure(), "
            f".save(folder) writes both.{nearest(name, dir(self))}"
        )

    def _paint(self, page: Page) -> float:
        if self.paint is None:
            raise UserError(f"{self.stem} is a table: it has no picture.")
        return self.paint(page)

    def save(self, folder: str | Path) -> None:
        """tables/<stem>.csv; of a figure also figures/<stem>.svg, .png and pictures/<stem>.svg,
        and the narrow picture where there is one."""
        folder = Path(folder)
        for name in ("tables", *(("figures", "pictures") if self.paint else ())):
            (folder / name).mkdir(parents=True, exist_ok=True)
        # Excel takes a file for UTF-8 only by the mark at its beginning.
        (folder / f"tables/{self.stem}.csv").write_text(self.csv(), encoding="utf-8-sig")
        if self.paint:
            alone = outlines.outlined(self._standalone.drawing())
            style.save(alone, folder / f"figures/{self.stem}.svg")
            (folder / f"pictures/{self.stem}.svg").write_bytes(self.picture)
            if small := narrow.picture(self._paint, f"{self.stem}.narrow"):
                (folder / f"pictures/{self.stem}.narrow.svg").write_bytes(small)

    def _line(self) -> str:
        return f"{self.label}. {self.words.plain()['title']}"

    def html(self) -> str:
        """The exhibit with its alternative text and the table behind it."""
        # In outlines, since an `<img>` sees no fonts of the page around it.
        drawn = outlines.outlined(self._painted.drawing) if self.paint else b""
        picture = base64.b64encode(drawn).decode()
        short = [max(map(len, cells)) <= SHORT for cells in zip(*self.rows, strict=True)]
        return HTML.render(vars(self) | self.words.plain(), picture=picture, short=short)


def told(table: Table) -> list[str]:
    """The keys that a reader is told, but for those that say the same in every row."""
    same = ("host", "reading", "topic")
    return [key for key in table.keys if key not in same or len(table.values(key)) > 1]


def shown(
    table: Table,
    heads: Mapping[str, str],
    units: Mapping[str, str] | None = None,
    named: Mapping[str, str] | None = None,
) -> tuple[list[dict], list[list[str]]]:
    """A table of numbers as readers see it: the keys in `heads` (key -> heading), then the number,
    what it counts (in the words of `units`, or `named` after its measure), its status and the
    statements it rests on."""
    names = [*heads.values(), "Measure", "Number", "Status", "Statements"]
    columns = [
        {"name": head.lower(), "label": head, "align": "right" if head == "Number" else "left"}
        for head in names
    ]
    return columns, [_row(entry, heads, units or {}, named or {}) for entry in table]


def _readable(rows: list[list[str]]) -> list[list[str]]:
    """The rows that the documents show; below the first of a very long table, how many more."""
    if len(rows) <= LONGEST:
        return rows
    more = f"+{len(rows) - LONGEST:,} more rows, in the CSV file"
    return [*rows[:LONGEST], [more, *[""] * (len(rows[0]) - 1)]]


def _row(
    entry: Entry, heads: Mapping[str, str], units: Mapping[str, str], named: Mapping[str, str]
) -> list[str]:
    keys = [entry.labels.get(key, entry.keys.get(key, "")) for key in heads]
    plain_ = entry.measure in ("count", "percent")
    words, what = (units, entry.unit) if plain_ else (named, entry.measure)
    number = DASH if entry.status == Status.UNKNOWN else Written.of(entry)
    ids = entry.answer.statements
    more = [f"+{len(ids) - SHOWN_IDS} more"] if len(ids) > SHOWN_IDS else []
    status = str(entry.status) if entry.known else entry.text
    return [*keys, words.get(what, what), number, status, ", ".join([*ids[:SHOWN_IDS], *more])]


def inert(cell: object) -> object:
    """A cell that no spreadsheet program takes for a formula: `=cmd()` is `'=cmd()`."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def _cells(column: pd.Series) -> list[object]:
    """A column as the CSV file has it."""
    written = "{:g}".format if column.dtype == "Float64" else inert
    return ["" if pd.isna(cell) else written(cell) for cell in column.tolist()]


def plain(table: pd.DataFrame, names: Mapping[str, str]) -> tuple[list[dict], list[list[str]]]:
    """Columns of a table of text as readers see them; `names` maps column -> heading. Whole numbers
    stand to the right."""
    cells = {  # what a cell knows of its numbers is kept, too
        name: [one if isinstance(one, str) else str(one) for one in table[name].tolist()]
        for name in names
    }
    whole = [name for name, column in cells.items() if column and all(map(str.isdigit, column))]
    columns = [
        {"name": name, "label": label, "align": "right" if name in whole else "left"}
        for name, label in names.items()
    ]
    return columns, [list(row) for row in zip(*cells.values(), strict=True)]


def items(texts: Iterable[str]) -> str:
    """Several texts in one cell of a table: the documents show its lines as a list."""
    return "\n".join(texts)


# ---- title and notes of the stand-alone picture: above and below what is painted

GAP = 0.08


def _head(page: Page, label: str, said: Mapping[str, str]) -> None:
    """Label, title and subtitle above the picture: the page's new top."""
    large = style.wrap(said["title"], page.width, style.TITLE, 700)
    small = style.wrap(said["subtitle"], page.width)
    page.top -= tall(1, style.SMALL) + tall(len(large), style.TITLE) + tall(len(small)) + 3 * GAP
    look = {"weight": 600, "colour": style.MUTED, "label": "head|label"}
    top = page.lines(0, page.top + GAP / 2, [label], size=style.SMALL, **look)
    top = page.lines(0, top, large, size=style.TITLE, weight=700, label="head|title")
    page.lines(0, top + GAP / 2, small, colour=style.MUTED, label="head|subtitle")


def _foot(page: Page, bottom: float, said: Mapping[str, str]) -> float:
    """NOTE and SOURCE below the picture; returns where they end."""
    top = bottom + GAP
    for name in ("NOTE", "SOURCE"):
        if text := said[name.lower()]:
            look: Look = {"size": style.SMALL, "colour": style.MUTED, "label": f"foot|{name}"}
            top = page.paragraph(0, top, page.width, f"{name}: {text}", **look)
    return top + GAP
