"""A network's plan, made once and kept: notebooks of all its reports read the same.

It is kept in the checkout's .cache under the checksum of all it rests on, and nowhere else: it
tells what is hidden.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from helpers import paths
from helpers.data import lifecycle, member_change, memberlist, population, schema
from helpers.data.config import CONFIG
from helpers.data.network import Network
from helpers.numbers.question import Question
from helpers.numbers.suppression import plan as plans
from helpers.numbers.suppression import proof
from helpers.numbers.suppression.forms import Rule
from helpers.numbers.suppression.plan import Plan

FOLDER = paths.ROOT / ".cache" / "suppression"
CODE = (
    Path(__file__).parent,
    Path(population.__file__),
    Path(lifecycle.__file__),
    Path(member_change.__file__),
    Path(memberlist.__file__),
)


def plan(network: Network, asked: Iterable[Question]) -> Plan | None:
    """What is hidden of a network, of which all reports together ask these questions; None where
    network.yml sets no rule. UserError if a number cannot be made safe.
    """
    rule, questions = Rule.of(network), list(asked)
    if rule is None:
        return None
    path = FOLDER / f"{_key(network, questions)}.json"
    with suppress(OSError, ValueError, KeyError):
        return _read(json.loads(path.read_text("utf-8")), network, rule, questions)
    made = plans.make(network, rule, questions)
    proof.check(made)
    with suppress(OSError):  # where it cannot be kept it is made again
        FOLDER.mkdir(parents=True, exist_ok=True)
        spare = path.with_suffix(f".{hashlib.sha256(str(id(made)).encode()).hexdigest()[:8]}.tmp")
        spare.write_text(json.dumps(_written(made)), "utf-8")
        spare.replace(path)
    return made


def _key(network: Network, asked: list[Question]) -> str:
    """The checksum of the data, the questions and the code."""
    names = (CONFIG, *(table.file for table in schema.TABLES.values()))
    code = (file for path in CODE for file in sorted(path.glob("*.py")) or [path])
    files = [*(network.folder / name for name in names), *code]
    found = hashlib.sha256("\n".join(one.key() for one in asked).encode())
    for path in files:
        content = path.read_bytes() if path.is_file() else b""
        found.update(hashlib.sha256(content).digest())
    return found.hexdigest()


def _written(made: Plan) -> dict[str, Any]:
    return {
        "hidden": sorted(made.shown.hidden),
        "primary": sorted(made.primary),
        "witnesses": [[[*cell, value] for cell, value in one.items()] for one in made.witnesses],
    }


def _read(kept: dict[str, Any], network: Network, rule: Rule, asked: list[Question]) -> Plan:
    found = plans.offered(network, rule, asked)
    found.hidden = set(kept["hidden"])
    primary = frozenset(kept["primary"])
    witnesses = [{(row, name): value for row, name, value in one} for one in kept["witnesses"]]
    return Plan(found, primary, witnesses, plans.few(network, rule, asked))
