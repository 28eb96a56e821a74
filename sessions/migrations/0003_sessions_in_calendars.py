import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0001_initial'),
        ('training_sessions', '0002_first_sessions'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkshopInCalendars',
            fields=[
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='in_calendars', serialize=False, to='courses.workshop', verbose_name='workshop')),
                ('sequence', models.PositiveIntegerField(verbose_name='changes in calendars')),
                ('stamped_at', models.DateTimeField(verbose_name='last change in calendars')),
            ],
            options={
                'verbose_name': 'workshop in calendars',
                'verbose_name_plural': 'workshops in calendars',
            },
        ),
        migrations.AddField(
            model_name='trainingsession',
            name='sequence',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='changes in calendars'),
        ),
        migrations.AddField(
            model_name='trainingsession',
            name='calendar_stamped_at',
            field=models.DateTimeField(null=True, editable=False, verbose_name='last change in calendars'),
        ),
        migrations.AddField(
            model_name='trainingsession',
            name='uid',
            field=models.CharField(max_length=150, null=True, editable=False, verbose_name='name in calendars'),
        ),
    ]
