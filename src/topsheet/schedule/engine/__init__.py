"""The schedule's engine: strips, judging, baselines, solving, day out of days, dearest."""

from topsheet.schedule.engine.baselines import by_place, script_order
from topsheet.schedule.engine.day_out_of_days import day_out_of_days
from topsheet.schedule.engine.judge import cast_days, judge
from topsheet.schedule.engine.shares import dearest, share_costs
from topsheet.schedule.engine.solve import DEFAULT_EFFORT, solve
from topsheet.schedule.engine.strips import as_decided, scene_minutes, scene_strips, strips_from

__all__ = [
    "DEFAULT_EFFORT",
    "as_decided",
    "by_place",
    "cast_days",
    "day_out_of_days",
    "dearest",
    "judge",
    "scene_minutes",
    "scene_strips",
    "script_order",
    "share_costs",
    "solve",
    "strips_from",
]
