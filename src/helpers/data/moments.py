"""When each period was, so that pictures can set periods apart by true distance."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from helpers.data.network import Network

DATES, NUMBERS, STEPS = "dates", "numbers", "steps"
NARROWEST = 1 / 16
"""Periods nearer to each other than this share of the whole time could not be told apart."""


def moments(network: Network) -> tuple[dict[str, float], str]:
    """Period -> when it was, and by what: the dates that network.yml gives all periods, else the
    first number in each id (2024/25 is 2024), else steps of one.

    Dates are in days, numbers as they are. Steps, too, where the others would not grow from period
    to period, or two periods would stand too close.
    """
    for how, found in ((DATES, _dates(network)), (NUMBERS, _numbers(network.periods))):
        if found and _apart(found):
            return dict(zip(network.periods, found, strict=True)), how
    return {period: float(place) for place, period in enumerate(network.periods)}, STEPS


def _dates(network: Network) -> list[float]:
    given = [entry.get("date") for entry in network.config["periods"].values()]
    return [float(date.fromisoformat(one).toordinal()) for one in given] if all(given) else []


def _numbers(periods: Sequence[str]) -> list[float]:
    found = [re.search(r"[0-9]{1,9}", period) for period in periods]
    return [float(one[0]) for one in found if one] if all(found) else []


def _apart(found: Sequence[float]) -> bool:
    """Does each come enough after the one before?"""
    whole = found[-1] - found[0]
    return all(late - early > whole * NARROWEST for early, late in pairwise(found))
