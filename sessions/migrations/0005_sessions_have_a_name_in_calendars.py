import django.utils.timezone
from django.db import migrations, models

import sessions.models


class Migration(migrations.Migration):

    dependencies = [
        ('training_sessions', '0004_name_sessions_for_calendars'),
    ]

    operations = [
        migrations.AlterField(
            model_name='trainingsession',
            name='calendar_stamped_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='last change in calendars'),
        ),
        migrations.AlterField(
            model_name='trainingsession',
            name='uid',
            field=models.CharField(default=sessions.models.draw_uid, editable=False, max_length=150, unique=True, verbose_name='name in calendars'),
        ),
    ]
