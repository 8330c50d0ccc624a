"""Fixtures of the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def film(production: Callable[..., Any], owner: Any, office: Any) -> Any:
    """The bakery film, planned in the office and broken down (see film.py)."""
    from topsheet.breakdown.tests.film import Film
    from topsheet.production.selectors import scenario_of

    made = production("The Bakery")
    film = Film(production=made, scenario=scenario_of(made), owner=owner)
    film.save()
    return film
