from django.db import migrations

from rodtrad.core.migrating import root_pair, same_root

STATEMENTS = [
    root_pair("plans_ownplantype"),
    same_root("plans_plan", "own_type_id", "plans_ownplantype"),
    same_root("plans_planmerge", "plan_id", "plans_plan"),
    same_root("plans_planmerge", "merged_id", "plans_plan"),
    same_root("plans_knowledgebase", "plan_id", "plans_plan"),
]


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_register")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
