"""Registers the room budget with Django."""

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "topsheet.budget"
    label = "budget"
    verbose_name = "Budget"

    def ready(self) -> None:
        from topsheet.budget.following import lines_that_follow
        from topsheet.budget.selectors import load_prices, price_revision
        from topsheet.budget.upgrading import FROM_1
        from topsheet.production.following import follow
        from topsheet.production.upgrading import offer_upgrade
        from topsheet.schedule.prices import offer

        offer(load_prices, price_revision)
        follow(lines_that_follow)
        offer_upgrade(1, FROM_1)
