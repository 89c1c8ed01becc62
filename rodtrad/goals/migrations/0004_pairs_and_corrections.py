from pathlib import Path

from django.db import migrations

from rodtrad.core.migrating import pair_events, sql_file

SQL = Path(__file__).resolve().parent.parent / "sql"
PAIRS = {
    "goals_element_contributing": ("goals_elementcontributingevent", "organisation"),
    "goals_element_areas": ("goals_elementareasevent", "area"),
    "goals_element_sdg_goals": ("goals_elementsdggoalsevent", "sdggoal"),
    "goals_element_sdg_targets": ("goals_elementsdgtargetsevent", "sdgtarget"),
}


class Migration(migrations.Migration):
    dependencies = [("goals", "0003_event_indexes"), ("accounts", "0001_initial")]
    operations = [
        *(
            migrations.RunSQL(pair_events(table, events, "element", other), migrations.RunSQL.noop)
            for table, (events, other) in PAIRS.items()
        ),
        sql_file(SQL / "who_corrects.sql"),
    ]
