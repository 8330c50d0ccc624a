"""Registers the room places with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "topsheet.places"
    label = "places"
    verbose_name = "Places"

    def ready(self) -> None:
        from topsheet.places.upgrading import FROM_1
        from topsheet.production.upgrading import offer_upgrade

        offer_upgrade(1, FROM_1)
