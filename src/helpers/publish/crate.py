"""ro-crate-metadata.json: what a report was made of, by what, and what came of it.

A Process Run Crate (https://w3id.org/ro/wfrun/process/0.5). It tells no time but the data's date,
so that the same inputs give the same file; what network.yml does not say is left out, even where
the profile would have it (licence, date, publisher). Its authors are one name, that of a team.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from helpers import __version__
from helpers.publish.contents import digest
from helpers.publish.described import titled

NAME = "ro-crate-metadata.json"
INPUTS = "tables/inputs.csv"  # which the notebook about the report writes: it hides what it must
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_CONTEXT = [
    "https://w3id.org/ro/crate/1.1/context",
    "https://w3id.org/ro/terms/workflow-run/context",
]
_KINDS = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".zip": "application/zip",
}
Entity = dict[str, Any]


def crate(
    made: Path,
    names: Iterable[str],
    notebooks: Mapping[str, Path],
    about: Mapping[str, Any],
    chosen: Mapping[str, Any],
    lock: Path,
) -> str:
    """The text of the file. `names` are the files and folders in `made` that were published,
    `notebooks` those that ran (name -> file), `chosen` the parameters, `lock` names the software.
    """
    results = list(_results(made, names))
    inputs = [
        *_inputs(made / INPUTS),
        *(_input(name, digest(one)) for name, one in notebooks.items()),
    ]
    licence = about.get("licence") or {}
    terms = {"@id": licence.get("address", "#licence"), "@type": "CreativeWork"} | licence
    terms.pop("address", None)
    root = {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": {"@id": _PROFILE},
        "name": titled(about),
        "description": about["description"] or about["subtitle"],
        "datePublished": about["date"],
        "version": about["version"],
        "keywords": about["keywords"],
        "author": {"@id": "#authors"} if about["authors"] else "",
        "license": {"@id": terms["@id"]} if licence else "",
        "hasPart": _ids(results),
        "mentions": {"@id": "#build"},
    }
    graph = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {name: said for name, said in root.items() if said},
        {"@id": _PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        _action(inputs, results, chosen) | ({"agent": root["author"]} if root["author"] else {}),
        *_authors(about["authors"]),
        *_software(lock, about["repository"]),
        *([terms] if licence else []),
        *results,
        *inputs,
    ]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _action(inputs: list[Entity], results: list[Entity], chosen: Mapping[str, Any]) -> Entity:
    given = {**chosen, "network": Path(str(chosen["network"])).name}
    return {
        "@id": "#build",
        "@type": "CreateAction",
        "name": "Build of the report",
        "description": ", ".join(f"{name}={given[name]}" for name in sorted(given)),
        "instrument": {"@id": "#software"},
        "object": _ids(inputs),
        "result": _ids(results),
    }


def _authors(names: str) -> Iterator[Entity]:
    if names:
        yield {"@id": "#authors", "@type": "Organization", "name": names}


def _software(lock: Path, repository: str) -> Iterator[Entity]:
    yield {
        "@id": "#software",
        "@type": "SoftwareApplication",
        "name": "alliance-report",
        "softwareVersion": __version__,
        "softwareRequirements": {"@id": "#requirements.lock"},
        **({"url": repository} if repository else {}),
    }
    said = "the version and the checksum of every package"
    yield _input("requirements.lock", digest(lock)) | {"description": said}


def _results(made: Path, names: Iterable[str]) -> Iterator[Entity]:
    for name in names:
        path = made / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            content = file.read_bytes()
            yield {
                "@id": file.relative_to(made).as_posix(),
                "@type": "File",
                "name": file.relative_to(made).as_posix(),
                "encodingFormat": _KINDS.get(file.suffix, "application/octet-stream"),
                "contentSize": str(len(content)),
                "sha256": hashlib.sha256(content).hexdigest(),
            }


def _inputs(table: Path) -> Iterator[Entity]:
    """The data, as the report lists them: one without a checksum says why."""
    if table.is_file():
        with table.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield _input(row["file"], row["sha256"])


def _input(name: str, sha256: str) -> Entity:
    """A file that lies beside no report: an entity of the crate that is not in it."""
    known = len(sha256) == hashlib.sha256().digest_size * 2 and sha256.isalnum()
    more = {"sha256": sha256} if known else {"description": f"Its checksum is {sha256}."}
    return {"@id": f"#{name}", "@type": "CreativeWork", "name": name, **more}


def _ids(entities: Iterable[Entity]) -> list[dict[str, str]]:
    return [{"@id": one["@id"]} for one in entities]
