import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from rodtrad.core.migrating import same_root


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0004_pairs_and_corrections'),
        ('organisations', '0003_event_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=64)),
                ('element', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_keys', to='goals.element')),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='organisations.root')),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('root'), models.F('key'), name='former_key_once'), models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9][a-z0-9-]{0,63}$')), name='former_key_form')],
            },
        ),
        migrations.CreateModel(
            name='Seen',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='organisations.root')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(models.F('root'), models.F('user'), name='seen_once')],
            },
        ),
        migrations.RunSQL(same_root("goals_formerkey", "element_id", "goals_element"), migrations.RunSQL.noop),
    ]
