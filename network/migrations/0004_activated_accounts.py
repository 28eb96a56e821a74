"""Accounts of before activation letters existed count as activated when they were made."""

from django.db import migrations
from django.db.models import F


def activate(apps, schema_editor):
    apps.get_model("network", "User").objects.filter(activated_at=None).update(activated_at=F("date_joined"))


class Migration(migrations.Migration):
    dependencies = [("network", "0003_life_of_accounts")]
    operations = [migrations.RunPython(activate, migrations.RunPython.noop, elidable=True)]
