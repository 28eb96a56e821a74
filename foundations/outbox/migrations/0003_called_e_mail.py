from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_secrets_and_bounces'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='letter',
            options={'ordering': ['-created_at'], 'verbose_name': 'e-mail', 'verbose_name_plural': 'e-mails'},
        ),
    ]
