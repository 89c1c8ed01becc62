from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_import_runs")]

    operations = [
        migrations.AddField("importrun", "accepts", models.BooleanField(default=False)),
        migrations.AddField("importrun", "told", models.JSONField(blank=True, default=dict)),
        migrations.AlterField(
            "importrun",
            "kind",
            models.CharField(
                choices=[
                    ("fetch", "henting"),
                    ("take_in", "innlesing"),
                    ("read", "lesing av en tilsendt fil"),
                ],
                max_length=10,
            ),
        ),
    ]
