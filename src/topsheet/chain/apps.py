"""Registers the room chain with Django."""

from django.apps import AppConfig


class ChainConfig(AppConfig):
    name = "topsheet.chain"
    label = "chain"
    verbose_name = "Chain"

    def ready(self) -> None:
        from topsheet.chain.drafts_following import places_of_corrected_sets
        from topsheet.chain.telling import tell_rooms_below
        from topsheet.production.following import follow

        tell_rooms_below()
        follow(places_of_corrected_sets)
