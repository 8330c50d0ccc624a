"""A file of an earlier schema is read as the present one: the plan it held stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from topsheet.budget.selectors import load_estimate
from topsheet.production.container import SCHEMA, unpack
from topsheet.production.selectors import scenario_of
from topsheet.production.snapshot import export_production, import_production
from topsheet.schedule.selectors import boneyard, load_schedule

FILES = Path(__file__).parents[4] / "tests" / "upgrades"


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_a_file_of_an_earlier_schema_holds_the_same_plan(
    office: Any, owner: Any, schema: int
) -> None:
    data = (FILES / f"schema-{schema}.topsheet").read_bytes()
    old = unpack(data).records
    made = import_production(owner, data)
    problem, plan = load_schedule(scenario_of(made))
    assert {strip.key: strip.minutes for strip in problem.strips} == {
        row["uid"]: row["fields"]["minutes"] for row in old["strip"]
    }
    assert len(plan.best.days) == len(old["shoot-day"])
    assert not boneyard(problem, plan.best.board)
    result = old["board"][0]["fields"]["result"]
    assert plan.unavoidable.minor == result["unavoidable"]
    assert load_estimate(scenario_of(made)).result.total.minor > 0
    assert unpack(export_production(owner, made)).schema == SCHEMA
