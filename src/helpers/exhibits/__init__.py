"""The exhibits in reading order: one module each, named by its stem.

A module of numbers has `NEEDS`, `grid(network)`, `draw(page, table, view)` and `words(table,
view)`. A module of text has `NEEDS`, `table(source, view)`, `words(table, view)`, `COLUMNS` (column
-> heading; `columns(view)` where the settings give them) and perhaps `reading(table, view)` and
`draw`. The source is the network, what its audit found, or the frameworks, as its `FROM` says.
"""

from importlib import import_module
from types import ModuleType

_IN_ORDER = (
    "information_sources", "characteristics", "partnership_types", "named_partnerships",
    "definition", "knowledge_use", "evidence_uses", "logic_model", "alliance_process",
    "project_process", "staff_development_process", "proximal_outputs", "documents", "member_roles",
    "evolution", "trajectories", "since_last_period", "partnerships_by_host", "scope", "topics",
    "active_size", "active_size_by_topic", "sizes", "composition", "composition_by_period",
    "composition_by_topic", "organizations", "member_change", "challenges", "challenge_crosswalk",
    "responses", "partnership_list", "transformations", "not_known", "statements", "conflicts",
    "too_many_hosts", "verdicts", "clashing_sets", "pinned", "helpful", "outside",
)  # fmt: skip
REGISTRY: dict[str, ModuleType] = {stem: import_module(f"{__name__}.{stem}") for stem in _IN_ORDER}
