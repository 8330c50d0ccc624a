"""Strips keep what people decided; what follows from script and breakdown is read from there."""

from datetime import date

import django.db.models.deletion
from django.db import migrations, models

import topsheet.platform.ids

_OF_THE_SCENE = (
    "order", "minutes_assumed", "set_name", "intext", "light", "needs_dark", "needs_daylight",
    "minors", "elements", "synopsis",
)  # fmt: skip


def keep_what_was_decided(apps, schema_editor):
    """The scene's uid, the kind of part; minutes only where somebody set them."""
    Board = apps.get_model("schedule", "Board")
    for board in Board.objects.all():
        start = board.terms.get("calendar", {}).get("start")
        board.start = date.fromisoformat(start) if start else date(2027, 1, 4)
        board.save(update_fields=["start"])
    Strip = apps.get_model("schedule", "Strip")
    changed = []
    for strip in Strip.objects.iterator(chunk_size=1000):
        strip.scene_uid = strip.uid.partition("/")[0]
        strip.kind = "part" if strip.part else "scene"
        strip.own_minutes = None if strip.minutes_assumed else strip.minutes
        strip.note = ""
        changed.append(strip)
    fields = ["scene_uid", "kind", "own_minutes", "note"]
    Strip.objects.bulk_update(changed, fields, batch_size=200)
    apps.get_model("schedule", "ShootDay").objects.update(shift="")


class Migration(migrations.Migration):
    dependencies = (("production", "0002_living_plan"), ("schedule", "0001_initial"))

    operations = (
        migrations.AddField("board", "start", models.DateField(default=date(2027, 1, 4))),
        migrations.AddField("strip", "scene_uid", models.CharField(max_length=64, default="")),
        migrations.AddField("strip", "kind", models.CharField(max_length=12, default="scene", choices=[("scene", "scene"), ("part", "part"), ("other unit", "other unit"), ("insert", "insert"), ("plate", "plate"), ("pick-up", "pick-up"), ("retake", "retake")])),
        migrations.AddField("strip", "own_minutes", models.PositiveIntegerField(null=True, blank=True)),
        migrations.AddField("strip", "locked", models.BooleanField(default=False)),
        migrations.AddField("shootday", "kind", models.CharField(max_length=12, default="shoot", choices=[("shoot", "Shoot"), ("travel", "Travel"), ("rest", "Rest"), ("holiday", "Holiday"), ("prep", "Prep"), ("rehearsal", "Rehearsal"), ("pre-light", "Pre-light"), ("strike", "Strike")])),
        migrations.AddField("shootday", "call", models.PositiveSmallIntegerField(null=True, blank=True)),
        migrations.AddField("shootday", "locked", models.BooleanField(default=False)),
        migrations.AddField("shootday", "note", models.CharField(max_length=200, blank=True, default="")),
        migrations.AlterField("shootday", "shift", models.CharField(max_length=10, blank=True, default="", choices=[("day", "day"), ("split", "split"), ("night", "night")])),
        migrations.RunPython(keep_what_was_decided, migrations.RunPython.noop),
        *(migrations.RemoveField("strip", name) for name in _OF_THE_SCENE),
        *(migrations.RemoveField("strip", name) for name in ("scene", "minutes", "eighths", "cast", "place")),
        migrations.RenameField("strip", "scene_uid", "scene"),
        migrations.RenameField("strip", "own_minutes", "minutes"),
        migrations.AddField("strip", "eighths", models.PositiveIntegerField(null=True, blank=True)),
        migrations.AddField("strip", "cast", models.JSONField(null=True, blank=True)),
        migrations.AddField("strip", "place", models.CharField(max_length=64, blank=True, default="")),
        migrations.AlterField("strip", "scene", models.CharField(max_length=64)),
        migrations.AlterField("board", "start", models.DateField()),
        migrations.RemoveField("board", "terms"),
        migrations.RemoveField("shootday", "number"),
        migrations.AlterModelOptions("shootday", {"ordering": ("date", "uid")}),
        migrations.AlterModelOptions("strip", {"ordering": ("scene", "part")}),
        migrations.CreateModel(
            name="Banner",
            fields=[
                ("id", models.UUIDField(default=topsheet.platform.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("uid", models.CharField(default=topsheet.platform.ids.new_uid, max_length=64)),
                ("version", models.PositiveIntegerField(default=1)),
                ("rank", models.BigIntegerField(default=0)),
                ("text", models.CharField(max_length=120)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("day", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="banners", to="schedule.shootday")),
                ("scenario", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="production.scenario")),
            ],
            options={
                "ordering": ("rank", "uid"),
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("scenario", "uid"), name="schedule_banner_uid")],
            },
        ),
    )
