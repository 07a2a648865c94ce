"""Parameters are typed and strict; a mistake is one sentence that says what is allowed."""

from __future__ import annotations

import pytest

from helpers import paths
from helpers.errors import UserError
from helpers.params import Params, lab_folders


def message(**given: object) -> str:
    with pytest.raises(UserError) as raised:
        Params(**given)
    return "\n".join(raised.value.messages)


def test_defaults_are_the_embedded_network_and_all_labs() -> None:
    assert (Params().network, Params().lab, Params().lab_folder) == ("rel-2012-17", "all", "")
    assert (Params().view, Params().readings, Params().evidence) == ("bounds", "all", "none")


def test_an_unknown_name_lists_the_parameters() -> None:
    assert message(labb="Pacific") == "There is no parameter 'labb': the parameters are network, lab, names, view, readings, evidence, source, theme or output."


def test_an_unknown_lab_lists_the_labs() -> None:
    assert "There is no lab 'Pacfic' in rel-2012-17: lab is all, Appalachia, Central" in message(lab="Pacfic")


def test_an_unknown_network_lists_the_networks() -> None:
    assert "There is no network 'rel': network is" in message(network="rel")


def test_a_wrong_type_says_what_it_must_be() -> None:
    assert message(names="yes") == "Parameter 'names' is 'yes': it must be True or False."


@pytest.mark.parametrize(("name", "given", "allowed"), [
    ("view", "exmaple", "bounds or example"), ("readings", "A", "all, a or b"), ("evidence", True, "none or public")])
def test_a_wrong_choice_says_which_there_are(name: str, given: object, allowed: str) -> None:
    assert message(**{name: given}) == f"Parameter '{name}' is {given!r}: it must be {allowed}."


@pytest.mark.parametrize("given", ["northeast & islands", "Northeast-and-Islands"])
def test_a_lab_may_be_given_in_any_case_or_as_its_folder(given: str) -> None:
    params = Params(lab=given)
    assert (params.lab, params.lab_folder) == ("Northeast & Islands", "Northeast-and-Islands")


def test_folders_of_labs_need_no_quotes_in_a_shell() -> None:
    assert all(folder.replace("-", "").isalpha() for folder in lab_folders("rel-2012-17").values())


def test_labs_saved_by_excel_are_read_alike(tmp_path, monkeypatch) -> None:
    """A byte-order mark, semicolons, CRLF: the same labs."""
    before = lab_folders("rel-2012-17")
    text = (paths.network_folder("rel-2012-17") / "labs.csv").read_text(encoding="utf-8")
    copy = tmp_path / "rel-2012-17"
    copy.mkdir()
    (copy / "network.yml").write_text("title: x", encoding="utf-8")
    lines = ["lab;folder;line;note", *(";".join(line.split(",")[:2]) + ";;" for line in text.splitlines()[1:])]
    (copy / "labs.csv").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    monkeypatch.setattr(paths, "DATA", tmp_path)
    assert lab_folders("rel-2012-17") == before
