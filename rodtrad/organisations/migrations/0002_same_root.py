from django.db import migrations

from rodtrad.core.migrating import no_circle, root_pair, same_root

STATEMENTS = [
    root_pair("organisations_source"),
    root_pair("organisations_organisation"),
    same_root("organisations_organisation", "parent_id", "organisations_organisation"),
    same_root("organisations_organisation", "successor_id", "organisations_organisation"),
    same_root("organisations_organisation", "source_id", "organisations_source"),
    same_root("organisations_regionmember", "source_id", "organisations_source"),
    same_root("organisations_role", "organisation_id", "organisations_organisation"),
    same_root("organisations_checkexception", "owner_id", "organisations_organisation"),
    no_circle("organisations_organisation", "parent_id"),
    no_circle("organisations_organisation", "successor_id"),
]


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
