from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingPlatformConfig(AppConfig):
    name = "training_platform"
    verbose_name = _("Platform")

    def ready(self) -> None:
        from training_platform.wiring import plug

        plug()
