"""The order of periods that network.yml does not list, by what they are called.

Numbers go by number (2024, 2024/25, 2024-09-01), other words by the year in them. A date may have
its day or its month first: both are tried, and neither is guessed where they disagree.
"""

import re
from collections.abc import Callable, Iterator

NUMBERS = re.compile(r"[0-9]{1,9}([./–-][0-9]{1,9})*")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
Key = Callable[[list[int]], list[int]]


def in_order(periods: list[str]) -> list[str]:
    """The periods from the earliest on; words without a year in the order given."""
    if all(NUMBERS.fullmatch(one) for one in periods):
        return next(_orders(periods))
    years = {one: YEAR.findall(one) for one in periods}
    if all(len(found) == 1 for found in years.values()):
        return sorted(periods, key=lambda one: int(years[one][0]))
    return periods


def doubtful(periods: list[str]) -> bool:
    """Are they dates that come in another order if the month stands first?"""
    dates = all(NUMBERS.fullmatch(one) for one in periods)
    return dates and len({tuple(order) for order in _orders(periods)}) > 1


def _orders(periods: list[str]) -> Iterator[list[str]]:
    """The periods by each way of reading their numbers; with dots, the day is always first."""
    numbers = {one: [int(part) for part in re.findall(r"[0-9]+", one)] for one in periods}
    for read in _readings(periods):
        yield sorted(periods, key=lambda one: read(numbers[one]))


def _readings(periods: list[str]) -> list[Key]:
    def backwards(parts: list[int]) -> list[int]:  # day, month, year; or month, year
        return parts[::-1]

    def american(parts: list[int]) -> list[int]:  # month, day, year
        return [parts[-1], *parts[:-1]]

    def plain(parts: list[int]) -> list[int]:
        return parts

    if all(re.fullmatch(r"\d{1,2}([./-]\d{1,2})?[./-]\d{4}", one) for one in periods):
        return [backwards] if all("." in one for one in periods) else [backwards, american]
    if all(re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2}", one) for one in periods):
        return [backwards]
    if all(re.fullmatch(r"\d{1,2}([/-])\d{1,2}\1\d{2}", one) for one in periods):
        return [plain, backwards, american]
    return [plain]
