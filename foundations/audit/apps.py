from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "foundations.audit"
    label = "audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        from foundations.audit.triggers import lay_triggers_after_migrate

        post_migrate.connect(lay_triggers_after_migrate, sender=self)
