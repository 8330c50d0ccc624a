"""Globals that follow script and breakdown are marked, so that they are counted anew."""

from django.db import migrations, models

_COUNTED = (
    "days_per_week", "pages", "scenes", "sets", "places", "speaking_roles", "vfx_scenes", "songs",
)  # fmt: skip


def mark_counted(apps, schema_editor):
    globals_ = apps.get_model("budget", "Global").objects
    globals_.filter(uid__in=_COUNTED, source__startswith="Counted from").update(counted=True)


class Migration(migrations.Migration):
    dependencies = (("budget", "0002_editing"),)

    operations = (
        migrations.AddField("global", "counted", models.BooleanField(default=False)),
        migrations.RunPython(mark_counted, migrations.RunPython.noop),
    )
