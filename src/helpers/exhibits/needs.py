"""What an exhibit needs of a network, and the sentence that says what would bring one left out."""

from collections.abc import Callable, Sequence

from helpers.data.reader import Network

Need = tuple[Callable[[Network], bool], str]


def _of(table: str) -> Need:
    return lambda network: not network.table(table).empty, f"{table}.csv"


NEEDS: dict[str, Need] = {
    "periods": (lambda n: len(n.periods) > 1, "rows of a second period"),
    "hosts": (lambda n: bool(n.hosts), "the column host in partnerships.csv"),
    "topics": (lambda n: bool(n.config["topics"]), "the column topics in partnerships.csv"),
    "scopes": (lambda n: bool(n.config["scopes"]), "the column scope in partnerships.csv"),
    "size_classes": (
        lambda n: bool(n.config["size_classes"]) and (n.has("members") or not n.statements.empty),
        "the column members in partnerships.csv and size_classes in network.yml",
    ),
    "member_types": (
        lambda n: bool(n.config["member_types"]),
        "columns such as 'members: schools' in partnerships.csv",
    ),
    "statements": (lambda n: not n.statements.empty, "statements.csv"),
    "frameworks": (lambda n: bool(n.config["frameworks"]), "frameworks: true in network.yml"),
    **{name: _of(name) for name in ("information_sources", "characteristics", "challenges")},
}


def lacking(network: Network, needs: Sequence[str]) -> str:
    """What would bring an exhibit with these needs; empty if the network has all."""
    return " and ".join(said for met, said in (NEEDS[name] for name in needs) if not met(network))
