"""The budget's addresses under /p/<production>/."""

from django.urls import path

from topsheet.budget import views

app_name = "budget"

urlpatterns = [
    path("budget/", views.budget, name="budget"),
    path("budget/panels/", views.panels, name="panels"),
    path("budget/lines/<path:code>/", views.lines, name="lines"),
    path("budget/budget.xlsx", views.workbook, name="workbook"),
]
