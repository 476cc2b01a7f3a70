"""Every kind of chart by the name that a figure's file gives it."""

from collections.abc import Callable, Mapping
from typing import Any

from figures.charts import bars, counts, curves, grids, links, places, ranges, times
from figures.drawing import Drawing

__all__ = ["CHARTS", "Chart"]

#: Draws what a figure's file describes and returns the height that it needs.
Chart = Callable[[Mapping[str, Any], Drawing], float]

CHARTS: dict[str, Chart] = {
    "bars": bars.bars,
    "stacked_bars": bars.stacked,
    "months": bars.months,
    "concentration_curve": curves.concentration,
    "presence_curve": curves.presence,
    "cone": curves.cone,
    "number_grid": grids.numbers,
    "shared_grid": grids.shared,
    "grades": grids.grades,
    "hypotheses": grids.hypotheses,
    "indicators": grids.indicators,
    "bands": ranges.bands,
    "goals": ranges.goals,
    "three_areas": ranges.three_areas,
    "value_and_cost": ranges.value_and_cost,
    "hot_cells": places.hot_cells,
    "three_densities": places.three_densities,
    "hour_clock": times.hour_clock,
    "links": links.links,
    "likeness": links.likeness,
    "events": links.events,
    "hour_weights": counts.hour_weights,
    "rates": counts.rates,
    "moments": counts.moments,
    "near_repeats": times.near_repeats_table,
}
