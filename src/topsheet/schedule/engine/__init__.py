"""The schedule's engine: strips, judging, baselines, solving, day out of days, dearest."""

from topsheet.schedule.engine.baselines import by_place, script_order
from topsheet.schedule.engine.day_out_of_days import day_out_of_days
from topsheet.schedule.engine.judge import cast_days, judge
from topsheet.schedule.engine.shares import dearest, share_costs
from topsheet.schedule.engine.solve import DEFAULT_EFFORT, solve
from topsheet.schedule.engine.strips import scene_minutes, strips_from

__all__ = [
    "DEFAULT_EFFORT",
    "by_place",
    "cast_days",
    "day_out_of_days",
    "dearest",
    "judge",
    "scene_minutes",
    "script_order",
    "share_costs",
    "solve",
    "strips_from",
]
