"""The lists of records in the Wagtail admin: cells in words, filters by names, cards on a phone."""

from collections.abc import Mapping

import django_filters
from django.db import models
from django.forms import RadioSelect
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views import generic

from network.telling import brief_words, choice_words, fetched_with, relations_told

CARDS = "listing listing--cards"


class FactColumn(Column):
    """A cell in words: yes and no, a country for an office, an instant on the reader's clock with its place."""

    cell_template_name = "network/staff/_fact_cell.html"

    def get_cell_context_data(self, instance: models.Model, parent_context: Mapping) -> dict:
        context = super().get_cell_context_data(instance, parent_context)
        value = context["raw_value"]
        if isinstance(value, models.Manager):
            value = value.all()
        is_instant = hasattr(value, "tzinfo")
        return context | {"is_instant": is_instant, "words": "" if is_instant else brief_words(value)}


class RecordChoiceField(django_filters.fields.ModelChoiceField):
    """Records to choose from, each with its country."""

    def label_from_instance(self, record: models.Model) -> str:
        return choice_words(record)


class RecordChoiceFilter(django_filters.ModelChoiceFilter):
    """Rows that belong to one record."""

    field_class = RecordChoiceField


class RecordFilterSet(WagtailFilterSet):
    """Filters called after what they ask for; records are chosen by name and country."""

    @classmethod
    def filter_for_lookup(cls, field: models.Field, lookup_type: str) -> tuple[type[django_filters.Filter], dict]:
        filter_class, asked = super().filter_for_lookup(field, lookup_type)
        asked.setdefault("label", capfirst(field.verbose_name))
        if isinstance(field, models.ForeignKey):
            asked["queryset"] = lambda _request: fetched_with(field.related_model._default_manager.all())
            asked.setdefault("empty_label", _("All"))
            return RecordChoiceFilter, asked
        return filter_class, asked


class CodeFilter(django_filters.ChoiceFilter):
    """One of a few codes, by the words that stand for them; not asked, all."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"widget": RadioSelect, "empty_label": _("All")} | kwargs)


class RecordIndexView(generic.IndexView):
    """The rows that this reader may see, each leading to its page, where everything that may be done stands."""

    viewset = None
    base_filterset_class = RecordFilterSet
    table_classname = CARDS

    def get_base_queryset(self) -> models.QuerySet:
        rows = self.viewset.get_queryset(self.request)
        return rows.select_related(*relations_told(self.model, self.list_display))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The first cell leads to the record's page, also where the viewset words it itself."""
        first, *others = super().columns
        if isinstance(first, FactColumn):
            title = self._get_title_column_class(self._leading(TitleColumn))
            first = title(first.name, label=first.label, accessor=first.accessor, sort_key=first.sort_key)
        return [first, *others]

    def _leading(self, column_class: type[TitleColumn]) -> type[TitleColumn]:
        view = self

        class RecordTitle(column_class):
            def get_link_url(self, instance: models.Model, _context: Mapping) -> str | None:
                return view.get_inspect_url(instance)

        return RecordTitle

    def _get_title_column(
        self, field_name: str, column_class: type[TitleColumn] = TitleColumn, **kwargs: object
    ) -> BaseColumn:
        return super()._get_title_column(field_name, self._leading(column_class), **kwargs)

    def _get_custom_column(
        self, field_name: str, column_class: type[Column] = FactColumn, **kwargs: object
    ) -> BaseColumn:
        return super()._get_custom_column(field_name, column_class, **kwargs)

    def get_edit_url(self, instance: models.Model) -> str | None:
        return super().get_edit_url(instance) if self.viewset.is_editable(instance) else None

    def get_list_more_buttons(self, instance: models.Model) -> list:
        """What else may be done from the list; the record's page is one touch on its name."""
        inspect_url = self.get_inspect_url(instance)
        return [button for button in super().get_list_more_buttons(instance) if button.url != inspect_url]

    def get_list_buttons(self, instance: models.Model) -> list:
        buttons = super().get_list_buttons(instance)
        for button in buttons:
            if "aria-label" in button.attrs:
                button.attrs["aria-label"] = _("More about %(record)s") % {"record": self.viewset.named(instance)}
        return buttons
