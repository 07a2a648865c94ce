"""Imported by the fork server before its first fork: whatever most steps import.

A module that cannot be imported is left to the step that needs it, which can say so properly.
"""

import importlib
import sys

# jsonschema would import it to check addresses of a kind that nothing here uses: a second for its
# grammar.
# None is Python's way to say "not installed".
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

for _module in (
    "pandas",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
    "seaborn",
    "pydantic",
    "yaml",
    "papermill",
    "nbconvert",
    "typst",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "helpers.publish.kernel",
    "helpers.publish.steps",
    "helpers.publish.merge",
    "helpers.publish.html",
    "helpers.publish.pdf",
    "helpers.report",
):
    try:
        importlib.import_module(_module)
    except Exception:  # noqa: BLE001, S112
        continue

# nbformat compiles its schema at the first notebook it sees: 0.1 s that each fork would pay.
importlib.import_module("nbformat").validate(importlib.import_module("nbformat").v4.new_notebook())
