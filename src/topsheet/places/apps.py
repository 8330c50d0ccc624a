"""Registers the room places with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "topsheet.places"
    label = "places"
    verbose_name = "Places"
