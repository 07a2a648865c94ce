"""How both documents end: how to cite the report, on what terms to use it, what was tested."""

from collections.abc import Iterator, Mapping
from typing import Any

from helpers.publish.markdown import Node
from helpers.publish.plan import CRATE, PACK
from helpers.publish.records import Heading, Markdown
from helpers.text import citing

_IN_PACK = (
    ", beside this file, has every table as CSV and all of them in one workbook, described in "
    "datapackage.json; "
)
_IN_CRATE = " names everything the report was made from, most of it with a checksum."
ID = "cite"  # of its heading; `records` gives it to no other
TITLE = "Citation, reuse and accessibility"
ACCESS = (
    "The HTML report is designed for keyboards, screen readers and phones, for dark mode and "
    "print, and to be read without scripts; each figure has a description in words and a table of "
    "what it shows. The project checks it with axe-core in four views (wide, phone, dark, zoomed) "
    "and tests its links, ids and headings. The PDF is made only if it meets the rules of PDF/UA-1 "
    "and PDF/A-2a that a program can enforce. These are automated checks. The report has not been "
    "tested by people who use screen readers or other assistive technology, with that technology "
    "itself, or in browsers other than Chromium."
)
"""What is done for readers with disabilities, and what nobody has tried."""


def parts(about: Mapping[str, Any], beside: bool = False) -> list[Markdown]:
    """A chapter of a report that a build made (it names its network); none of any other.

    What network.yml does not say (licence, contact) is not there. `beside`: the files beside the
    document are linked.
    """
    if "network" not in about:
        return []
    heading = Heading(
        text=f"# {TITLE}", notebook="", level=1, title=TITLE, id=ID, nodes=[_str(TITLE)]
    )
    return [heading, Markdown(text="", notebook="", nodes=list(_nodes(about, beside)))]


def key(about: Mapping[str, Any]) -> str:
    """The name of the report in a list of literature."""
    host = f"-{about['host']}" if about["host"] else ""
    return "".join(sign if sign.isalnum() else "-" for sign in about["network"] + host)


def _nodes(about: Mapping[str, Any], beside: bool) -> Iterator[Node]:
    yield _said("Cite as", _str(citing.apa(about, about["host"])))
    if licence := about.get("licence"):
        yield _said("License", _linked(licence["name"], licence.get("address", "")), _str("."))
    packed, crate = (_linked(name, name if beside else "") for name in (PACK, CRATE))
    yield _said("Data", packed, _str(_IN_PACK), crate, _str(_IN_CRATE))
    if contact := about.get("contact", ""):
        yield _said("Contact", _linked(contact, _address(contact)))
    yield _said("Accessibility", _str(ACCESS))
    yield _said("BibTeX", _str("an entry for a bibliography:"))
    yield {"t": "CodeBlock", "c": [["", [], []], citing.bibtex(about, key(about), about["host"])]}


def _address(contact: str) -> str:
    """The address that a contact is, if it is one."""
    if contact.startswith(("https://", "http://")):
        return contact
    return f"mailto:{contact}" if "@" in contact and " " not in contact else ""


def _said(term: str, *what: Node) -> Node:
    strong = {"t": "Strong", "c": [_str(f"{term}:")]}
    return {"t": "Para", "c": [strong, {"t": "Space"}, *what]}


def _linked(text: str, address: str) -> Node:
    if not address:
        return _str(text)
    return {"t": "Link", "c": [["", [], []], [_str(text)], [address, ""]]}


def _str(text: str) -> Node:
    return {"t": "Str", "c": text}
