"""``topsheet budget``: charges and the chart from the command line, by the same services."""

import pytest

from topsheet.budget.live import live


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fringe", "Levy", "percent=0.5", "posting=account"), "Fringe “Levy” added"),
        (("fringe", "Levy", "cut_off=900", "period=week"), "Fringe “Levy” changed"),
        (("fringe", "Levy", "flat=12.50", "flat_unit=day"), "Fringe “Levy” changed"),
        (("fringe", "Levy", "--delete"), "Fringe “Levy” deleted"),
        (("charge", "contingency", "percent=8"), "“Contingency” changed"),
        (("rate", "USD", "0.8", "--source", "Bank"), "Rate of USD locked"),
        (("account", "ZZ9", "Boats", "--level", "other"), "Account ZZ9 Boats added"),
        (("account", "ZZ9", "Ships", "--number", "ZZ8"), "Account ZZ9 renumbered ZZ8"),
    ],
)
def test_charges_and_accounts_are_edited(scenario, command, arguments, said):
    what, *rest = arguments
    title = scenario.production.title
    if what == "fringe" and "added" not in said:
        command("budget", "fringe", title, "Levy", "percent=1")
    if "--number" in rest:
        command("budget", "account", title, "ZZ9", "Boats", "--level", "other")
    done = command("budget", what, title, *rest)
    assert said in done.stdout
    live(scenario)
