"""Registers the room script with Django."""

from django.apps import AppConfig


class ScriptConfig(AppConfig):
    name = "topsheet.script"
    label = "script"
    verbose_name = "Script"
