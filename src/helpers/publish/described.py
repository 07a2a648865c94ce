"""What machines read of a report: citation and Dublin Core metas, Open Graph, a schema.org Dataset.

Only what network.yml says: a key that it lacks is in none of them.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Meta = tuple[str, str, str]  # the attribute that names it (name or property), name, content


def metas(about: Mapping[str, Any]) -> list[Meta]:
    """For library catalogues (citation_*, DC.*) and for pages that show a link (og:*)."""
    return [one for one in _metas(about) if one[2]]


def _metas(about: Mapping[str, Any]) -> Iterator[Meta]:
    title, date, language = titled(about), about["date"], about["language"]
    yield "name", "citation_title", title
    yield "name", "citation_author", about["authors"]
    yield "name", "citation_publication_date", date.replace("-", "/")
    yield "name", "citation_language", language
    yield "name", "DC.title", title
    yield "name", "DC.creator", about["authors"]
    yield "name", "DC.date", date
    yield "name", "DC.language", language
    yield "name", "DC.description", about["description"]
    yield "name", "DC.rights", (about.get("licence") or {}).get("name", "")
    yield "property", "og:title", title
    yield "property", "og:description", about["description"] or about["subtitle"]
    yield "property", "og:type", "article"


def titled(about: Mapping[str, Any]) -> str:
    """The report's title; of a host's report with the host."""
    return f"{about['title']}: {about['host']}" if about["host"] else about["title"]


def dataset(about: Mapping[str, Any]) -> str:
    """The report's tables as a schema.org Dataset in JSON-LD, safe within a script element."""
    licence = about.get("licence") or {}
    source = about.get("source", "")
    said = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": titled(about),
        "description": about["description"] or about["subtitle"],
        "creator": {"name": about["authors"]} if about["authors"] else "",
        "datePublished": about["date"],
        "version": about["version"],
        "inLanguage": about["language"],
        "keywords": about["keywords"],
        "license": licence.get("address") or licence.get("name", ""),
        "isBasedOn": {"@type": "CreativeWork", "name": source} if source else "",
        "url": about["repository"],
        "distribution": [_download("data.zip", "application/zip")],
    }
    kept = {name: value for name, value in said.items() if value}
    return json.dumps(kept, ensure_ascii=False, indent=1).replace("<", r"\u003c")


def _download(path: str, mime: str) -> dict[str, str]:
    """A file beside the page."""
    return {"@type": "DataDownload", "contentUrl": path, "encodingFormat": mime}
