"""Gives sessions of before their name and their last change in calendars: a cancelled one has changed once."""

from django.conf import settings
from django.db import migrations


def name_sessions(apps, _schema_editor):
    TrainingSession = apps.get_model('training_sessions', 'TrainingSession')
    for session in TrainingSession.objects.filter(uid__isnull=True).select_related('workshop').iterator():
        session.uid = f'session-{session.pk}@{settings.CALENDAR_DOMAIN}'
        session.calendar_stamped_at = (session.workshop.announced_at or session.starts_at).replace(microsecond=0)
        session.sequence = 1 if session.state == 'cancelled' else 0
        session.save(update_fields=['uid', 'calendar_stamped_at', 'sequence'])


class Migration(migrations.Migration):

    dependencies = [
        ('training_sessions', '0003_sessions_in_calendars'),
    ]

    operations = [migrations.RunPython(name_sessions, migrations.RunPython.noop)]
