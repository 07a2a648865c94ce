"""Lines of partnerships through the periods: they join, part, move, end and begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

import pandas as pd

from helpers.look import style, timeline
from helpers.look.entries import said_of
from helpers.look.lanes import Node, Strand, strands
from helpers.look.page import Colours, Look, Page, Piece, in_lines, tall
from helpers.look.paths import Outline, rectangle, regular
from helpers.numbers.question import ALL

PITCH, DENSE, FEW = 0.185, 0.135, 24
"""Distance of two lanes in inches; where there are more than a few lanes; what few are."""
LEFT, NAMES, AFTER = 0.42, 2.45, 0.12
"""Where the first period stands, most room for names on the right, and where names begin."""
STOP, BEND, WIDTH, MARK = 0.13, 0.75, 1.5, 0.052
"""How far a line goes beyond the last period it stood in; over how much it bends (inches); its
width (points); radius of a mark."""
CORNERS = ((4, 0.0), (4, 0.785), (3, 0.0), (3, 3.1416), (5, 0.0), (6, 0.0))
"""Corners and turn of the marks of changes, in the order of the network's list of them."""
UNCHANGED, NEW, ENDED, RENAMED = "unchanged", "new", "ended", "renamed"
Row = dict[str, Any]


@dataclass(frozen=True)
class Style:
    """How changes look: class -> colour and words; `heads` are the periods' names and totals,
    `hosts` is what hosts are called, `nobody` what stands where none is known.
    """

    colour: Colours
    words: Mapping[str, str]
    heads: Sequence[Sequence[Piece]]
    hosts: str = "hosts"
    nobody: str = ""
    host: str = ALL
    names: bool = True

    @property
    def changes(self) -> list[str]:
        """The classes of change of an earlier one."""
        return [name for name in self.words if name not in (UNCHANGED, NEW, ENDED)]


@dataclass
class _Run:
    """A stretch of a line that has one name in one group, and where the name stands."""

    rows: list[Row]
    where: str = "above"  # or below, right, or after (behind the stop)
    lines: list[str] = field(default_factory=list)


@dataclass
class Lines:
    """All lines: rows (`period`, `group`, `partnership`, `line`, ... as the table has them), and
    when each period was."""

    page: Page
    rows: list[Row]
    moments: Mapping[str, float]
    groups: Sequence[str]
    look: Style

    def __post_init__(self) -> None:
        place = {period: at for at, period in enumerate(self.moments)}
        before = {row["row"]: [int(one) for one in row["from_rows"].split(";") if one]
                  for row in self.rows}  # fmt: skip
        self.parents = before
        self.children: dict[int, list[int]] = {row: [] for row in before}
        for row, above in before.items():
            for one in above:
                self.children[one].append(row)
        self.known = {row["row"]: row for row in self.rows}
        self.nodes = {
            row["row"]: Node(row["row"], place[row["period"]], row["group"], before[row["row"]])
            for row in self.rows
        }
        self.strands = strands(self.nodes.values(), self.groups)
        self.last = len(place) - 1
        self.y: dict[int, float] = {}

    # ---- places

    @cached_property
    def pitch(self) -> float:
        """Distance of two lanes: less where there are many."""
        return PITCH if sum(map(_lanes, self.strands)) <= FEW else DENSE

    @cached_property
    def gutter(self) -> float:
        """Room for the names on the right."""
        names = [row["partnership"] for row in self.rows
                 if self.nodes[row["row"]].place == self.last]  # fmt: skip
        widest = max(map(style.text_width, names), default=0.0) if self.look.names else 0.0
        return min(widest + 0.05, NAMES)

    @cached_property
    def x(self) -> list[float]:
        """Where each period stands."""
        right = self.page.width - self.gutter - AFTER - 0.02
        return timeline.across(list(self.moments.values()), LEFT, right)

    def _x(self, row: int) -> float:
        return self.x[self.nodes[row].place]

    # ---- names

    @cached_property
    def runs(self) -> list[_Run]:
        """Each name once as long as it holds."""
        found: dict[int, list[_Run]] = {}
        for row in self.rows:
            runs = found.setdefault(row["line"], [])
            renamed = RENAMED in row["reasons"].split(";")
            same = runs and not renamed and runs[-1].rows[-1]["group"] == row["group"]
            if same:
                runs[-1].rows.append(row)
            else:
                runs.append(_Run([row]))
        return [run for runs in found.values() for run in runs]

    def _place(self, run: _Run) -> None:
        """Where a run's name stands, in lines."""
        end, start = run.rows[-1]["row"], run.rows[0]["row"]
        name, width = str(run.rows[-1]["partnership"]), self.page.width
        if self.nodes[end].place == self.last:
            run.where, room = "right", self.gutter - 0.05
        elif not self.children[end]:
            run.where, room = "after", width - self._x(end) - STOP - 0.08
        else:
            run.where = "below" if self._turn(end) < 0 else "above"
            room = self.x[self.nodes[end].place + 1] - self._x(start) - 0.1
        run.lines = clipped(name, room, 2 if run.where in ("right", "after") else 1)

    def _turn(self, row: int) -> int:
        """Does the line of a row bend upwards (-1) or downwards (1) on its way on?"""
        nodes = [self.nodes[row], *(self.nodes[one] for one in self.children[row])]
        if len(nodes) > 2:
            return 0
        spots = [(self.groups.index(one.group), self._order[one.row], one.lane) for one in nodes]
        if len(nodes) < 2 or spots[0] == spots[1]:
            return 0
        return 1 if spots[1] > spots[0] else -1

    @cached_property
    def _order(self) -> dict[int, int]:
        return {n.row: at for at, strand in enumerate(self.strands) for n in strand.nodes}

    # ---- painted

    def paint(self) -> float:
        """The key, the periods, then group after group; returns where it all ends."""
        for run in self.runs if self.look.names else ():
            self._place(run)
        top = self._key(0.0)
        top = timeline.heads(self.page, top, self.x, self.look.heads) + 0.04
        start = top
        for group in self.groups:
            own = [one for one in self.strands if one.group == group]
            if own:
                top = self._group(top, group, own)
        timeline.stems(self.page, self.x, start, top)
        for row in self.rows:
            for parent in self.parents[row["row"]]:
                self._link(parent, row["row"])
        for row in self.rows:
            self._node(row)
        for run in self.runs if self.look.names else ():
            self._name(run)
        return top

    def _group(self, top: float, group: str, own: Sequence[Strand]) -> float:
        if len(self.groups) > 1:
            aside = self.look.host not in (ALL, group)
            look: Look = {
                "size": style.HEAD,
                "weight": 600,
                "label": f"label|{said_of(group=group)}",
            }
            look["colour"] = style.MUTED if aside else style.INK
            self.page.rule([0, self.page.width], [top + 0.02] * 2)
            top = self.page.lines(
                0, top + 0.04, clipped(group or self.look.nobody, self.page.width, 1, 600), **look
            )
            top += 0.03
        needs = self._needs()
        for strand in own:
            top = self._lay(top, strand, needs)
        return top + 0.07

    def _needs(self) -> dict[int, tuple[float, float]]:
        """Row -> room that its name takes above and below its line."""
        found = {}
        for run in self.runs:
            row = run.rows[0 if run.where in ("above", "below") else -1]["row"]
            half = tall(max(len(run.lines), 1)) / 2 + 0.006
            found[row] = {
                "above": (0.155, self.pitch / 2), "below": (self.pitch / 2, 0.155),
            }.get(run.where, (max(half, self.pitch / 2),) * 2)  # fmt: skip
        return found

    def _lay(self, top: float, strand: Strand, needs: Mapping[int, tuple[float, float]]) -> float:
        """Heights of a strand's lanes below `top`; returns where they end."""
        plain = (self.pitch / 2,) * 2
        room: dict[float, tuple[float, float]] = {}
        for node in strand.nodes:
            above, below = needs.get(node.row, plain)
            known = room.get(node.lane, plain)
            room[node.lane] = max(known[0], above), max(known[1], below)
        lanes = sorted(room)
        at = {lanes[0]: top + room[lanes[0]][0]}
        for one, other in pairwise(lanes):
            more = room[one][1] + room[other][0] - self.pitch
            at[other] = at[one] + self.pitch * min(other - one, 1.0) + more
        for node in strand.nodes:
            self.y[node.row] = at[node.lane]
        return at[lanes[-1]] + room[lanes[-1]][1]

    def _aside(self, row: Row) -> bool:
        return self.look.host not in (ALL, row["host"])

    def _ink(self, *rows: Row) -> str:
        """The colour of a line: firm if one of its ends is the chosen host's."""
        return style.HAIRLINE if all(map(self._aside, rows)) else style.OUTLINE

    def _link(self, parent: int, child: int) -> None:
        """From one partnership to what came of it; dashed over a gap."""
        one, other = self.nodes[parent], self.nodes[child]
        start, end = (self._x(parent), self.y[parent]), (self._x(child), self.y[child])
        gap = other.place > one.place + 1
        look: Look = {"linewidth": WIDTH}
        look["edgecolor"] = self._ink(self.known[parent], self.known[child])
        look |= {"dashes": (1.2, 1.2), "linewidth": WIDTH * 0.8} if gap else {}
        what = said_of(row=str(child), parent=str(parent))
        self.page.shape(_curve(start, end), f"link|{what}", **look)

    def _node(self, row: Row) -> None:
        """What happened to a partnership before this period, and whether it ended after it."""
        at = self._x(row["row"]), self.y[row["row"]]
        what, filed = said_of(row=str(row["row"]), change=row["filed"]), row["filed"]
        if row["to"].split(";")[0] == ENDED:
            self._stop(at, row)
        self._tell(row, what, row["what_happened"])
        if filed in ("", UNCHANGED):
            self.page.dot(*at, 0.024, "certain", self._ink(row), what)
        else:
            shade = self.look.colour[filed]
            self.mark(*at, filed, style.muted(shade) if self._aside(row) else shade, what)

    def _stop(self, at: tuple[float, float], row: Row) -> None:
        x, y = at
        shade = self.look.colour[ENDED]
        shade = style.muted(shade) if self._aside(row) else shade
        self.page.rule([x, x + STOP], [y, y], self._ink(row), WIDTH, f"tail|{row['row']}")
        what = said_of(row=str(row["row"]), change=ENDED)
        self._tell(row, what, self.look.words.get(ENDED, ENDED))
        self.stop(x + STOP, y, shade, what)

    def _tell(self, row: Row, what: str, happened: str) -> None:
        """The words of a mark, if names are shown: whose partnership, when, what happened."""
        if self.look.names:
            said = (row["partnership"], row["host"], row["topic"], row["period"], happened)
            self.page.tell(what, ", ".join(str(one) for one in said if one), host=row["host"])

    def stop(self, x: float, y: float, shade: str, what: str) -> None:
        """The mark of an end: an upright bar."""
        self.page.box(x - 0.014, y - 0.052, 0.028, 0.104, "certain", shade, what)

    def mark(self, x: float, y: float, filed: str, shade: str, what: str) -> None:
        """The mark of a change, or of a beginning, in its shape and colour."""
        if filed not in self.look.changes:
            self.page.dot(x, y, MARK, "certain", shade, what)
            return
        place = self.look.changes.index(filed)
        corners, turn = CORNERS[place % len(CORNERS)]
        edge: Look = {"edgecolor": style.firm(shade), "linewidth": 0.6, "zorder": 3}
        shape = regular(x, y, corners, MARK * 1.3, turn)
        self.page.shape(shape, f"certain|{what}", facecolor=shade, **edge)

    def _name(self, run: _Run) -> None:
        """A name behind its line, or where that changes or goes on otherwise: beside its start."""
        end = run.rows[-1] if run.where in ("right", "after") else run.rows[0]
        x, y = self._x(end["row"]), self.y[end["row"]]
        aside = all(map(self._aside, run.rows))
        look: Look = {"label": f"label|{said_of(line=str(end['line']), row=str(end['row']))}"}
        look["colour"] = style.MUTED if aside or run.where != "right" else style.INK
        if run.where in ("right", "after"):
            gap = AFTER if run.where == "right" else STOP + 0.06
            self.page.centred(x + gap, y, run.lines, **look)
        else:
            middle = y - 0.095 if run.where == "above" else y + 0.095
            x += 0.075 * (end["filed"] not in ("", UNCHANGED))
            self._paper(x, middle, run.lines[0])
            self.page.middle(x, middle, run.lines[0], **look)

    def _paper(self, x: float, y: float, words: str) -> None:
        """White behind a name, so that no line that crosses makes it hard to read."""
        ground = rectangle(x, y - 0.06, style.text_width(words) + 0.02, 0.115)
        self.page.shape(ground, "paper", facecolor=style.PAPER, zorder=1.5)

    # ---- what the marks mean

    def _key(self, top: float) -> float:
        """The marks that there are, in lines; returns where they end."""
        there = {row["filed"] for row in self.rows} | {
            ENDED for row in self.rows if row["to"].split(";")[0] == ENDED
        }
        kinds = [name for name in (*self.look.changes, NEW, ENDED) if name in there]
        wide = {name: 0.2 + style.text_width(self.look.words[name]) for name in kinds}
        for line in (
            in_lines(kinds, lambda name: wide[name], self.page.width, 0.22) if kinds else ()
        ):
            x, y = 0.0, top + 0.08
            for name in line:
                what, shade = said_of("key", change=name), self.look.colour[name]
                if name == ENDED:
                    self.stop(x + 0.07, y, shade, what)
                else:
                    self.mark(x + 0.07, y, name, shade, what)
                self.page.middle(x + 0.17, y, self.look.words[name], label=f"note|{what}")
                x += wide[name] + 0.22
            top += 0.18
        return top + 0.06 * bool(kinds)


def trajectories(
    page: Page,
    rows: pd.DataFrame,
    moments: Mapping[str, float],
    look: Style,
    order: Sequence[str] = (),
) -> float:
    """The lines of a table's rows by `group`, in this order as far as it says; returns where they
    end."""
    there = dict.fromkeys(rows["group"])
    known = [one for one in order if one in there]
    groups = sorted(dict.fromkeys([*known, *there]), key=lambda one: not one)
    found = [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
    return Lines(page, found, moments, groups, look).paint()


def clipped(words: str, width: float, most: int, weight: int = 400) -> list[str]:
    """Words in at most so many lines of a width; what does not fit is cut, with an ellipsis."""
    lines = style.wrap(words, width, weight=weight)
    if len(lines) <= most:
        return lines
    last = " ".join(lines[most - 1 :])
    while last and style.text_width(f"{last}…", weight=weight) > width:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last}…"]


def _lanes(strand: Strand) -> float:
    return max(node.lane for node in strand.nodes) + 1


def _curve(start: tuple[float, float], end: tuple[float, float]) -> Outline:
    """A level line, with a bend before its end if that is higher or lower."""
    (x, y), (right, below) = start, end
    if y == below:
        return Outline([start, end], "ML")
    bend = min(0.55 * (right - x), BEND)
    one, half = right - bend, right - bend / 2
    points = [(x, y), (one, y), (half, y), (half, below), (right, below)]
    return Outline(points, "MLCCC")
