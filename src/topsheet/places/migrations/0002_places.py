"""Real places; which set stands where becomes a matter of each scenario (1 of 3)."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


def _degrees(most):
    bounds = [django.core.validators.MinValueValidator(-most * 1000000),
              django.core.validators.MaxValueValidator(most * 1000000)]
    return models.IntegerField(blank=True, null=True, validators=bounds)


def _text():
    return models.TextField(blank=True, default="")


class Migration(migrations.Migration):

    dependencies = [
        ("places", "0001_initial"),
        ("production", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(name="place", options={"verbose_name": "place"}),
        migrations.AlterModelOptions(name="setatplace", options={"verbose_name": "set"}),
        migrations.AddField("place", "kind", models.CharField(choices=[("location", "Location"), ("studio", "Studio"), ("stage", "Stage")], default="location", max_length=10)),
        migrations.AddField("place", "city", models.CharField(blank=True, default="", max_length=120)),
        migrations.AddField("place", "country", models.CharField(blank=True, default="", max_length=2)),
        migrations.AddField("place", "latitude", _degrees(90)),
        migrations.AddField("place", "longitude", _degrees(180)),
        migrations.AddField("place", "zone", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("place", "base", models.CharField(blank=True, default="", max_length=300)),
        migrations.AddField("place", "base_latitude", _degrees(90)),
        migrations.AddField("place", "base_longitude", _degrees(180)),
        *(migrations.AddField("place", name, _text()) for name in (
            "parking", "holding", "hospital", "contact", "permit", "power", "noise", "note")),
        migrations.AddField("setatplace", "scenario", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="production.scenario")),
        migrations.AddField("setatplace", "assumed", models.BooleanField(default=True)),
        migrations.RemoveConstraint("setatplace", "places_setatplace_uid"),
    ]
