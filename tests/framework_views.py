"""The exhibits of the frameworks as tests ask for them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.data import frameworks
from helpers.data.frameworks import Frameworks
from helpers.exhibits import REGISTRY
from helpers.exhibits.choice import Choice
from helpers.exhibits.exhibit import Words

FRAMEWORKS = Frameworks()


def module(stem: str) -> Any:
    return REGISTRY[stem]


def view(stem: str, **given: str) -> Choice:
    return Choice(FRAMEWORKS.settings(stem), **given)


def table_of(stem: str, **given: str) -> pd.DataFrame:
    return module(stem).table(FRAMEWORKS, view(stem, **given))


def table_from(read: Frameworks, stem: str) -> pd.DataFrame:
    return module(stem).table(read, view(stem))


def rows_of(stem: str, **given: str) -> list[list[str]]:
    """What a reader sees."""
    own, chosen, read = module(stem), view(stem, **given), table_of(stem, **given)
    read = own.reading(read, chosen) if hasattr(own, "reading") else read
    heads = own.columns(chosen) if hasattr(own, "columns") else own.COLUMNS
    return read[list(heads)].astype(str).to_numpy().tolist()


def words_of(stem: str, **given: str) -> Words:
    return module(stem).words(table_of(stem, **given), view(stem, **given))


def words_from(read: Frameworks, stem: str) -> Words:
    return module(stem).words(table_from(read, stem), view(stem))


def with_row(name: str, change: dict[str, str], **keys: str) -> Frameworks:
    """The frameworks with one row of a table changed."""
    rows = FRAMEWORKS.table(name).copy()
    picked = (rows[list(keys)] == pd.Series(keys)).all(axis=1)
    assert picked.sum() == 1
    rows.loc[picked, list(change)] = list(change.values())
    others = {table: FRAMEWORKS.table(table) for table in frameworks.TABLES}
    return Frameworks(FRAMEWORKS.folder, {**others, name: rows})
