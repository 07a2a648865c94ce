"""What an audit found, for people: audit.md, the findings that are accepted, and what has changed against them.

All functions take the dict that audit.json holds (schemas/audit.schema.json says what each field is); none asks the solver.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from helpers import numerals
from helpers.csvfile import shown
from helpers.errors import UserError
from helpers.network import Network

ACCEPTED = "accepted.json"
ACCEPT = "make audit ACCEPT=yes"  # how findings are accepted
PLAIN = ("printed", "counted", "free")  # cells that need no line in audit.md: the source gives them, or says nothing more
KEYS = ("base", "lab", "period", "topic", "scope", "change", "size_class", "member_type")  # in this order; others follow
PLACES = 6  # statements named beside a cell; audit.json names all

# -- audit.md -----------------------------------------------------------------------------------------------


def markdown(audit: dict) -> str:
    """audit.md: one finding a line with its place. The same audit gives the same text."""
    places = {statement["id"]: statement["place"] for statement in audit["statements"]}
    parts = [
        f"# Audit of {escaped(audit['network'])}", *_counts(audit),
        "## Contradictions", *_contradictions(audit["contradictions"]),
        "## Smallest sets of claims to drop", *_drops(audit["drops"]),
        "## Excluded readings", _excluded(audit["readings_excluded"], places),
        "## Implied and bounded cells", *_cells(audit["cells"]),
        "## Unpublished numbers that would help most", _helpful(audit["helpful"]),
        "## Statements outside the model", *_outside(audit),
    ]
    return "\n\n".join(parts) + "\n"


def _counts(audit: dict) -> list[str]:
    counts = audit["counts"]
    asked = f"Readings: {escaped(audit['readings'])}; evidence: {escaped(audit['evidence'])}."
    return [asked, *summary(audit), _search(audit["complete"]), f"Of {_many(len(audit['cells']), 'cell')} of the exhibits, "
            f"{_tally(cell['status'] for cell in audit['cells'])}." if audit["cells"] else "No exhibit has cells.",
            f"Statements and claims are different: a count, its percentage and its repeats are one claim; "
            f"{_many(counts['claims'], 'claim')} {_are(counts['claims'])} in the model, those of its structure among them."]


def summary(audit: dict) -> list[str]:
    """The counts in two sentences."""
    counts = audit["counts"]
    verdicts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in ("derived", "consistent", "contradicted"))
    statements = (f"{_many(counts['statements'], 'statement')}: {counts['inside']} inside the model ({verdicts}) "
                  f"and {counts['outside']} outside it.")
    if not counts["conflicts"]:
        return [statements, "No contradiction was found."]
    listed = len(audit["contradictions"])
    fewer = f", of which {listed} {_are(listed)} listed" if listed < counts["conflicts"] else ""
    drop = f"at least {_many(counts['smallest drop'], 'claim')} must be dropped for the rest to agree"
    sets = f"{_many(counts['drop sets'], 'set')} of that size {'does' if counts['drop sets'] == 1 else 'do'}"
    return [statements, f"{_many(counts['conflicts'], 'contradiction')}{fewer}; {drop}, and {sets}."]


def _search(complete: bool) -> str:
    return ("The search for contradictions went through: there is no other." if complete else
            "The search for contradictions stopped at its limit: there may be others.")


def _tally(statuses: Iterable[str]) -> str:
    counted = Counter(statuses)
    return _and(f"{number} {_are(number)} {escaped(status)}" for status, number in sorted(counted.items()))


def _contradictions(found: list[dict]) -> list[str]:
    return [part for number, one in enumerate(found, 1) for part in _contradiction(number, one)] or ["None."]


def _contradiction(number: int, one: dict) -> list[str]:
    repairs = [_repair(repair) for repair in one["repairs"]]
    return [f"### {number}. Contradiction {escaped(one['id'])}", escaped(one.get("why") or one["explanation"]),
            "These cannot all hold:", "\n".join(f"- {_statement(statement)}" for statement in one["statements"]),
            *(["Any one of these changes mends it:", "\n".join(repairs)] if repairs else
              ["No change of a single statement was found that mends it."])]


def _statement(statement: dict) -> str:
    """Value, id, place and words of one statement; axioms have no value, and their section for a place."""
    value = _given(statement["value"])
    amount = f"**{escaped(' '.join(filter(None, (value, statement['unit']))))}**, " if value else ""
    return f"{amount}{code(statement['id'])}, {escaped(statement['place'] or statement['section'])}: {escaped(statement['text'])}"


def _repair(repair: dict) -> str:
    before, after = _given(repair["from"]), _given(repair["to"])
    change = f" from {escaped(before)} to {escaped(after)}" if before and after else ""
    text = f": {escaped(repair['text'])}" if repair["text"] else ""
    return f"- {code(repair['id'] or repair['claim_id'])}{change}{text}"


def _drops(drops: list[list[str]]) -> list[str]:
    if not any(drops):
        return ["None: all claims agree."]
    lines = "\n".join(f"{number}. {', '.join(map(code, drop))}" for number, drop in enumerate(drops, 1))
    return ["Without the claims of any one line, all others agree. A bound holds over all these lines.", lines]


def _excluded(readings: list[dict], places: Mapping[str, str]) -> str:
    return "\n".join(f"- Reading {escaped(reading['reading'])} of {code(reading['claim_id'])} "
                     f"({'; '.join(_placed(name, places) for name in reading['statements'])}): {escaped(reading['explanation'])}"
                     for reading in readings) or "None."


def _placed(name: str, places: Mapping[str, str]) -> str:
    place = places.get(name)
    return f"{code(name)}, {escaped(place)}" if place else code(name)


def _cells(cells: list[dict]) -> list[str]:
    if all(cell["status"] in PLAIN for cell in cells):
        return ["None."]
    legend = ("Ranges are least and greatest over all datasets that agree. “depends”: on which of the sets of claims above is "
              "dropped. “not proven”: the solver stopped before it could prove both ends.")
    return [legend, *(part for exhibit in dict.fromkeys(cell["exhibit"] for cell in cells)
                      for part in _exhibit(exhibit, [cell for cell in cells if cell["exhibit"] == exhibit]))]


def _exhibit(exhibit: str, cells: list[dict]) -> list[str]:
    open_ = [cell for cell in cells if cell["status"] not in PLAIN]
    heading = [f"### {code(exhibit)}", f"{_many(len(cells), 'cell')}: {_tally(cell['status'] for cell in cells)}."]
    if not open_:
        return heading
    names = _key_names(open_)
    rows = [[*(escaped(words(cell["keys"].get(name, ""))) for name in names), escaped(span(cell["low"], cell["high"])),
             _marks(cell), _from(cell["statements"])] for cell in open_]
    return [*heading, _table([*(escaped(words(name)) for name in names), "value", "status", "from"], rows)]


def _key_names(cells: list[dict]) -> list[str]:
    """The keys' names, in one order whatever order a cell has them in."""
    found = {name for cell in cells for name in cell["keys"]}
    return [*(name for name in KEYS if name in found), *sorted(found.difference(KEYS))]


def _marks(cell: dict) -> str:
    marks = [cell["status"], *["depends"] * bool(cell["depends"]), *["not proven"] * (not cell["proven"])]
    return escaped(", ".join(marks))


def _from(statements: list[str]) -> str:
    more = len(statements) - PLACES
    return ", ".join(map(code, statements[:PLACES])) + (f" and {more} more" if more > 0 else "")


def _helpful(numbers: list[dict]) -> str:
    if not numbers:
        return "None."
    rows = [[str(one["rank"]), escaped(one["text"]), code(one["exhibit"]), numerals.tenths(round(100 * one["narrowed"], 2)),
             number(one["from"]), number(one["to"])] for one in numbers]
    return _table(["rank", "number", "exhibit", "narrows all else by", "from", "to"], rows)


def _outside(audit: dict) -> list[str]:
    """Statements that the model does not hold, under their reasons, the most frequent reason first."""
    ids = set(audit["outside"])
    groups: dict[str, list[dict]] = {}
    for statement in audit["statements"]:
        if statement["id"] in ids:
            groups.setdefault(statement["reason"], []).append(statement)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [part for reason, found in ordered for part in (
        f"### {escaped(reason or 'no reason given')} ({len(found)})",
        "\n".join(f"- {code(one['id'])}, {escaped(one['place'])}: {escaped(one['text'])}" for one in found))] or ["None."]


# -- words and Markdown -------------------------------------------------------------------------------------


def escaped(text: object) -> str:
    """A text from data as one line of Markdown that shows it as it is."""
    line = " ".join(str(text).split())
    line = re.sub(r"[\\`*\[\]<>$~]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])", r"\\\g<0>", line)  # a_b is no emphasis
    line = re.sub(r"^(?=[-+#=])", r"\\", line)  # nor the start of a list or a heading
    return re.sub(r"^(\d+)(?=[.)](\s|$))", r"\1\\", line)


def code(text: object) -> str:
    """A text from data, such as an id, as a code span: its fence is longer than any run of backticks in it."""
    line = " ".join(str(text).split())
    if "|" in line:  # in tables, renderers disagree about a bar in code
        return escaped(line)
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    space = " " * (line.startswith("`") or line.endswith("`"))
    return f"{fence}{space}{line}{space}{fence}"


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def words(name: object) -> str:
    """An id of network.yml as words: `15_or_fewer` is `15 or fewer`."""
    return str(name).replace("_", " ")


def number(value: float) -> str:
    """A whole number, or a share with one decimal: bounds of shares are no whole numbers."""
    return numerals.number(value) if float(value).is_integer() else f"{numerals.round_half_up(value, 1):,.1f}"


def span(low: float | None, high: float | None) -> str:
    """A range: `7–9`, `7`, `at least 7`, `at most 9`; `—` where nothing is known."""
    if low is None or high is None:
        return "—" if low is high else f"at least {number(low)}" if high is None else f"at most {number(high)}"
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def _given(value: object) -> str:
    """A printed value as it was typed; empty where there is none."""
    if value is None:
        return ""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value)


def _many(count: int, noun: str) -> str:
    return f"{numerals.number(count)} {noun}{'' if count == 1 else 's'}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _and(texts: Iterable[str]) -> str:
    found = list(texts)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


# -- accepted findings --------------------------------------------------------------------------------------


def findings_of(audit: dict) -> dict:
    """What is compared with the accepted findings: no texts, no counts, nothing that follows from the rest."""
    return {
        "bounds": {_cell_name(cell): [_plain(cell["low"]), _plain(cell["high"])] for cell in audit["cells"]},
        "contradictions": sorted(sorted(one["claims"]) for one in audit["contradictions"]),
        "readings_excluded": sorted([one["claim_id"], one["reading"]] for one in audit["readings_excluded"]),
        "verdicts": {statement["id"]: statement["verdict"] for statement in audit["statements"]},
    }


def _cell_name(cell: dict) -> str:
    return f"{cell['exhibit']}: " + ", ".join(f"{name}={value}" for name, value in sorted(cell["keys"].items()))


def _plain(value: float | None) -> float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def accepted(network: Network) -> dict | None:
    """The accepted findings of a network; None if none were accepted yet."""
    path = network.folder / ACCEPTED
    if not path.exists():
        return None
    anew = f"restore it, or make it anew: {ACCEPT}"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise UserError(f"{shown(path)}, line {error.lineno}: this is not valid JSON; {anew}.") from None
    except UnicodeDecodeError:
        raise UserError(f"{shown(path)}: the file is not UTF-8; {anew}.") from None
    except OSError as error:
        raise UserError(f"{shown(path)} cannot be read ({error.strerror}); {anew}.") from None
    if not isinstance(found, dict):
        kind = type(found).__name__
        raise UserError(f"{shown(path)}: found a {kind}; it holds an object with the keys {_and(SHAPES)}; {anew}.")
    problems = [f"{shown(path)}, key {key}: it must be {meaning}; {anew}."
                for key, (meaning, fits) in SHAPES.items() if not fits(found.get(key))]
    if problems:
        raise UserError(problems)
    return found


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _range(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(end is None or type(end) in (int, float) for end in value)


def _is_all(kind: type, fits: Callable[[object], bool]) -> Callable[[object], bool]:
    """A check: a list, or the values of an object, all of which fit."""
    return lambda value: isinstance(value, kind) and all(map(fits, value.values() if isinstance(value, dict) else value))


SHAPES: dict[str, tuple[str, Callable[[object], bool]]] = {
    "bounds": ("an object of cells, each with [low, high]", _is_all(dict, _range)),
    "contradictions": ("a list of contradictions, each a list of claims", _is_all(list, _texts)),
    "readings_excluded": ("a list of [claim, reading]", _is_all(list, lambda pair: _texts(pair) and len(pair) == 2)),
    "verdicts": ("an object of statements, each with its verdict", _is_all(dict, lambda verdict: isinstance(verdict, str))),
}


def write_accepted(network: Network, audit: dict) -> Path:
    """Accept what the audit found: keys sorted, one finding a line, so that a diff reads well."""
    path = network.folder / ACCEPTED
    write({path: accepted_text(findings_of(audit))})
    return path


def accepted_text(findings: dict) -> str:
    """The findings as JSON, one a line."""
    return "{\n" + ",\n".join(f"{_json(key)}: {_lines(findings[key])}" for key in sorted(findings)) + "\n}\n"


def _lines(found: dict | list) -> str:
    if isinstance(found, dict):
        return "{\n" + ",\n".join(f" {_json(key)}: {_json(found[key])}" for key in sorted(found)) + "\n}"
    return "[\n" + ",\n".join(f" {_json(one)}" for one in found) + "\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


# -- drift --------------------------------------------------------------------------------------------------


def drift(audit: dict, accepted: dict | None) -> list[str]:
    """What is new, gone or changed against the accepted findings, a sentence each.

    Where nothing was accepted yet, contradictions and excluded readings are new; verdicts and bounds are not compared.
    """
    now = findings_of(audit)
    before = {**now, "contradictions": [], "readings_excluded": []} if accepted is None else accepted
    places = {statement["id"]: statement["place"] for statement in audit["statements"]}
    return [*_contradictions_drift(audit, before["contradictions"]),
            *_readings_drift(now["readings_excluded"], before["readings_excluded"]),
            *_changes("statement", now["verdicts"], before["verdicts"], str, lambda name: f"{name} ({places[name]})"),
            *_changes("cell", now["bounds"], before["bounds"], lambda ends: span(*ends))]


def _contradictions_drift(audit: dict, before: list[list[str]]) -> list[str]:
    now = {tuple(sorted(one["claims"])): one["id"] for one in audit["contradictions"]}
    then = {tuple(sorted(claims)) for claims in before}
    return [*(f"New: contradiction {name} of {_and(claims)}." for claims, name in now.items() if claims not in then),
            *(f"Gone: the contradiction of {_and(claims)}." for claims in sorted(then.difference(now)))]


def _readings_drift(now: list[list[str]], before: list[list[str]]) -> list[str]:
    new, gone = [pair for pair in now if pair not in before], [pair for pair in before if pair not in now]
    return [*(f"New: reading {reading} of {claim} is excluded." for claim, reading in new),
            *(f"Gone: reading {reading} of {claim} is no longer excluded." for claim, reading in gone)]


def _changes(noun: str, now: dict, before: dict, said: Callable, named: Callable[[str], str] = str) -> list[str]:
    return [*(f"New: {noun} {named(name)}, {said(value)}." for name, value in now.items() if name not in before),
            *(f"Gone: {noun} {name}, accepted as {said(value)}." for name, value in before.items() if name not in now),
            *(f"Changed: {noun} {named(name)} is {said(value)}, accepted as {said(before[name])}."
              for name, value in now.items() if name in before and before[name] != value)]


# -- files --------------------------------------------------------------------------------------------------


def json_text(audit: dict) -> str:
    """audit.json: keys sorted, indented."""
    return json.dumps(audit, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True) + "\n"


def write(texts: Mapping[Path, str]) -> None:
    """Write each text whole or not at all: all to temporary files beside their places first, then moved there."""
    beside = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in texts}
    path = None
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_text(text, encoding="utf-8", newline="\n")
        for path, temporary in beside.items():
            os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        raise UserError(f"{shown(path)} could not be written ({error.strerror}); the file there before, if any, is as it was. "
                        "Make room or allow writing, and try again.") from None
    finally:
        for temporary in beside.values():
            with suppress(OSError):  # its folder could not be made
                temporary.unlink(missing_ok=True)
