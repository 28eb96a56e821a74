"""The curriculum as pages, one tree per language: programme → area → course with its modules (R10, R14)."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from content.blocks import Body
from content.models import PlatformPage
from content.querysets import readable
from content.rules import CONTACT_POINTS
from courses.editing import CoursePageForm
from courses.models.topics import TrainingArea
from courses.rules import HoursByKind, hours_by_kind

# The School writes the programme, so none of it is ever put where the School does not read.
STRICTEST_TIER = CONTACT_POINTS


class ProgrammePage(PlatformPage):
    """The Regional Uniform Training Programme: parent of the areas."""

    body = StreamField(Body(required=False), blank=True, verbose_name=_("body"))

    content_panels = [*PlatformPage.content_panels, FieldPanel("body")]
    search_fields = [*PlatformPage.search_fields, index.SearchField("body")]
    strictest_tier = STRICTEST_TIER
    parent_page_types = ["content.HomePage"]
    subpage_types = ["courses.AreaPage"]
    template = "courses/programme_page.html"

    class Meta:
        verbose_name = _("programme page")
        verbose_name_plural = _("programme pages")

    def get_context(self, request, *args, **kwargs) -> dict:
        """Adds ``areas``: each live area page with the hours of its courses as ``hours``."""
        mine = AreaPage.objects.child_of(self).live().select_related("area").order_by("path")
        areas = list(readable(mine, request))
        courses = list(readable(CoursePage.objects.descendant_of(self).live(), request).prefetch_related("modules"))
        for area in areas:
            area.hours = hours_by_kind(
                (module.kind, module.hours)
                for course in courses
                if course.path.startswith(area.path)
                for module in course.modules.all()
            )
        return super().get_context(request, *args, **kwargs) | {"areas": areas}


class AreaPage(PlatformPage):
    """One training area in one language: parent of its courses."""

    area = models.ForeignKey(
        TrainingArea, on_delete=models.PROTECT, related_name="pages", verbose_name=_("training area")
    )
    body = StreamField(Body(required=False), blank=True, verbose_name=_("body"))

    content_panels = [*PlatformPage.content_panels, FieldPanel("area"), FieldPanel("body")]
    search_fields = [*PlatformPage.search_fields, index.SearchField("body")]
    strictest_tier = STRICTEST_TIER
    parent_page_types = ["courses.ProgrammePage"]
    subpage_types = ["courses.CoursePage"]
    template = "courses/area_page.html"

    class Meta:
        verbose_name = _("area page")
        verbose_name_plural = _("area pages")

    def get_context(self, request, *args, **kwargs) -> dict:
        """Adds ``courses``, each live one with its modules, and ``hours`` of them all (R14)."""
        live = CoursePage.objects.child_of(self).live().prefetch_related("modules").order_by("path")
        courses = list(readable(live, request))
        hours = hours_by_kind((module.kind, module.hours) for course in courses for module in course.modules.all())
        return super().get_context(request, *args, **kwargs) | {"courses": courses, "hours": hours}


class CoursePage(PlatformPage):
    """A curriculum (*malla curricular*): modules of theory and practice with their hours and objectives."""

    objectives = models.TextField(_("objectives"), blank=True)
    body = StreamField(Body(required=False), blank=True, verbose_name=_("body"))

    content_panels = [
        *PlatformPage.content_panels,
        FieldPanel("objectives"),
        InlinePanel("modules", label=_("Module"), heading=_("Modules")),
        FieldPanel("body"),
    ]
    search_fields = [
        *PlatformPage.search_fields,
        index.SearchField("objectives"),
        index.SearchField("body"),
        index.RelatedFields("modules", [index.SearchField("title"), index.SearchField("objectives")]),
    ]
    strictest_tier = STRICTEST_TIER
    parent_page_types = ["courses.AreaPage"]
    subpage_types: list[str] = []
    template = "courses/course_page.html"
    base_form_class = CoursePageForm

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    @property
    def area(self) -> TrainingArea:
        """The training area of the page above."""
        return self.get_parent().specific.area

    @property
    def hours(self) -> HoursByKind:
        """Hours of theory and of practice."""
        return hours_by_kind((module.kind, module.hours) for module in self.modules.all())


class CourseModule(TranslatableMixin, Orderable):
    """A module of a curriculum; the same in both languages by its ``translation_key``."""

    class Kind(models.TextChoices):
        THEORY = "theory", _("theory")
        PRACTICE = "practice", _("practice")

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="modules")
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    hours = models.DecimalField(
        _("hours"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(200))],
        help_text=_("Of 60 minutes."),
    )
    objectives = models.TextField(_("objectives"), blank=True)

    panels = [FieldPanel("title"), FieldPanel("kind"), FieldPanel("hours"), FieldPanel("objectives")]
    override_translatable_fields = [
        SynchronizedField("kind", overridable=False),
        SynchronizedField("hours", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def __str__(self) -> str:
        return self.title
