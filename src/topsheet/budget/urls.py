"""The budget's addresses under /p/<production>/."""

from django.urls import path

from topsheet.budget import version_views, views

app_name = "budget"

urlpatterns = [
    path("budget/", views.budget, name="budget"),
    path("budget/versions/", version_views.versions, name="versions"),
    path("budget/compare/", version_views.comparison, name="compare"),
    path("budget/panels/", views.panels, name="panels"),
    path("budget/lines/<path:code>/", views.lines, name="lines"),
    path("budget/budget.xlsx", views.workbook, name="workbook"),
]
