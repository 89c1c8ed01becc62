from django.db import migrations

#: Stems and parts are others than before: without marks, all is written anew the next time that the index is followed.
FORGET = "DELETE FROM search_watermark"


class Migration(migrations.Migration):
    dependencies = [("search", "0002_own_visibility")]

    operations = [migrations.RunSQL(FORGET, migrations.RunSQL.noop)]
