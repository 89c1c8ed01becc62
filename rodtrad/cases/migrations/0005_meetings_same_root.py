from pathlib import Path

from django.db import migrations

from rodtrad.core.migrating import root_pair, same_root, sql_file

_ORGANISATION, _SOURCE = "organisations_organisation", "organisations_source"
#: A treatment's meeting is its body's, and a point's treatment its case's (meetings.sql): so they are of its root too.
STATEMENTS = [
    root_pair("cases_body"),
    root_pair("cases_meeting"),
    root_pair("cases_treatment"),
    same_root("cases_body", "organisation_id", _ORGANISATION),
    same_root("cases_body", "source_id", _SOURCE),
    same_root("cases_meeting", "body_id", "cases_body"),
    same_root("cases_meeting", "source_id", _SOURCE),
    same_root("cases_case", "owner_id", _ORGANISATION),
    same_root("cases_attachment", "case_id", "cases_case"),
    same_root("cases_treatment", "case_id", "cases_case"),
    same_root("cases_treatment", "body_id", "cases_body"),
    same_root("cases_treatment", "source_id", _SOURCE),
    same_root("cases_point", "case_id", "cases_case"),
    same_root("cases_minorityvote", "treatment_id", "cases_treatment"),
    same_root("cases_instruction", "case_id", "cases_case"),
    same_root("cases_instruction", "owner_id", _ORGANISATION),
    same_root("cases_instruction", "closed_by_id", "cases_case"),
    same_root("cases_instruction", "source_id", _SOURCE),
]
#: A case with a day or a decision was decided. One that was seen only with plans that not everybody sees, stays so.
STANDING = """
UPDATE cases_case SET status = 'decided' WHERE date IS NOT NULL OR decision <> '';
UPDATE cases_case SET visibility = seen.narrowest FROM (
    SELECT case_id, min(visibility) AS narrowest FROM plans_plan WHERE case_id IS NOT NULL GROUP BY case_id
) AS seen WHERE seen.case_id = cases_case.id AND seen.narrowest > 0;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_bodies_and_meetings"),
        ("core", "0002_stored_files_stay"),
        ("organisations", "0002_same_root"),
        ("plans", "0005_frozen"),
    ]
    operations = [
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS),
        sql_file(Path(__file__).parents[1] / "sql" / "meetings.sql"),
        migrations.RunSQL(STANDING, migrations.RunSQL.noop),
    ]
