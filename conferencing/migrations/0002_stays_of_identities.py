from django.db import migrations, models


class Migration(migrations.Migration):
    """A token may speak of a person, of a connected site or of a guest."""

    dependencies = [("conferencing", "0001_initial")]

    operations = [
        migrations.RenameField(model_name="stay", old_name="person_uuid", new_name="identity"),
        migrations.AlterField(
            model_name="stay",
            name="identity",
            field=models.UUIDField(blank=True, db_index=True, null=True, verbose_name="identity"),
        ),
        migrations.AddField(
            model_name="videoroom",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ended on the server at"),
        ),
        migrations.AddField(
            model_name="videoroom",
            name="polled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="roster last read at"),
        ),
    ]
