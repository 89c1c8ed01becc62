import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0008_sent_files")]

    operations = [
        migrations.AddField("importrun", "seen", models.CharField(blank=True, max_length=64)),
        migrations.AddIndex(
            "observation",
            django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["batch"], name="observation_of_batch"
            ),
        ),
        migrations.AddIndex(
            "vintage",
            django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["batch", "replaced_by"], name="vintage_of_batch"
            ),
        ),
    ]
