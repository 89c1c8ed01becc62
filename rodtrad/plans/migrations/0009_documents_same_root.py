from django.db import migrations

from rodtrad.core.migrating import same_root


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_documents")]
    operations = [
        migrations.RunSQL(
            same_root("plans_plandocument", "plan_id", "plans_plan"), migrations.RunSQL.noop
        )
    ]
