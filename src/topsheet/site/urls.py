"""The map of the site: the slate and the door here, each room under its production."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

from topsheet.site import accounts, live, planning, shelf, views
from topsheet.site.api import api

_ROOMS = (
    "chain", "production", "people", "places", "script", "breakdown", "budget", "schedule",
)  # fmt: skip

_office = [
    path("", views.slate, name="slate"),
    path("welcome/", accounts.welcome, name="welcome"),
    path("sign-in/", accounts.sign_in, name="sign-in"),
    path("sign-in/<str:token>/", accounts.sign_in_by_link, name="sign-in-link"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("password/", accounts.password, name="password"),
    path("look/", views.look, name="look"),
    path("go-to/", views.goto, name="goto"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("new/", planning.new_production, name="new"),
    path("jobs/<uuid:job_id>/", planning.job_page, name="job"),
    path("jobs/<uuid:job_id>/cancel/", planning.cancel_job, name="cancel-job"),
    path("p/<str:production>/pulse/", live.pulse, name="pulse"),
    path("p/<str:production>/moved/", live.moved, name="moved"),
    path("p/<str:production>/settings/", shelf.settings_page, name="settings"),
    path("shelf/<str:uid>/", shelf.shelve, name="shelve"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]

urlpatterns = [
    path("", include((_office, "site"))),
    path("api/v1/", api.urls),
    *(
        path("p/<str:production>/", include(f"topsheet.{room}.urls"))
        for room in _ROOMS
        if find_spec(f"topsheet.{room}.urls")
    ),
]

handler400 = "topsheet.site.errors.bad_request"
handler403 = "topsheet.site.errors.forbidden"
handler404 = "topsheet.site.errors.not_found"
handler500 = "topsheet.site.errors.server_error"
