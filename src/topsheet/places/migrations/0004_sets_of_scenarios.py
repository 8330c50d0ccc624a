"""A set stands at a place in one scenario (3 of 3)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("places", "0003_sets_by_scenario")]

    operations = [
        migrations.AlterField("setatplace", "scenario", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="production.scenario")),
        migrations.RemoveField("setatplace", "production"),
        migrations.AddConstraint("setatplace", models.UniqueConstraint(fields=("scenario", "uid"), name="places_setatplace_uid")),
    ]
