"""Small pages beside a report, in its look: the list of reports, and what changed between two."""

from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def render(template: str, **given: object) -> str:
    """The page of a template; every text given is escaped there."""
    style = (TEMPLATES / "report_html" / "report.css").read_text(encoding="utf-8")
    return _environment().get_template(template).render(css=Markup(style), **given)
