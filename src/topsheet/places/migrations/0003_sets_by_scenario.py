"""Every scenario gets the sets of its production (2 of 3); history says so of the main one."""

from django.db import migrations

from topsheet.platform.ids import uuid7


def by_scenario(apps, schema_editor):
    pairs = apps.get_model("places", "SetAtPlace").objects
    change = apps.get_model("production", "Change").objects
    scenarios = apps.get_model("production", "Scenario").objects
    for production in set(pairs.values_list("production_id", flat=True)):
        rows = list(pairs.filter(production_id=production))
        main, *others = scenarios.filter(production_id=production).order_by("-is_main", "id")
        pairs.filter(production_id=production).update(scenario_id=main.pk)
        change.filter(change_set__production_id=production, kind="set-at-place").update(
            scenario=main.uid
        )
        for scenario in others:
            for row in rows:
                row.pk, row.scenario_id = uuid7(), scenario.pk
            pairs.bulk_create(rows, batch_size=500)


def by_production(apps, schema_editor):
    pairs = apps.get_model("places", "SetAtPlace").objects
    pairs.exclude(scenario__is_main=True).delete()
    apps.get_model("production", "Change").objects.filter(kind="set-at-place").update(scenario="")


class Migration(migrations.Migration):

    dependencies = [("places", "0002_places")]

    operations = [migrations.RunPython(by_scenario, by_production)]
