"""How notebooks show tables of pandas: words to the left, as print has them, numbers to the right.

JupyterLab and pandas put both to the right.
"""

import sys

import pandas as pd
from pandas.api.types import is_numeric_dtype

LEFT = "text-align: left"


def align() -> None:
    """From now on, in the notebook that asks for it, if a notebook it is."""
    if "IPython" in sys.modules:
        from IPython import get_ipython

        shell = get_ipython()
        if shell is not None:
            shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, aligned)


def aligned(table: pd.DataFrame) -> str | None:
    """The table as pandas has it in HTML, its words to the left; None where pandas shows none."""
    from bs4 import BeautifulSoup  # slow to import, and only a reader's tables need it

    html = table._repr_html_()  # type: ignore[operator]
    if html is None or table.columns.nlevels > 1:
        return html
    page = BeautifulSoup(html, "html.parser")
    index = [_worded(table.index.get_level_values(one)) for one in range(table.index.nlevels)]
    words = {str(name) for name, column in table.items() if _worded(column)}
    rows = page.find_all("tr")
    heads = [one.text for one in rows[0].find_all("th")][len(index) :]
    left = [*index, *(head in words for head in heads)]
    for row in rows:
        # A row's heads of several levels are told once for several rows: the last ones stand here.
        cells = row.find_all(["th", "td"])
        for cell, is_left in zip(reversed(cells), reversed(left), strict=False):
            if is_left:
                cell["style"] = LEFT
    return str(page)


def _worded(values: pd.Series | pd.Index) -> bool:
    return not is_numeric_dtype(values)
