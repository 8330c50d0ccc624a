"""Registers the room budget with Django."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "topsheet.budget"
    label = "budget"
    verbose_name = "Budget"

    def ready(self) -> None:
        from topsheet.budget.selectors import load_prices, price_revision
        from topsheet.schedule.prices import offer

        offer(load_prices, price_revision)
