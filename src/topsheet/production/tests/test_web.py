"""Who comes through the door of a production's page."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from topsheet.production.models import Scenario
from topsheet.production.roles import Level
from topsheet.production.web import production_page


@production_page("budget")
def page(request, production):
    return HttpResponse(f"{production.title}, {request.scenario.title}")


@production_page("budget", Level.EDIT)
def edit(request, production):
    return HttpResponse("edited")


def get(view, user, uid, query=""):
    request = RequestFactory().get(f"/p/{uid}/budget/{query}")
    request.user = user
    return view(request, production=uid)


def test_a_member_whose_role_reaches_sees_the_main_scenario(production, member):
    made = production()
    response = get(page, member(made, "accountant"), made.uid)
    assert response.content == b"The Orchard, Main"


def test_another_scenario_is_named_in_the_address(production, owner):
    made = production()
    Scenario.objects.create(production=made, uid="winter", title="Winter")
    assert get(page, owner, made.uid, "?scenario=winter").content == b"The Orchard, Winter"
    with pytest.raises(Http404):
        get(page, owner, made.uid, "?scenario=summer")


def test_signed_out_goes_to_the_sign_in_page_and_back(production):
    made = production()
    response = get(page, AnonymousUser(), made.uid)
    assert response.status_code == 302
    assert response.url == f"/sign-in/?next=/p/{made.uid}/budget/"


def test_a_guessed_uid_and_a_foreign_production_look_the_same(production, person):
    made = production()
    messages = set()
    for uid in (made.uid, "guess"):
        with pytest.raises(Http404) as missing:
            get(page, person(f"Eve {uid}"), uid)
        messages.add(str(missing.value))
    assert messages == {"There is no such production."}


def test_a_role_that_does_not_reach_is_refused(production, member):
    made = production()
    with pytest.raises(PermissionDenied):
        get(page, member(made, "first-ad"), made.uid)
    with pytest.raises(PermissionDenied):
        get(edit, member(made, "financier"), made.uid)
