import django.db.models.deletion
from django.db import migrations, models


def _root() -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="%(class)ss",
        to="organisations.root",
    )


def _constraint(model: str, name: str, *fields: str) -> list[migrations.operations.base.Operation]:
    made = models.UniqueConstraint(*(models.F(field) for field in fields), name=name, nulls_distinct=False)
    return [
        migrations.RemoveConstraint(model_name=model, name=name),
        migrations.AddConstraint(model_name=model, constraint=made),
    ]


class Migration(migrations.Migration):
    """What all roots share, such as the common indicators, stands in the index without a root."""

    dependencies = [("search", "0003_words_by_dictionary")]

    operations = [
        *(
            migrations.AlterField(model_name=model, name="root", field=_root())
            for model in ("indexeddocument", "vocabulary", "watermark")
        ),
        *_constraint("vocabulary", "vocabulary_once", "root"),
        *_constraint("watermark", "watermark_once", "root", "feed"),
    ]
