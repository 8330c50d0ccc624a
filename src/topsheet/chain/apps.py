"""Registers the room chain with Django."""

from django.apps import AppConfig


class ChainConfig(AppConfig):
    name = "topsheet.chain"
    label = "chain"
    verbose_name = "Chain"

    def ready(self) -> None:
        from topsheet.chain.telling import tell_rooms_below

        tell_rooms_below()
