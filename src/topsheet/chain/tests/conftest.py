"""One plan of the demo film, made once for the tests of this room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

# The rooms' models can be imported only when Django is set up, which is after this file.
if TYPE_CHECKING:
    from topsheet.chain.engine.layout import Plan
    from topsheet.chain.plan import MadePlan


@pytest.fixture(scope="session")
def made() -> MadePlan:
    from topsheet.chain.demo_film import DEMO, DEMO_OPTIONS, demo_script
    from topsheet.chain.options import parse_options
    from topsheet.chain.plan import make_plan

    options = parse_options({**DEMO_OPTIONS, "effort": 1})
    return make_plan(demo_script(), DEMO, options, today=date(2026, 11, 22))


@pytest.fixture(scope="session")
def plan(made: MadePlan) -> Plan:
    from topsheet.chain.engine.layout import Plan

    return Plan(
        script=made.script,
        breakdown=made.breakdown,
        problem=made.problem,
        schedule=made.schedule,
        budget=made.budget,
        result=made.result,
    )
