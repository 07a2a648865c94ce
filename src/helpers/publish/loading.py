"""What is slow to import: loaded once, by the process that forks all others, and as little of it
as the report needs. Importing this module is quick.
"""

import importlib
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

OF_NOTEBOOKS = (
    "pandas",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "papermill",
    "helpers.publish.run",
    "helpers.report",
)
OF_DOCUMENTS = ("nbconvert", "helpers.publish.html")
# What libraries import if it is there, for tasks that nothing here sets them: seaborn for curves of
# density, pandera to make up data, jsonschema to check rare kinds of addresses and durations,
# nbconvert to search a page, matplotlib for three dimensions. It takes longer than all the rest.
# None is Python's way to say "not installed".
_UNUSED = (
    "scipy",
    "hypothesis",
    "rfc3987_syntax",
    "rfc3986_validator",
    "isoduration",
    "soupsieve",
    "mpl_toolkits.mplot3d",
)


def load(modules: Iterable[str]) -> None:
    """A module that cannot be imported is left to the step that needs it, which can say so."""
    with without_unused():
        for module in modules:
            with suppress(Exception):
                importlib.import_module(module)


def load_for_notebooks() -> None:
    """All that notebooks need. Matplotlib, as it loads, writes its help, which nobody asks for."""
    with suppress(Exception):
        vars(importlib.import_module("matplotlib.artist"))["kwdoc"] = lambda _: ""
    load(OF_NOTEBOOKS)


@contextmanager
def without_unused() -> Iterator[None]:
    """Whatever is imported meanwhile does without them."""
    unused = [module for module in _UNUSED if module not in sys.modules]
    sys.modules.update(dict.fromkeys(unused))  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some say what they cannot do without it
        yield
    for module in unused:
        del sys.modules[module]
