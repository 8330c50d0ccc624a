"""Registers the room production with Django."""

from django.apps import AppConfig


class ProductionConfig(AppConfig):
    name = "topsheet.production"
    label = "production"
    verbose_name = "Productions"

    def ready(self) -> None:
        from topsheet.production.following import follow
        from topsheet.production.scenarios import keep_closed

        follow(keep_closed)
