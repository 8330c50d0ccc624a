"""The pure part of ``places``: what a shooting place is, where on the earth, when it is light."""

from topsheet.places.engine.types import PlaceKind, ShootingPlace

__all__ = ["PlaceKind", "ShootingPlace"]
