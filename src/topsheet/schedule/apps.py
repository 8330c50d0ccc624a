"""Registers the room schedule with Django."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "topsheet.schedule"
    label = "schedule"
    verbose_name = "Schedule"

    def ready(self) -> None:
        from topsheet.production.following import follow
        from topsheet.production.upgrading import offer_upgrade
        from topsheet.schedule.following import strips_for_new_scenes
        from topsheet.schedule.upgrading import FROM_1

        follow(strips_for_new_scenes)
        offer_upgrade(1, FROM_1)
