from django.db import migrations

from rodtrad.core.migrating import root_pair, same_root

STATEMENTS = [
    root_pair("plans_version"),
    same_root("plans_versionfile", "version_id", "plans_version"),
    same_root("plans_plancorrection", "plan_id", "plans_plan"),
]


class Migration(migrations.Migration):
    dependencies = [("plans", "0011_corrections_and_version_files")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
