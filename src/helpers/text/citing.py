"""How to cite a report: in APA style, and as an entry of BibTeX. What is not known is left out."""

from collections.abc import Mapping
from typing import Any

FORMS = ("apa", "bibtex")
KIND = "[Computer-generated report]"
_SPECIAL = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def cited(form: str, about: Mapping[str, Any], key: str) -> str:
    """How to cite the report of a network in one of FORMS; `key` names it in a list."""
    return apa(about) if form == "apa" else bibtex(about, key)


def apa(about: Mapping[str, Any], host: str = "") -> str:
    """`Authors. (Year). Title (Version 1.0) [Computer-generated report]. Address`.

    The title stands first where there are no authors. `about` is what network.yml says.
    """
    version = f" (Version {about['version']})" if about["version"] else ""
    title, dated = f"{_title(about, host)}{version} {KIND}", f"({_year(about) or 'n.d.'})."
    by = about["authors"].rstrip(".")
    said = f"{by}. {dated} {title}." if by else f"{title}. {dated}"
    return " ".join(filter(None, [said, about["repository"]]))


def bibtex(about: Mapping[str, Any], key: str, host: str = "") -> str:
    """An entry of BibTeX with this key; signs that TeX would read are written out."""
    said = {
        "author": f"{{{_tex(about['authors'])}}}" if about["authors"] else "",
        "title": f"{{{_tex(_title(about, host))}}}",
        "year": _year(about),
        "note": _tex(f"Version {about['version']}") if about["version"] else "",
        "url": about["repository"],
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in said.items() if value)
    return f"@misc{{{key},\n{lines}\n}}"


def _title(about: Mapping[str, Any], host: str) -> str:
    return f"{about['title']}: {host}" if host else str(about["title"])


def _year(about: Mapping[str, Any]) -> str:
    return str(about["date"])[:4]


def _tex(text: str) -> str:
    return text.translate(_SPECIAL)
