"""Registers the plumbing with Django and checks every database connection it opens."""

import gc

from django.apps import AppConfig

# Whole budgets and boards live in memory between requests. Looking for garbage after every 700
# new objects, as Python does, walks them over and over: a third of a large edit's time.
_OBJECTS_BETWEEN_COLLECTIONS = 50_000


class PlatformConfig(AppConfig):
    name = "topsheet.platform"
    label = "topsheet_platform"
    verbose_name = "Platform"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from topsheet.platform.database import check_connection

        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 100)
        connection_created.connect(check_connection, dispatch_uid="topsheet.platform.database")
