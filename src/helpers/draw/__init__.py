"""Painting: a summary table on a figure. No statistics, no files; one function an exhibit.

Each `draw.<stem>(table, figure, ...)` has a sibling `draw.<stem>_height(table, ...)` that says how tall,
in inches, the figure should be for its data. The marks' grammar is in `page`, the cells' in `cells`.
"""

from helpers.draw.diagrams import (
    alliance_process,
    alliance_process_height,
    knowledge_use,
    knowledge_use_height,
    logic_model,
    logic_model_height,
    project_process,
    project_process_height,
    proximal_outputs,
    proximal_outputs_height,
    staff_development_process,
    staff_development_process_height,
)
from helpers.draw.names import topics, topics_height
from helpers.draw.page import BANNER, under_banner
from helpers.draw.places import alliances_by_lab, alliances_by_lab_height
from helpers.draw.shares import (
    composition,
    composition_by_topic,
    composition_by_topic_height,
    composition_height,
    scope,
    scope_height,
)
from helpers.draw.shelf import challenge_crosswalk, challenge_crosswalk_height
from helpers.draw.sizes import (
    active_size,
    active_size_by_topic,
    active_size_by_topic_height,
    active_size_height,
)
from helpers.draw.units import evolution, evolution_height, transformations, transformations_height

__all__ = [
    "alliance_process", "alliance_process_height", "knowledge_use", "knowledge_use_height",
    "logic_model", "logic_model_height", "project_process", "project_process_height",
    "proximal_outputs", "proximal_outputs_height", "staff_development_process", "staff_development_process_height",
    "BANNER", "active_size", "active_size_by_topic", "active_size_by_topic_height", "active_size_height",
    "alliances_by_lab", "alliances_by_lab_height", "challenge_crosswalk", "challenge_crosswalk_height", "composition", "composition_by_topic",
    "composition_by_topic_height", "composition_height", "evolution", "evolution_height", "scope",
    "scope_height", "topics", "topics_height", "transformations", "transformations_height", "under_banner",
]
