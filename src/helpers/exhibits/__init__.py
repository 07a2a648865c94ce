"""The exhibits in reading order: one module each, named by its stem.

A module of numbers has `NEEDS`, `grid(network)`, `draw(page, table, view)` and `words(table,
view)`. A module of text has `NEEDS`, `table(source, view)`, `words(table, view)`, `COLUMNS` (column
-> heading; `columns(view)` where the settings give them) and perhaps `reading(table, view)` and
`draw`. The source is the network, what its audit found, or the frameworks, as its `FROM` says.
"""

from types import ModuleType

from helpers.exhibits import (
    active_size,
    active_size_by_topic,
    alliance_process,
    challenge_crosswalk,
    challenges,
    characteristics,
    composition,
    composition_by_topic,
    conflicts,
    definition,
    documents,
    evidence_uses,
    evolution,
    helpful,
    information_sources,
    knowledge_use,
    logic_model,
    member_roles,
    named_partnerships,
    outside,
    partnership_list,
    partnership_types,
    partnerships_by_host,
    pinned,
    project_process,
    proximal_outputs,
    responses,
    scope,
    staff_development_process,
    statements,
    topics,
    transformations,
    verdicts,
)

_IN_ORDER: tuple[ModuleType, ...] = (
    information_sources,
    characteristics,
    partnership_types,
    named_partnerships,
    definition,
    knowledge_use,
    evidence_uses,
    logic_model,
    alliance_process,
    project_process,
    staff_development_process,
    proximal_outputs,
    documents,
    member_roles,
    evolution,
    partnerships_by_host,
    scope,
    topics,
    active_size,
    active_size_by_topic,
    composition,
    composition_by_topic,
    challenges,
    challenge_crosswalk,
    responses,
    partnership_list,
    transformations,
    statements,
    verdicts,
    conflicts,
    pinned,
    helpful,
    outside,
)
REGISTRY: dict[str, ModuleType] = {
    module.__name__.rpartition(".")[2]: module for module in _IN_ORDER
}
