"""Small pages beside a report, in its look: the list of reports, and what changed between two."""

import re
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~^])")


def render(template: str, **given: object) -> str:
    """The page of a template; every text given is escaped there: for HTML, or by `md`."""
    style = (TEMPLATES / "report_html" / "report.css").read_text(encoding="utf-8")
    return _environment().get_template(template).render(css=Markup(style), **given)


@cache
def _environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=lambda name: name is not None and ".html." in name,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters["md"] = _escaped
    return made


def _escaped(text: str) -> str:
    """A text in one line, of which no sign is Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
