"""What the tests of editing share: a production that keeps a budget, and short ways to it."""

import pytest


@pytest.fixture
def planned(production, owner):
    """``planned(budget)``: the main scenario of a production that keeps it."""

    from topsheet.budget.services import save_budget
    from topsheet.budget.tests.samples import ferry
    from topsheet.production.changes import recording
    from topsheet.production.selectors import scenario_of

    def plan(budget=None, **fields):
        made = production(**fields)
        scenario = scenario_of(made)
        with recording(made, owner, "Budget made") as changes:
            save_budget(changes, scenario, budget or ferry("GB"))
        return scenario

    return plan


@pytest.fixture
def scenario(planned):
    return planned()


@pytest.fixture
def line_of(scenario):
    """``line_of("gaffer")``: the line as it stands."""

    from topsheet.budget.live import live

    def find(key):
        return next(line for line in live(scenario).budget.lines if line.key == key)

    return find
