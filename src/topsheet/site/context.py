"""What every page knows: the production it is in, the rail, the look, where why is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from topsheet.production.access import Level, allowed
from topsheet.production.models import Scenario
from topsheet.production.scenarios import may_adopt, may_fork
from topsheet.production.selectors import scenarios_of
from topsheet.site.rail import adopt_url, office_rail, page_url, production_rail

THEMES = ("light", "dark")


def office(request: HttpRequest) -> dict[str, Any]:
    """Nothing here is read from the database before a template asks for it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"theme": _theme(request)}
    scenario: Scenario | None = getattr(request, "scenario", None)
    known = {
        "theme": _theme(request),
        "user_name": str(user),
        "user_initials": _initials(str(user)),
        "scenario": scenario,
    }
    if scenario is None:
        return known | {"rail": SimpleLazyObject(lambda: office_rail(request))}
    return known | _production(request, scenario)


def _production(request: HttpRequest, scenario: Scenario) -> dict[str, Any]:
    production = scenario.production
    return {
        "production": production,
        "scenarios": SimpleLazyObject(lambda: scenarios_of(production)),
        "may_fork": SimpleLazyObject(lambda: may_fork(request.user, production)),
        "may_adopt": SimpleLazyObject(lambda: may_adopt(request.user, production)),
        "scenarios_url": page_url("chain:scenarios", scenario),
        "compare_url": page_url("chain:compare", scenario),
        "adopt_url": SimpleLazyObject(lambda: adopt_url(scenario)),
        "scenario_uid": "" if scenario.is_main else scenario.uid,
        "scenario_query": "" if scenario.is_main else f"?scenario={scenario.uid}",
        "rail": SimpleLazyObject(lambda: production_rail(request, scenario)),
        "topsheet_url": page_url("chain:topsheet", scenario),
        "explain_url": page_url("chain:explain", scenario),
        "explained": SimpleLazyObject(lambda: _explained(request, scenario)),
        "board_url": page_url("schedule:board", scenario),
    }


def _explained(request: HttpRequest, scenario: Scenario) -> frozenset[str]:
    """The rooms whose figures open into why for this person."""
    rooms = ("budget", "schedule")
    production = scenario.production
    return frozenset(r for r in rooms if allowed(request.user, production, r, Level.VIEW))


def _theme(request: HttpRequest) -> str:
    wanted = request.COOKIES.get("theme", "")
    return wanted if wanted in THEMES else ""


def _initials(name: str) -> str:
    """Two letters: of the first and last word, or of the only one."""
    words = name.split("@")[0].replace(".", " ").split()
    letters = words[0][:1] + words[-1][:1] if len(words) > 1 else "".join(words)[:2]
    return letters.upper()
