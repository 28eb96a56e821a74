from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingPlatformConfig(AppConfig):
    name = "training_platform"
    verbose_name = _("Platform")

    def ready(self) -> None:
        import training_platform.checks  # noqa: F401 - its checks sign themselves on
        from training_platform.inline_free import free_choosers
        from training_platform.wiring import plug

        plug()
        free_choosers()
