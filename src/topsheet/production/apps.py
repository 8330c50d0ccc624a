"""Registers the room production with Django."""

from django.apps import AppConfig


class ProductionConfig(AppConfig):
    name = "topsheet.production"
    label = "production"
    verbose_name = "Productions"
