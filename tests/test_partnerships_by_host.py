"""How many each host has, in a title that holds for any network; the places it serves, as text."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from helpers import report
from helpers.data.network import Network
from helpers.exhibits.exhibit import Exhibit
from helpers.exhibits.prose import Absent, Prose
from helpers.look import narrow
from sheets import loaded, sheet
from test_own_network import choice

ROWS = "period,name,host\n2025,Ash,North\n2025,Elm,South"
PLACES = """code,name,kind,host,row,col,source,status
BB,Burwick,state,North,0,1,https://example.org,public page
AA,Ashdale,state,North,0,0,https://example.org,public page
CC,Corrin,state,South,1,1,https://example.org,public page
"""


def mapped(folder: Path, places: str = PLACES) -> Network:
    sheet(folder, ROWS)
    (folder / "places.csv").write_text(places, encoding="utf-8")
    return loaded(folder, ROWS)


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ((2, 2, 2, 1), "Three of the four hosts had exactly two partnerships in 2025"),
        ((2, 1, 2, 2, 9), "Three of the five hosts had exactly two partnerships in 2025"),
        ((2, 2, 2, 2), "Eight partnerships operated in 2025, two in each host"),
        ((2, 2, 1, 3), "Eight partnerships operated in 2025, 1–3 in each host"),
        ((2, 2, 1), "Five partnerships operated in 2025, 1–2 in each host"),
    ],
)
def test_a_number_that_most_hosts_have_is_the_title(
    tmp_path: Path, counts: tuple[int, ...], title: str
) -> None:
    """Of at least four hosts; and not where it is that of all, or of half of them."""
    rows = [f"2025,P{host}{n},Host {host}" for host, most in enumerate(counts) for n in range(most)]
    network = loaded(tmp_path, "\n".join(["period,name,host", *rows]))
    made = report.make("partnerships_by_host", network, choice("own"))
    assert isinstance(made, Exhibit) and str(made.words.title) == title


def test_each_host_has_a_line_with_its_places_by_name(tmp_path: Path) -> None:
    made = report.places(mapped(tmp_path), choice("own"))
    assert isinstance(made, Prose) and made.style == "definitions"
    assert made.texts() == ["North\tAshdale, Burwick.", "South\tCorrin."]


def test_the_data_table_of_the_map_names_them_too(tmp_path: Path) -> None:
    made = report.make("partnerships_by_host", mapped(tmp_path), choice("own"))
    assert isinstance(made, Exhibit)
    assert made.columns[-1]["label"] == "Places served"
    served = {row[0]: row[-1] for row in made.rows if len(row) == len(made.columns)}
    assert served["North"] == "Ashdale, Burwick" and served["South"] == "Corrin"
    assert served["All hosts"] == ""


def test_a_network_without_a_map_has_neither(tmp_path: Path) -> None:
    network = loaded(tmp_path, ROWS)
    assert report.places(network, choice("own")) == Absent("places", "")
    made = report.make("partnerships_by_host", network, choice("own"))
    assert isinstance(made, Exhibit) and made.columns[-1]["label"] != "Places served"


def words_of(made: object, kind: str) -> dict[str, str]:
    """All text of one kind in the picture, by what it is about."""
    assert isinstance(made, Exhibit)
    found: dict[str, list[str]] = {}
    for text in ElementTree.fromstring(made.picture).iter("{http://www.w3.org/2000/svg}text"):
        if text.get("data-kind") == kind:
            about = text.get("data-tile") or text.get("data-host") or ""
            found.setdefault(about, []).append(text.text or "")
    return {about: " ".join(lines) for about, lines in found.items()}


def test_each_tile_holds_the_name_of_its_place(tmp_path: Path) -> None:
    made = report.make("partnerships_by_host", mapped(tmp_path), choice("own"))
    assert words_of(made, "place") == {"AA": "Ashdale", "BB": "Burwick", "CC": "Corrin"}
    assert not words_of(made, "places")


def test_a_name_that_no_tile_holds_stands_in_the_list_by_host(tmp_path: Path) -> None:
    """Then no tile has its own: a map is read in one way."""
    network = mapped(tmp_path, PLACES.replace("Corrin", "Corrinhamptonshire-on-Sea"))
    made = report.make("partnerships_by_host", network, choice("own"))
    assert not words_of(made, "place")
    said = words_of(made, "places")
    assert said["North"] == "Ashdale, Burwick" and said["South"] == "Corrinhamptonshire-on-Sea"


def test_every_jurisdiction_has_its_name_in_the_picture_and_in_that_of_a_phone() -> None:
    network, params = report.start()
    made = report.make("partnerships_by_host", network, params)
    names = network.table("places").set_index("code")["name"]
    assert words_of(made, "place") == dict(names)
    assert isinstance(made, Exhibit)
    phone = narrow.picture(made._paint, "small")
    assert phone
    texts = ElementTree.fromstring(phone).iter("{http://www.w3.org/2000/svg}text")
    said = " ".join(text.text or "" for text in texts)
    assert [name for name in names if name not in said] == []


def test_every_jurisdiction_of_the_federal_program_is_found_by_its_name() -> None:
    """Wyoming and the Marshall Islands, as anyone would search for them."""
    network, params = report.start()
    lines = dict(one.split("\t") for one in report.places(network, params).texts())
    assert "Wyoming" in lines["Central"] and "Marshall Islands" in lines["Pacific"]
    named = sum(len(line.removesuffix(".").split(", ")) for line in lines.values())
    assert named == len(network.table("places").dropna(subset=["host"]))
