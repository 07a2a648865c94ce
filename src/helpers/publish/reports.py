"""All reports of a network, its own and every host's, and the page that lists them.

One host's fault stops no other report: it is said at the end and on the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from helpers.errors import UserError
from helpers.publish import build
from helpers.publish.build import Failure
from helpers.publish.contents import digest
from helpers.publish.plan import Job, Step, reports_steps

INDEX = "index.html"
FILES = {"HTML": "report.html", "PDF": "report.pdf", "Data": "data.zip"}


def build_all(jobs: Mapping[str, Job]) -> str:
    """Build the network's report ("" -> job) and each host's (host -> job), then the page; its
    checksum.

    UserError or Failed says what went wrong where; all other reports stand.
    """
    whole, lost = jobs[""], _run(jobs)
    there = {host: job for host, job in jobs.items() if (job.out / FILES["HTML"]).is_file()}
    if there and len(there) < len(jobs):  # no page leads to a report that is not there
        lost |= _run(there)
    failed = {
        host: lost[name] for host, job in jobs.items() if (name := job.step("publish")) in lost
    }
    if "check" not in lost:  # what cannot be read cannot be listed either
        _write_index(jobs, failed)
        print(f"{_named(whole)} lists {len(jobs) - len(failed)} reports.")
    if failed:
        raise _told(failed)
    return digest(whole.out / INDEX)


def up_to_date(jobs: Mapping[str, Job], index: str) -> bool:
    """Whether the last build of these reports came to its end and nothing has changed since, nor
    the page, of which `index` is the checksum: then it says so.
    """
    whole = jobs[""]
    steps, state = _steps(jobs)
    done = digest(whole.out / INDEX) == index and build.finished(steps, state)
    if done:
        print(f"Nothing to do: the {len(jobs)} reports that {_named(whole)} lists are up to date.")
    return done


def _named(whole: Job) -> str:
    return whole.name(whole.out / INDEX)


def _run(jobs: Mapping[str, Job]) -> dict[str, Failure]:
    """Build reports; what failed, by step."""
    return build.run_apart(*_steps(jobs))


def _steps(jobs: Mapping[str, Job]) -> tuple[list[Step], Path]:
    """All steps of reports that lead to each other, and where what is known of them is kept."""
    together = [replace(job, beside=_beside(job, jobs)) for job in jobs.values()]
    return reports_steps(together), together[0].state.parent / "reports"


def _beside(job: Job, linked: Mapping[str, Job]) -> dict[str, Any]:
    """Addresses from a report's page: `index`, of a host's `whole`, of the network's `hosts`."""
    if job.whole:
        whole = {"whole": f"../{FILES['HTML']}"} if "" in linked else {}
        return {"index": f"../{INDEX}", **whole}
    own = {host: f"{quote(one.out.name)}/{FILES['HTML']}" for host, one in linked.items() if host}
    return {"index": INDEX, "hosts": own}


def _told(failed: Mapping[str, Failure]) -> Failure:
    """What went wrong, each with the host, but for what all reports share."""
    shared = failed.get("")
    said = [
        line if failure is shared else f"{host}: {line}"
        for host, failure in failed.items()
        for line in _lines(failure)
    ]
    if all(isinstance(failure, UserError) for failure in failed.values()):
        return UserError(dict.fromkeys(said))
    return build.Failed("\n".join(dict.fromkeys(said)))


def _lines(failure: Failure) -> Sequence[str]:
    return failure.messages if isinstance(failure, UserError) else [str(failure)]


def _write_index(jobs: Mapping[str, Job], failed: Mapping[str, Failure]) -> None:
    from helpers import answers, report
    from helpers.publish import compared, pages

    whole = jobs[""]
    network, params = report.start(**whole.chosen)
    rows = [_row(host, job, whole, failed.get(host)) for host, job in jobs.items()]
    hosts = [host for host in jobs if host]
    known = answers.partnerships_of(network, params, hosts)
    columns = compared.columns(network, params, hosts)
    page = pages.render(
        "reports.html.j2",
        about=network.config,
        words=network.words,
        period=network.label("periods", network.last),
        since=compared.since(network, params),
        columns=columns,
        scale=max((column.most for column in columns), default=0) or 1,
        ranged=any(one.high != one.low for column in columns for one in column.numbers.values()),
        rows=[row | {"partnerships": known.get(row["host"], "")} for row in rows],
    )
    whole.out.mkdir(parents=True, exist_ok=True)
    spare = whole.state / "index.tmp"
    spare.parent.mkdir(parents=True, exist_ok=True)
    spare.write_text(page, encoding="utf-8")
    spare.replace(whole.out / INDEX)


def _row(host: str, job: Job, whole: Job, failure: Failure | None) -> dict[str, Any]:
    """One report: whose, where its files are, seen from the page, and why it was not built.

    A report that was built before and not this time stays where it is, and is said to be older.
    """
    folder = "" if job is whole else f"{quote(job.out.name)}/"
    there = {kind: f"{folder}{name}" for kind, name in FILES.items() if (job.out / name).is_file()}
    return {"host": host, "links": there, "failed": list(_lines(failure)) if failure else []}
