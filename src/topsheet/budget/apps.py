"""Registers the room budget with Django."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "topsheet.budget"
    label = "budget"
    verbose_name = "Budget"
