"""Everything behind the door unless a view says otherwise; the API answers for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse


class SignInRequired(LoginRequiredMiddleware):
    """Django's own rule, but the API says 401 instead of showing a form, and a fragment
    asked for by htmx takes the whole page to the sign-in.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.path.startswith("/api/"):
            return None
        return super().process_view(request, view, args, kwargs)

    def handle_no_permission(
        self, request: HttpRequest, view: Callable[..., HttpResponse]
    ) -> HttpResponse:
        response = super().handle_no_permission(request, view)
        if not request.headers.get("HX-Request"):
            return response
        return HttpResponse(status=401, headers={"HX-Redirect": response["Location"]})
