"""Summary -> claim title, caption, alternative text, notes and sentences. Every number comes from a cell.

One function a stem gives the exhibit's Words; `<stem>_text` gives the sentences of its section.

    exhibits   the chapters' exhibits, and the Summary
    audit      Appendix D
    diagrams   the frameworks' diagrams and the tables beside them
    shelf      the exhibits of the frameworks
    parts      what their sentences are made of
"""

from helpers.words.audit import contradictions, helpful, outside, pinned, verdicts, verdicts_text
from helpers.words.diagrams import (
    NODE_HEADS,
    alliance_process,
    documents,
    evidence_uses,
    knowledge_use,
    logic_model,
    member_roles,
    node_rows,
    project_process,
    proximal_outputs,
    role_rows,
    staff_development_process,
)
from helpers.words.exhibits import (
    active_size,
    active_size_by_topic,
    active_size_text,
    alliance_list,
    alliances_by_lab,
    challenges,
    characteristics,
    composition,
    composition_by_topic,
    composition_text,
    evolution,
    evolution_text,
    information_sources,
    scope,
    scope_text,
    statements,
    summary,
    topics,
    topics_text,
    transformations,
    transformations_text,
)
from helpers.words.parts import Terms
from helpers.words.shelf import challenge_crosswalk, definition, partnership_types, partnerships, response_rows, responses

__all__ = [
    "NODE_HEADS", "Terms", "active_size", "active_size_by_topic", "active_size_text", "alliance_list",
    "alliance_process", "alliances_by_lab", "challenge_crosswalk", "challenges", "characteristics", "composition",
    "composition_by_topic", "composition_text", "contradictions", "definition", "documents", "evidence_uses",
    "evolution", "evolution_text", "helpful", "information_sources", "knowledge_use", "logic_model", "member_roles",
    "node_rows", "outside", "partnership_types", "partnerships", "pinned", "project_process", "proximal_outputs",
    "response_rows", "responses", "role_rows", "scope", "scope_text", "staff_development_process", "statements",
    "summary", "topics", "topics_text", "transformations", "transformations_text", "verdicts", "verdicts_text",
]
