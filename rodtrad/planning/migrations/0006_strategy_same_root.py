from pathlib import Path

from django.db import migrations

from rodtrad.core.migrating import root_pair, same_root, sql_file

_PARTS = ("strategyitem", "strategytrend", "guidelineanswer", "strategyview", "capacity", "strategyphase")
STATEMENTS = [
    root_pair("planning_planningstrategy"),
    root_pair("planning_strategyitem"),
    same_root("planning_planningstrategy", "plan_id", "plans_plan"),
    same_root("planning_planningstrategy", "follows_id", "planning_planningstrategy"),
    same_root("planning_planningstrategy", "source_id", "organisations_source"),
    *(same_root(f"planning_{one}", "strategy_id", "planning_planningstrategy") for one in _PARTS),
    *(same_root(f"planning_{one}", "source_id", "organisations_source") for one in (*_PARTS, "needanswer")),
    same_root("planning_strategyitem", "plan_id", "plans_plan"),
    same_root("planning_strategyitem", "owner_id", "organisations_organisation"),
    same_root("planning_strategyitem", "previous_id", "planning_strategyitem"),
    same_root("planning_needanswer", "item_id", "planning_strategyitem"),
    same_root("planning_strategytrend", "element_id", "goals_element"),
    same_root("planning_guidelineanswer", "element_id", "goals_element"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0005_strategy"),
        ("goals", "0002_thread"),
        ("organisations", "0002_same_root"),
    ]
    operations = [
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS),
        sql_file(Path(__file__).resolve().parent.parent / "sql" / "trend_indicator.sql"),
    ]
