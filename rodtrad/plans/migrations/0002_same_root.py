from django.db import migrations

from rodtrad.core.migrating import no_circle, root_pair, same_root

STATEMENTS = [
    root_pair("plans_plan"),
    same_root("plans_plan", "parent_id", "plans_plan"),
    same_root("plans_plan", "replaces_id", "plans_plan"),
    same_root("plans_plan", "owner_id", "organisations_organisation"),
    same_root("plans_plan", "case_id", "cases_case"),
    same_root("plans_plan", "source_id", "organisations_source"),
    no_circle("plans_plan", "parent_id"),
    no_circle("plans_plan", "replaces_id"),
]


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("cases", "0002_same_root")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
