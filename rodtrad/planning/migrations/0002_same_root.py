from django.db import migrations

from rodtrad.core.migrating import root_pair, same_root

STATEMENTS = [
    root_pair("planning_process"),
    same_root("planning_process", "plan_id", "plans_plan"),
    same_root("planning_process", "case_id", "cases_case"),
    same_root("planning_process", "meeting_id", "cases_meeting"),
    same_root("planning_process", "source_id", "organisations_source"),
    same_root("planning_processstep", "process_id", "planning_process"),
]


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_processes"), ("cases", "0005_meetings_same_root")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
