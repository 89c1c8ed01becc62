import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0004_invitations_and_dated_roles'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read-internal', 'lese det som er internt'), ('write-elements', 'lage, endre og ta ut elementer'), ('write-links', 'koble elementer og ta bort koblinger'), ('write-placements', 'videreføre og flytte elementer i planer')], max_length=20), size=None)),
                ('digest', models.CharField(max_length=64)),
                ('made', models.DateField(default=django.utils.timezone.localdate)),
                ('expires', models.DateField()),
                ('revoked', models.DateTimeField(blank=True, null=True)),
                ('last_used', models.DateField(blank=True, null=True)),
                ('root', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.root')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-made', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ApiTokenEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read-internal', 'lese det som er internt'), ('write-elements', 'lage, endre og ta ut elementer'), ('write-links', 'koble elementer og ta bort koblinger'), ('write-placements', 'videreføre og flytte elementer i planer')], max_length=20), size=None)),
                ('made', models.DateField(default=django.utils.timezone.localdate)),
                ('expires', models.DateField()),
                ('revoked', models.DateTimeField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='organisations.apitoken')),
                ('root', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.root')),
                ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AnsweredRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=100)),
                ('digest', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField()),
                ('headers', models.JSONField(default=dict)),
                ('body', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='organisations.root')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('user'), models.F('key'), name='answered_request_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.UniqueConstraint(models.F('digest'), name='token_digest_once'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='token_digest_form'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='token_has_name'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scopes', []), _negated=True), ('scopes__contained_by', ['read-internal', 'write-elements', 'write-links', 'write-placements'])), name='token_scopes_known'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('expires__gt', models.F('made')), ('expires__lte', django.db.models.expressions.CombinedExpression(models.F('made'), '+', models.Value(datetime.timedelta(days=366))))), name='token_expires_within_a_year'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_apitokenevent" ("expires", "id", "made", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked", "root_id", "scopes", "user_id") SELECT new_values."expires", new_values."id", new_values."made", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revoked", new_values."root_id", new_values."scopes", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='736e4782ee02f3a5dbd616a5fba9d1c0d9a32ac4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fd161', referencing='REFERENCING NEW TABLE AS new_values ', table='organisations_apitoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_apitokenevent" ("expires", "id", "made", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked", "root_id", "scopes", "user_id") SELECT new_values."expires", new_values."id", new_values."made", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revoked", new_values."root_id", new_values."scopes", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."expires" IS DISTINCT FROM (new_values."expires") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."made" IS DISTINCT FROM (new_values."made") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."revoked" IS DISTINCT FROM (new_values."revoked") OR old_values."root_id" IS DISTINCT FROM (new_values."root_id") OR old_values."scopes" IS DISTINCT FROM (new_values."scopes") OR old_values."user_id" IS DISTINCT FROM (new_values."user_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1ca0a7102614460326b11cd195bae8ea5ba379a5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4ffc3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='organisations_apitoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apitoken',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_apitokenevent" ("expires", "id", "made", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked", "root_id", "scopes", "user_id") SELECT old_values."expires", old_values."id", old_values."made", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revoked", old_values."root_id", old_values."scopes", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='700554c60dfacf28890ef92f48dcd7e3e2e64482', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b4d03', referencing='REFERENCING OLD TABLE AS old_values ', table='organisations_apitoken', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='apitokenevent',
            index=models.Index(fields=['root', '-pgh_id'], name='organisatio_root_id_332d9d_idx'),
        ),
    ]
