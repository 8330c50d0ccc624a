"""Registers the room schedule with Django."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "topsheet.schedule"
    label = "schedule"
    verbose_name = "Schedule"
