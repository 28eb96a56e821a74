"""Wagtail's admin without letters and without a clock of its own.

What it would mail from within a request, our outbox writes. Letters about comments are asked for by a function, not by
a signal, so that function is replaced; the others are wires. And it would tell everybody the hour of the platform, and
offer a second choice of language and zone: here it speaks as the account says
(:class:`network.middleware.ReadersClock`).
"""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.apps import WagtailAdminAppConfig


class QuietAdminConfig(WagtailAdminAppConfig):
    """Stands for ``wagtail.admin`` among the installed apps."""

    def ready(self) -> None:
        super().ready()
        from wagtail.admin import auth  # noqa: PLC0415 - models must be loaded before
        from wagtail.admin.views import account, i18n  # noqa: PLC0415 - as above
        from wagtail.admin.views.pages import edit  # noqa: PLC0415 - as above

        from training_platform.wiring import silence  # noqa: PLC0415

        silence()
        edit.send_notification = tell_of_comments
        auth.get_localized_response = i18n.get_localized_response = as_the_account_says
        account.NameEmailSettingsPanel.is_active = lambda _panel: (
            False
        )  # names are the person's; these were kept nowhere


def as_the_account_says(view: Callable[..., HttpResponse], request: HttpRequest, *args, **kwargs) -> HttpResponse:
    """In the place of ``wagtail.admin.localization.get_localized_response``: language and zone are set already."""
    return view(request, *args, **kwargs)


def tell_of_comments(recipient_users: Iterable, _notification: str, extra_context: dict) -> bool:
    """In the place of ``wagtail.admin.mail.send_notification``, which the page editor asks for comments alone.

    It is asked once for each reader who follows the whole page or a thread of it; what the letter says is the same.
    """
    from wagtail.models import Page  # noqa: PLC0415

    from content.mails import tell_of_comments as write  # noqa: PLC0415

    page = extra_context["page"]
    for user in recipient_users:
        write(user, Page.objects.select_related("locale").get(pk=page.pk), at=timezone.now())
    return True
