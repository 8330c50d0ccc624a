"""Registers the room breakdown with Django."""

from django.apps import AppConfig


class BreakdownConfig(AppConfig):
    name = "topsheet.breakdown"
    label = "breakdown"
    verbose_name = "Breakdown"
