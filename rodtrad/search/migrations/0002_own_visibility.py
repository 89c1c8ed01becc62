from django.db import migrations, models

#: A root without marks is written anew by the next job that follows what has changed.
FORGET_MARKS = "DELETE FROM search_watermark"


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="indexeddocument",
            name="visibility",
            field=models.PositiveSmallIntegerField(
                choices=[(0, "åpen"), (1, "intern"), (2, "bare laget")], default=2
            ),
        ),
        migrations.RunSQL(FORGET_MARKS, migrations.RunSQL.noop),
    ]
