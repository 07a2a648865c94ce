"""Network -> small tidy summary tables, one function an exhibit. No drawing, no files.

Every table of numbers has key columns (an id and a `_label` for display), then `CELL`: `measure`, `value` (one number),
`low` and `high` (a range, or a limit where one end is empty), `unit`, `base`, `status`, `statements` (ids joined
by `;`) and `note`. A number comes from a statement or from counted rows; every other cell is empty with status
`not published` until `filled` asks the audit what the statements allow for it.

    exhibits   the tables as the source prints them
    bounds     open cells filled with what the audit proves, or counted from one example dataset
    audit      verdicts, contradictions and the rest of what the audit says of the statements themselves
    diagrams   nodes and links of the frameworks' diagrams
    shelf      what the frameworks say: types, characteristics, themes, answers
    cells      what they are made of
"""

from helpers.summarize.audit import VERDICTS, contradictions, helpful, outside, pinned, statements, verdicts
from helpers.summarize.bounds import example, filled
from helpers.summarize.diagrams import (
    alliance_process,
    documents,
    evidence_uses,
    knowledge_use,
    logic_model,
    member_roles,
    project_process,
    proximal_outputs,
    staff_development_process,
)
from helpers.summarize.exhibits import (
    active_size,
    active_size_by_topic,
    alliances_by_lab,
    composition,
    composition_by_topic,
    evolution,
    scope,
    topic_names,
    topics,
    transformations,
    year_totals,
)
from helpers.summarize.shelf import challenge_crosswalk, definition, partnership_types, partnerships, responses, unjoined

__all__ = [
    "alliance_process", "documents", "evidence_uses", "knowledge_use",
    "logic_model", "member_roles", "project_process", "proximal_outputs",
    "staff_development_process",
    "VERDICTS", "active_size", "active_size_by_topic", "alliances_by_lab", "composition", "composition_by_topic",
    "contradictions", "evolution", "example", "filled", "helpful", "outside", "pinned", "scope", "statements", "topic_names",
    "topics", "transformations", "verdicts", "year_totals",
    "challenge_crosswalk", "definition", "partnership_types", "partnerships", "responses", "unjoined",
]
