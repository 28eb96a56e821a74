"""The search's own configuration on PostgreSQL: Spanish stems, accents ignored (content/text_search.py)."""

from django.db import migrations

from content.text_search import lay_text_search, lift_text_search


def lay(apps, schema_editor):
    lay_text_search(schema_editor.connection)


def lift(apps, schema_editor):
    lift_text_search(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("content", "0003_private_files")]
    operations = [migrations.RunPython(lay, lift, elidable=False)]
