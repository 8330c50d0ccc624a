"""Where a production is kept: its settings, the archive, the bin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from topsheet.kernel.errors import NotFound, TopsheetError
from topsheet.platform.models import User
from topsheet.production import bin as the_bin
from topsheet.production.access import Level, allowed
from topsheet.production.models import Production
from topsheet.production.selectors import find_production
from topsheet.production.services import archive_production, restore_production
from topsheet.production.web import production_page
from topsheet.site.plan_form import PlanForm


class HeadForm(PlanForm):
    """The head's fields with their words, as a new production asks for them."""

    file = eighths = effort = level = currency = None  # type: ignore[assignment]

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.fields["title"].help_text = ""
        self.fields["start"].help_text = _("Left empty, the first day is assumed.")


@production_page("production")
def settings_page(request: HttpRequest, production: Production) -> HttpResponse:
    """The head of the production, and putting it away. Saving goes through the API."""
    form = HeadForm(initial=forms.model_to_dict(production))
    context = {
        "production": production,
        "form": form,
        "may_edit": allowed(request.user, production, "production", Level.EDIT),
        "may_shelve": allowed(request.user, production, "production", Level.APPROVE),
    }
    return render(request, "site/settings.html", context)


@require_POST
def shelve(request: HttpRequest, uid: str) -> HttpResponse:
    """Archive, take out, delete, put back or remove for good; back to the slate with a word."""
    act = request.POST.get("act", "")
    try:
        said = _shelve(request.user, uid, act, request.POST.get("title", ""))
    except NotFound as error:
        raise Http404(error.message) from None
    except TopsheetError as error:
        messages.error(request, error.message, extra_tags="bad")
        return redirect(f"{reverse('site:slate')}?show=bin" if act == "remove" else "site:slate")
    messages.success(request, said)
    return redirect("site:slate")


def _shelve(user: User, uid: str, act: str, title: str) -> str:
    if act in ("restore", "remove"):
        return _from_the_bin(user, uid, act, title)
    production = find_production(uid, user)
    named = {"title": production.title}
    match act:
        case "archive":
            archive_production(user, production)
            return _("“%(title)s” is in the archive.") % named
        case "unarchive":
            restore_production(user, production)
            return _("“%(title)s” is on the slate again.") % named
        case "delete":
            the_bin.delete_production(user, production)
            return _("“%(title)s” is in the bin, from where it can be put back.") % named
    raise NotFound("There is no such thing to do with a production.")


def _from_the_bin(user: User, uid: str, act: str, title: str) -> str:
    production = the_bin.find_binned(user, uid)
    named = {"title": production.title}
    if act == "remove":
        the_bin.remove_for_good(user, production, title)
        return _("“%(title)s” is gone for good.") % named
    the_bin.put_back_production(user, production)
    return _("“%(title)s” is back.") % named
