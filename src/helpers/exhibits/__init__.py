"""The exhibits in reading order: one module each, named by its stem, or by its `STEMS` several.

A module of numbers has `NEEDS`, `grid(network)`, `draw(page, table, view)` and `words(table,
view)`. A module of text has `NEEDS`, `table(source, view)`, `words(table, view)`, `COLUMNS` (column
-> heading; `columns(view)` where the settings give them) and perhaps `reading(table, view)` and
`draw`. The source is the network, what its audit found, or the frameworks, as its `FROM` says.
"""

from importlib import import_module
from types import ModuleType

_IN_ORDER = (
    "information_sources", "characteristics", "partnership_types", "named_partnerships",
    "definition", "knowledge_use", "evidence_uses", "logic_model", "process",
    "proximal_outputs", "documents", "member_roles",
    "evolution", "trajectories", "since_last_period", "partnerships_by_host", "scope", "topics",
    "active_size", "sizes", "composition", "composition_by_period",
    "organizations", "member_change", "challenges", "challenge_crosswalk",
    "responses", "partnership_list", "transformations", "not_known", "statements", "conflicts",
    "too_many_hosts", "verdicts", "clashing_sets", "pinned", "helpful", "outside",
)  # fmt: skip
_MODULES = {name: import_module(f"{__name__}.{name}") for name in _IN_ORDER}
REGISTRY: dict[str, ModuleType] = {
    stem: module for name, module in _MODULES.items() for stem in getattr(module, "STEMS", (name,))
}
