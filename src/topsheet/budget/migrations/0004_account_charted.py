from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("budget", "0003_counted_globals")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="charted",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
    ]
