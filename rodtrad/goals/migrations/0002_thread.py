from pathlib import Path

from django.db import migrations

from rodtrad.core.migrating import no_circle, sql_file

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial"), ("plans", "0002_same_root")]
    operations = [
        *(sql_file(SQL / name) for name in ("constraints.sql", "circle.sql", "adoption.sql")),
        migrations.RunSQL(no_circle("goals_element", "predecessor_id"), migrations.RunSQL.noop),
    ]
