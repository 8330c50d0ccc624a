"""Registers the room people with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "topsheet.people"
    label = "people"
    verbose_name = "People"
