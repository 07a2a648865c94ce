"""The command line: python -m helpers.infer audit.

Exit codes: 0 nothing is new against the accepted findings; 1 something is; 2 an error; 130 interrupted.
Code 1 means drift and nothing else: a fault of ours shows its traceback and ends with 2.
"""

from __future__ import annotations

import argparse
import shlex
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from helpers import network, paths
from helpers.csvfile import shown
from helpers.errors import UserError
from helpers.infer import reporting
from helpers.params import choices

DEFAULT = "rel-2012-17"
MOST = 40  # sentences about drift that are printed; one changed statement may move hundreds of bounds


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.default_int_handler)
    return guarded(lambda: _command(arguments))


def guarded(command: Callable[[], int]) -> int:
    """Run `command`; a user's mistakes become sentences on stderr, and everything an exit code."""
    try:
        return command()
    except UserError as error:
        print(*error.messages, sep="\n", file=sys.stderr)
    except KeyboardInterrupt:
        print("Interrupted; what was published before is as it was.", file=sys.stderr)
        return 130
    except Exception:
        traceback.print_exc()
    return 2


def _command(arguments: list[str] | None) -> int:
    asked = _parser().parse_args(arguments)
    return asked.command(asked)


class _Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong, as all other errors do."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message[:1].upper()}{message[1:]}; see --help.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m helpers.infer", description="Audits published statements.", allow_abbrev=False)
    commands = parser.add_subparsers(required=True, metavar="audit", parser_class=_Parser)
    audit = commands.add_parser("audit", help="find contradictions, verdicts and bounds", allow_abbrev=False)
    audit.add_argument("--network", default=DEFAULT, help="a folder of data/ (%(default)s)")
    audit.add_argument("--readings", default="all", choices=choices("readings"),
                       help="which readings of ambiguous sentences (%(default)s)")
    audit.add_argument("--evidence", default="none", choices=choices("evidence"),
                       help="whether public pages outside the report count (%(default)s)")
    audit.add_argument("--accept", nargs="?", const="yes", default="no", choices=("yes", "no"),
                       help="accept the findings: later audits are compared with them (%(default)s)")
    audit.set_defaults(command=_audit)
    return parser


# -- the audit ----------------------------------------------------------------------------------------------


def _audit(asked: argparse.Namespace) -> int:
    usual = (asked.readings, asked.evidence) == ("all", "none")
    if asked.accept == "yes" and not usual:
        raise UserError("--accept needs --readings=all and --evidence=none: accepted findings are those of the usual audit.")
    loaded = network.load(paths.network_folder(asked.network))
    before = _accepted(loaded, asked.accept) if usual else None  # before the audit: a broken file is not found after a minute
    from helpers import infer

    audit = infer.audit(loaded, readings=asked.readings, evidence=asked.evidence, fresh=True).to_dict()
    written = _write(audit, asked, "audit" if usual else f"audit-{asked.readings}-{asked.evidence}")
    print(*_summary(audit), sep="\n")
    code = _compare(audit, before, loaded, asked) if usual else 0
    print(*map(shown, written), sep="\n")
    return code


def _accepted(loaded: network.Network, accept: str) -> dict | None:
    """The accepted findings; if they are about to be written anew, a broken file is no obstacle."""
    if accept == "yes":
        with suppress(UserError):
            return reporting.accepted(loaded)
        return None
    return reporting.accepted(loaded)


def _write(audit: dict, asked: argparse.Namespace, stem: str) -> list[Path]:
    folder = paths.output_folder(asked.network)
    texts = {folder / f"{stem}.json": reporting.json_text(audit), folder / f"{stem}.md": reporting.markdown(audit)}
    reporting.write(texts)
    return list(texts)


def _summary(audit: dict) -> list[str]:
    """Counts, then each contradiction and each excluded reading in one line."""
    lines = [*reporting.summary(audit), *(f"{one['id']}: {one['explanation']}" for one in audit["contradictions"])]
    lines += [f"Reading {one['reading']} of {one['claim_id']} is excluded: {one['explanation']}"
              for one in audit["readings_excluded"]]
    if not audit["complete"]:
        lines.append("The search for contradictions stopped at its limit: there may be others.")
    return [" ".join(line.split()) for line in lines]


def _compare(audit: dict, before: dict | None, loaded: network.Network, asked: argparse.Namespace) -> int:
    """Print what is new against the accepted findings, and accept it if asked; the exit code."""
    drift = reporting.drift(audit, before)
    file = shown(loaded.folder / reporting.ACCEPTED)
    print(*drift[:MOST], sep="\n", end="\n" if drift else "")
    if len(drift) > MOST:
        print(f"and {len(drift) - MOST} more; once accepted, git diff {file} shows them all.")
    if asked.accept == "yes":
        reporting.write_accepted(loaded, audit)
        reporting.write({loaded.folder / "audit.json": reporting.json_text(audit)})  # the report reads it from there
        print(f"Accepted: {file}")
        return 0
    print(_verdict(file, asked.network, bool(drift), before is None))
    return 1 if drift else 0


def _verdict(file: str, name: str, new: bool, missing: bool) -> str:
    how = reporting.ACCEPT + ("" if name == DEFAULT else f" NETWORK={shlex.quote(name)}")
    if missing:
        return f"There are no accepted findings yet ({file}). To accept these: {how}"
    return f"This is not what {file} holds. To accept it: {how}" if new else f"Nothing is new against {file}."


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # a terminal that has no "–" is no reason to fail
    sys.exit(main())
