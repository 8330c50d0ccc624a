"""Every model of records, of whatever room, keeps the rules that let it travel."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from topsheet.production.models import Production, Record, ScenarioRecord
from topsheet.production.rows import content_fields, kinds

MODELS = sorted(kinds().values(), key=lambda model: model.KIND)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.KIND)
def test_a_uid_stands_once_in_its_home(model):
    home = "scenario" if issubclass(model, ScenarioRecord) else "production"
    unique = [tuple(c.fields) for c in model._meta.constraints
              if isinstance(c, models.UniqueConstraint)]  # fmt: skip
    assert (home, "uid") in unique, "inherit the Meta of the record class"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.KIND)
def test_its_foreign_keys_point_to_records_or_people(model):
    for field in content_fields(model):
        if field.is_relation:
            target = field.related_model
            assert target is get_user_model() or issubclass(target, Record), field
    assert not model._meta.many_to_many


@pytest.mark.parametrize("model", [*MODELS, Production], ids=lambda model: model.KIND)
def test_its_values_are_exact_on_every_database(model):
    inexact = (models.FloatField, models.DecimalField, models.DurationField, models.BinaryField)
    assert not [field for field in content_fields(model) if isinstance(field, inexact)]


def test_there_are_records_in_the_rooms_that_have_models():
    rooms = {model._meta.app_label for model in apps.get_models() if issubclass(model, Record)}
    assert {"production", "people", "places"} <= rooms


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.KIND)
def test_what_the_journal_is_told_of_it_is_true(model):
    fields = {field.name for field in content_fields(model)}
    assert model.TITLE in fields, "TITLE names the field that names the record"
    assert fields >= model.PAY | model.FOLLOWS
    assert fields >= set(model.REFERS)
    assert set(model.REFERS.values()) <= kinds().keys()
    assert fields >= {name for amount in model.MONEY.values() for name in amount if name}
    assert fields | set(model.MONEY) >= set(model.WORDS)


def test_only_records_point_at_records():
    """What else does (figures kept by the office) goes when the record goes."""
    found = {
        relation.related_model.__name__
        for model in MODELS
        for relation in model._meta.related_objects
        if not issubclass(relation.related_model, Record)
        and relation.on_delete is not models.CASCADE
    }
    assert not found
