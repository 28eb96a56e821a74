"""What the page editor asks of a curriculum before it is kept."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.utils.formats import localize
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminPageForm

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm


class CoursePageForm(WagtailAdminPageForm):
    """A curriculum has one count of hours: the other language says what the Spanish one says, module by module."""

    def clean(self) -> dict:
        cleaned = super().clean()
        modules = self.formsets.get("modules")
        if modules is not None and self.instance.locale.language_code != settings.LANGUAGE_CODE:
            self._hold_to_first_language(modules)
        return cleaned

    def _hold_to_first_language(self, modules: BaseChildFormSet) -> None:
        """Puts an error at each kind or hours that differs from the live Spanish module with the same key."""
        first = {module.translation_key: module for module in self._modules_of_first_language()}
        kept = [form for form in modules.forms if form.is_valid() and not form.cleaned_data.get("DELETE")]
        _pair(kept, first)
        for form in kept:
            module = first.get(form.instance.translation_key)
            if module is None:
                continue
            if form.cleaned_data["kind"] != module.kind:
                form.add_error("kind", _("The Spanish curriculum says: %s.") % module.get_kind_display())
            if form.cleaned_data["hours"] != module.hours:
                form.add_error("hours", _("The Spanish curriculum says: %s.") % localize(module.hours))

    def _modules_of_first_language(self) -> "QuerySet":
        module = apps.get_model("courses", "CourseModule")
        return module.objects.filter(
            page__translation_key=self.instance.translation_key,
            page__live=True,
            locale__language_code=settings.LANGUAGE_CODE,
        ).order_by("sort_order")


def _pair(forms: "Iterable[ModelForm]", first: dict) -> None:
    """A module added here is the translation of the next Spanish one that has no words here yet."""
    here = {form.instance.translation_key for form in forms}
    waiting = [key for key in first if key not in here]
    for form in forms:
        if form.instance.translation_key not in first and waiting:
            form.instance.translation_key = waiting.pop(0)
