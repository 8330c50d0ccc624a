"""What every page of a production asks first: who are you, and may you see this room?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from topsheet.kernel.errors import NotAllowed, NotFound
from topsheet.production.access import Level, require
from topsheet.production.models import Production, Scenario
from topsheet.production.selectors import scenario_of

View = Callable[..., HttpResponse]


def production_page(room: str, level: Level = Level.VIEW) -> Callable[[View], View]:
    """Wrap ``view(request, production, …)``; the url gives ``production`` as a uid.

    Signed out: to the sign-in page. Not a member, or a guessed uid: 404. A member whose
    role does not reach ``level`` in ``room``: 403. ``request.scenario`` is the main
    scenario, or the one named by ``?scenario=``.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, production: str, **rest: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            named = Production.objects.filter(uid=production.replace("\0", ""), deleted_at=None)
            found = named.first()
            if found is None:
                raise Http404("There is no such production.")
            try:
                require(request.user, found, room, level)
                request.scenario = scenario_of(found, request.GET.get("scenario", ""))  # type: ignore[attr-defined]
            except NotFound as error:
                raise Http404(error.message) from None
            except NotAllowed as error:
                raise PermissionDenied(error.message) from None
            return view(request, found, **rest)

        return page

    return decorate


def scenario_on(request: HttpRequest) -> Scenario:
    """The scenario that ``production_page`` found for this request."""
    found: Scenario = request.scenario  # type: ignore[attr-defined]
    return found


def to_sheet(request: HttpRequest, name: str, production: Production, uid: str) -> HttpResponse:
    """To the page of one thing of a list, in the scenario one is in."""
    try:
        url = reverse(name, args=[production.uid, uid])
    except NoReverseMatch:
        raise Http404("There is no such thing in this production.") from None
    scenario = scenario_on(request)
    return redirect(url if scenario.is_main else f"{url}?scenario={scenario.uid}")
