"""A preference for no planned overtime, with its weight."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("schedule", "0002_living_board")]

    operations = [
        migrations.AddField(
            model_name="board",
            name="overtime_weight",
            field=models.BigIntegerField(default=0),
        )
    ]
