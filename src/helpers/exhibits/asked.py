"""What a reader asks of a table: some of its rows, and what answers where there is no table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from pandas.api.types import is_list_like

from helpers.errors import check
from helpers.numbers.question import ALL


def chosen(table: pd.DataFrame, name: str, keys: Mapping[str, Any]) -> pd.DataFrame:
    """Rows with these values (one a column, or several), whole numbers whole; of numbers those of
    all hosts together, if no host is named.

    UserError, with the nearest word, for a column or a value that there is not.
    """
    numbers, found = {"host", "measure", "low"} <= {*table}, table
    keys = {"host": ALL, **keys} if numbers else keys
    for key, wanted in keys.items():
        check(key, table.columns, f"a column of {name}")
        label = table.get(f"{key}_label", table[key])
        ids = dict(zip(label.astype(str), table[key], strict=True))
        asked = list(wanted) if is_list_like(wanted) else [wanted]
        values = [by_label(value, ids) for value in asked]
        known = [one for one in table[key].unique() if pd.notna(one) and one != ""]
        for value in values:
            check(value, known, f"a value of {key} in {name}", ids)
        found = found[found[key].isin(values)]
    floats = found.select_dtypes("float")
    whole = [name for name in floats if (floats[name].dropna() % 1 == 0).all()]
    return found.astype(dict.fromkeys(whole, "Int64"))


def by_label(value: Any, ids: Mapping[str, Any]) -> Any:
    """The id of what a reader calls by its label, "Early childhood"; else the value as it is."""
    if value in ids.values():
        return value
    small = {label.casefold(): id_ for label, id_ in ids.items() if label}
    return small.get(str(value).casefold(), value)


class Nothing:
    """Stands for what a network does not have: whatever is asked of it, it says this sentence, so
    that `topics.table.query(...)` tells a reader of another network why there is nothing."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def __getattr__(self, name: str) -> Nothing:
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __call__(self, *_given: object, **_named: object) -> Nothing:
        """Itself, whatever is given."""
        return self

    def __getitem__(self, _key: object) -> Nothing:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return self._sentence
