from django.db import migrations

from rodtrad.core.migrating import same_root

STATEMENTS = [
    same_root("planning_wheelentry", "owner_id", "organisations_organisation"),
    same_root("planning_wheelentry", "source_id", "organisations_source"),
    same_root("planning_calendarlink", "unit_id", "organisations_organisation"),
]


class Migration(migrations.Migration):
    dependencies = [("planning", "0003_wheel"), ("organisations", "0002_same_root")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
