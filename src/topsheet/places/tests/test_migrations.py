"""Offices that had one set of places per production keep them in every scenario."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from topsheet.platform.ids import uuid7


def _at(name: str):
    executor = MigrationExecutor(connection)
    executor.migrate([("places", name)])
    return executor.loader.project_state([("places", name)]).apps


@pytest.mark.django_db(transaction=True)
def test_sets_of_a_production_become_sets_of_each_of_its_scenarios(production):
    made = production()
    scenario = made._meta.apps.get_model("production", "Scenario")
    scenario.objects.create(production=made, uid="winter", title="Winter")
    try:
        old = _at("0001_initial")
        place = old.get_model("places", "Place").objects.create(
            pk=uuid7(), uid="cafe", name="Café", production_id=made.pk
        )
        old.get_model("places", "SetAtPlace").objects.create(
            pk=uuid7(), uid="s1", set_name="CAFÉ", place=place, production_id=made.pk
        )
        new = _at("0004_sets_of_scenarios")
        pairs = new.get_model("places", "SetAtPlace").objects.values_list(
            "scenario__uid", "set_name"
        )
        assert sorted(pairs) == [("main", "CAFÉ"), ("winter", "CAFÉ")]
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
