from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0005_api_tokens'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('address', ''), ('address__regex', '^https?://'), _connector='OR'), name='source_address_form'),
        ),
    ]
