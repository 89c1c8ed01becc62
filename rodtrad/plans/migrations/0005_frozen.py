from pathlib import Path

from django.db import migrations

from rodtrad.core.migrating import same_root, sql_file

STATEMENTS = [
    same_root("plans_version", "plan_id", "plans_plan"),
    same_root("plans_version", "case_id", "cases_case"),
]


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_versions")]
    operations = [
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS),
        sql_file(Path(__file__).parents[1] / "sql" / "frozen.sql"),
    ]
