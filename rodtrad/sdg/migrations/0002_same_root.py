from django.db import migrations

from rodtrad.core.migrating import same_root


class Migration(migrations.Migration):
    dependencies = [("sdg", "0001_initial"), ("organisations", "0002_same_root")]
    operations = [
        migrations.RunSQL(
            same_root("sdg_localtarget", "source_id", "organisations_source"), migrations.RunSQL.noop
        )
    ]
