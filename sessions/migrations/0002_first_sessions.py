"""Tell each workshop when its first session begins: until then its seats change hands."""

from django.db import migrations
from django.db.models import Min


def tell_workshops(apps, _schema_editor) -> None:
    sessions = apps.get_model("training_sessions", "TrainingSession").objects.exclude(state="cancelled")
    workshops = apps.get_model("courses", "Workshop").objects
    for workshop, first in sessions.order_by().values_list("workshop").annotate(Min("starts_at")):
        workshops.filter(pk=workshop).update(first_session_at=first)


class Migration(migrations.Migration):
    dependencies = [
        ("training_sessions", "0001_initial"),
        ("courses", "0004_seats_on_their_way"),
    ]

    operations = [migrations.RunPython(tell_workshops, migrations.RunPython.noop, elidable=True)]
