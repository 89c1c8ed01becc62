import uuid
from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from rodtrad.core.migrating import Together, same_root, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0010_target_scope"),
        ("plans", "0012_corrections_same_root"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="VersionMark",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("marked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "root",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="organisations.root",
                            ),
                        ),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mark",
                                to="plans.version",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-marked_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="versionmark_has_reason",
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(
            same_root("plans_versionmark", "version_id", "plans_version"), migrations.RunSQL.noop
        ),
        sql_file(Path(__file__).parents[1] / "sql" / "marks.sql"),
    ]
