from django.db import migrations

from rodtrad.core.migrating import root_pair, same_root


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("organisations", "0002_same_root")]
    operations = [
        migrations.RunSQL(root_pair("cases_case"), migrations.RunSQL.noop),
        migrations.RunSQL(
            same_root("cases_case", "source_id", "organisations_source"), migrations.RunSQL.noop
        ),
    ]
