"""Registers the plumbing with Django and checks every database connection it opens."""

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    name = "topsheet.platform"
    label = "topsheet_platform"
    verbose_name = "Platform"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from topsheet.platform.database import check_connection

        connection_created.connect(check_connection, dispatch_uid="topsheet.platform.database")
