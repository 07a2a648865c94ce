"""Small pages beside a report, in its look: the list of reports, and what changed between two."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~^])")


def render(template: str, **given: object) -> str:
    """The page of a template; every text given is escaped there: for HTML, or by `md`.

    A script of the template's name (reports.js) runs in it, and nothing else may.
    """
    style = "\n".join(_read(name) for name in ("report_html/report.css", "small.css"))
    script = _read(f"{template.partition('.')[0]}.js")
    runs = f"; script-src {hashed(script)}" if script else ""
    policy = f"default-src 'none'; img-src data:; style-src {hashed(style)}{runs}"
    own = {"css": Markup(style), "script": Markup(script), "policy": policy}
    return _environment().get_template(template).render(**own, **given)


def _read(name: str) -> str:
    """A file of the templates; empty where there is none."""
    path = TEMPLATES / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def hashed(text: str) -> str:
    """What a page's policy calls a style or a script that may be in force."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


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
