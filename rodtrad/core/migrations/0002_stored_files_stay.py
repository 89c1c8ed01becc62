from pathlib import Path

from django.db import migrations

from rodtrad.core.migrating import sql_file


class Migration(migrations.Migration):
    dependencies = [("core", "0001_stored_files")]
    operations = [sql_file(Path(__file__).parents[1] / "sql" / "files.sql")]
