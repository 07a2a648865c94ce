"""What an exhibit needs of a network, and the sentence that says what would bring one left out."""

from collections.abc import Callable, Sequence

from helpers.data.network import Network

Need = tuple[Callable[[Network], bool], str]

NEEDS: dict[str, Need] = {
    "periods": (lambda network: len(network.periods) > 1, "rows of a second period"),
    "hosts": (lambda network: bool(network.hosts), "the column host in partnerships.csv"),
    "topics": (
        lambda network: bool(network.config["topics"]),
        "the column topics in partnerships.csv",
    ),
    "scopes": (
        lambda network: bool(network.config["scopes"]),
        "the column scope in partnerships.csv",
    ),
    "size_classes": (
        lambda n: bool(n.config["size_classes"]) and (n.has("members") or not n.statements.empty),
        "the column members in partnerships.csv and size_classes in network.yml",
    ),
    "member_types": (
        lambda network: bool(network.config["member_types"]),
        "columns such as 'members: schools' in partnerships.csv",
    ),
    "statements": (lambda network: not network.statements.empty, "statements.csv"),
    "frameworks": (
        lambda network: bool(network.config["frameworks"]),
        "frameworks: true in network.yml",
    ),
    "information_sources": (
        lambda n: not n.table("information_sources").empty,
        "information_sources.csv",
    ),
    "characteristics": (lambda n: not n.table("characteristics").empty, "characteristics.csv"),
    "challenges": (lambda n: not n.table("challenges").empty, "challenges.csv"),
}


def lacking(network: Network, needs: Sequence[str]) -> str:
    """What would bring an exhibit with these needs; empty if the network has all."""
    missing = [NEEDS[name][1] for name in needs if not NEEDS[name][0](network)]
    return " and ".join(missing)


def wanted(network: Network, needs: Sequence[str]) -> bool:
    """Should the report say that it is left out? Not where the network never asked for its kind."""
    return bool(network.config["frameworks"]) or "frameworks" not in needs
