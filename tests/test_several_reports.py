"""All reports of a network at once: what is shared, what a fault stops, and the page that lists
them.

On a tiny checkout (see stand_ins.py) with two hosts, North and South & East.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import stand_ins
from helpers import paths
from helpers.errors import UserError
from helpers.publish import build as builds
from helpers.publish import contents, plan, reports

HOSTS = {"North": "north", "South & East": "south-east"}
SHARED, OWN = "02_reads_first_file", "01_names_shown"


def jobs(root: Path) -> dict[str, plan.Job]:
    """The network's job and one a host."""
    whole = stand_ins.job(root)
    return {"": whole} | {host: of_host(whole, host, folder) for host, folder in HOSTS.items()}


def of_host(whole: plan.Job, host: str, folder: str) -> plan.Job:
    return replace(
        whole,
        out=whole.out / folder,
        state=whole.state.parent / folder,
        chosen={**whole.chosen, "host": host},
        whole=whole,
    )


@pytest.fixture
def three(tmp_path: Path) -> dict[str, plan.Job]:
    return checkout(tmp_path / "checkout")


def checkout(root: Path) -> dict[str, plan.Job]:
    """A checkout with a notebook that takes a host and one that does not."""
    shared = stand_ins.checkout(root, "names_shown", "reads_first_file").notebooks[1]
    lines = shared.read_text().splitlines(keepends=True)
    shared.write_text("".join(line for line in lines if '"host: str' not in line))
    return jobs(root)


def build(three: dict[str, plan.Job]) -> dict[str, builds.Failure]:
    steps = plan.reports_steps(list(three.values()))
    return builds.run_apart(steps, three[""].state.parent / "reports")


def test_each_report_is_built_and_what_needs_no_host_runs_once(three):
    assert build(three) == {}
    assert all((job.out / "report.html").is_file() for job in three.values())
    ran = {host: {one.stem for one in job.state.glob("executed/*")} for host, job in three.items()}
    assert ran == {"": {OWN, SHARED}, "North": {OWN}, "South & East": {OWN}}
    assert "names of North" in (three["North"].made / "merged.ipynb").read_text()


def test_a_second_time_nothing_is_done(three, capsys):
    build(three)
    capsys.readouterr()
    build(three)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("host", ["", "North"])
def test_a_report_alone_is_the_same(three, tmp_path, host):
    build(three)
    alone = checkout(tmp_path / "other")[host]
    builds.run(plan.report_steps(alone), alone.state)
    for name in ("report.html", "report.pdf", "claims.json", "figures", "tables"):
        assert held(alone.out / name) == held(three[host].out / name) != {}


def test_what_reports_share_is_run_once_and_few_forks_run_all_notebooks(three):
    steps = plan.reports_steps([three[""], *[three["North"], three["South & East"]] * 2])
    runs = {step.name: (step.fork, step.forks) for step in steps if "run:" in step.name}
    names = [f"run:{OWN}", f"run:{SHARED}", f"north/run:{OWN}", f"south-east/run:{OWN}"]
    assert runs == dict.fromkeys(names, ("notebooks", plan.PROCESSES))


def held(path: Path) -> dict[str, str]:
    """The checksum of each file there."""
    return {found.removeprefix(str(path)): one for found, one in contents.digests([path]).items()}


@pytest.mark.parametrize("html", ["stand_ins:NotOfNorth", "stand_ins:FaultOfNorth"])
def test_one_hosts_fault_stops_no_other_report(three, html):
    lost = build({host: replace(job, html=html) for host, job in three.items()})
    assert set(lost) == {"north/html", "north/crate", "north/publish"}
    assert not (three["North"].out / "report.html").exists()
    assert (three[""].out / "report.html").exists()
    assert (three["South & East"].out / "report.html").exists()


def build_all(three: dict[str, plan.Job], html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `make reports` does, the index page left out."""
    monkeypatch.setattr(reports, "_write_index", lambda *_: None)
    jobs = {host: replace(job, html=html) for host, job in three.items()}
    reports.build_all(jobs)


def test_reports_built_together_lead_to_each_other(three, monkeypatch):
    build_all(three, "stand_ins:Leading", monkeypatch)
    assert (three[""].out / "report.html").read_text().splitlines() == [
        "hosts: North north/report.html, South & East south-east/report.html",
        "index: index.html",
    ]
    assert (three["North"].out / "report.html").read_text().splitlines() == [
        "index: ../index.html",
        "whole: ../report.html",
    ]


def test_alone_a_report_leads_to_no_other_and_together_it_does_again(three, monkeypatch):
    whole = replace(three[""], html="stand_ins:Leading")
    build_all(three, "stand_ins:Leading", monkeypatch)
    together = (whole.out / "report.html").read_text()
    builds.run(plan.report_steps(whole), whole.state)
    assert (whole.out / "report.html").read_text() == ""
    build_all(three, "stand_ins:Leading", monkeypatch)
    assert (whole.out / "report.html").read_text() == together


def with_a_list(three: dict[str, plan.Job]) -> str:
    """Stands for the page of links, which needs a network; its checksum."""
    index = three[""].out / "index.html"
    index.write_text("the list", encoding="utf-8")
    return contents.digest(index)


def test_whether_all_reports_are_done_is_known_without_running_anything(three, capsys):
    reports._run(three)
    page = with_a_list(three)
    capsys.readouterr()
    assert reports.up_to_date(three, page)
    assert "the 3 reports" in capsys.readouterr().out
    (three["North"].out / "claims.json").write_text("scribble")
    assert not reports.up_to_date(three, page)


def test_a_list_of_reports_that_was_changed_is_written_again(three):
    reports._run(three)
    page = with_a_list(three)
    assert reports.up_to_date(three, page)
    (three[""].out / "index.html").write_text("scribble", encoding="utf-8")
    assert not reports.up_to_date(three, page)


def test_no_report_leads_to_one_that_failed(three, monkeypatch):
    with pytest.raises(UserError):
        build_all(three, "stand_ins:LeadingNotOfNorth", monkeypatch)
    assert (three[""].out / "report.html").read_text().splitlines() == [
        "hosts: South & East south-east/report.html",
        "index: index.html",
    ]


def test_a_fault_in_the_data_stops_all_and_is_said_once(three):
    wrong = {host: replace(job, check=stand_ins.wrong_data) for host, job in three.items()}
    wrong = {host: replace(job, whole=wrong[""] if host else None) for host, job in wrong.items()}
    with pytest.raises(UserError) as raised:
        reports.build_all(wrong)
    assert raised.value.messages == ["first.csv, row 2: no."]
    assert not (three[""].out / "index.html").exists()


@pytest.mark.parametrize(
    ("failure", "kind"), [(UserError("no."), UserError), (builds.Failed("no."), builds.Failed)]
)
def test_a_fault_names_the_host(failure, kind):
    said = reports._told({"North": failure})
    assert type(said) is kind
    assert str(said) == "North: no."


def test_the_page_lists_each_report_with_its_number_and_what_failed(tmp_path, monkeypatch):
    (tmp_path / "data/tiny").mkdir(parents=True)
    rows = "period,name,host\n2020,One,North\n2020,Two,South & East\n2020,Three,South & East\n"
    (tmp_path / "data/tiny/partnerships.csv").write_text(rows)
    (tmp_path / "data/tiny/network.yml").write_text("title: <Tiny>\ndate: 2020-09-01\n")
    monkeypatch.setattr(paths, "DATA", tmp_path / "data")
    listed = {
        host: replace(job, chosen={"network": "tiny", "host": host or "all"})
        for host, job in jobs(tmp_path).items()
    }
    (listed["South & East"].out).mkdir(parents=True)
    (listed["South & East"].out / "report.html").write_text("")
    reports._write_index(listed, {"North": builds.Failed("No room for <North>.")})
    page = (tmp_path / "output/tiny/index.html").read_text()
    for part in (
        "<h1>&lt;Tiny&gt;</h1>",
        '<time datetime="2020-09-01">',
        '<th scope="row">The whole network</th>\n<td class="number">3</td>',
        '<th scope="row">North</th>\n<td class="number">1</td>',
        '<th scope="row">South &amp; East</th>\n<td class="number">2</td>',
        '<a href="south-east/report.html" aria-label="HTML of South &amp; East">HTML</a>',
        "<br>No room for &lt;North&gt;.",
    ):
        assert part in page
    assert "report.pdf" not in page
