"""Registers the room site with Django."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "topsheet.site"
    label = "topsheet_site"
    verbose_name = "Topsheet"
