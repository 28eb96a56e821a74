"""Help in place: *¿Qué hago ahora?*, one short page for each role, with links to the screens that the reader may open.

The texts are whole files, one for each language (``templates/training_platform/help/_<role>.<language>.html``). What is
for everybody is public; the pages of roles are for whoever is signed in: one may want to know what another does.
"""

from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from network.querysets import standing_of
from training_platform.access import Role


@dataclass(frozen=True)
class Guide:
    """The page of one role: its word in the address of each language."""

    role: Role
    slug_es: str
    slug_en: str

    @property
    def slug(self) -> str:
        """In the active language."""
        return self.slug_en if (get_language() or "").startswith("en") else self.slug_es

    @property
    def template(self) -> str:
        language = "en" if (get_language() or "").startswith("en") else "es"
        return f"training_platform/help/_{self.role.value}.{language}.html"

    @property
    def is_public(self) -> bool:
        return self.role is Role.ANONYMOUS


GUIDES = (
    Guide(Role.ANONYMOUS, "visitante", "visitor"),
    Guide(Role.PROSECUTOR, "fiscal", "prosecutor"),
    Guide(Role.CONTACT_POINT, "punto-de-contacto", "contact-point"),
    Guide(Role.TRAINER, "capacitador", "trainer"),
    Guide(Role.CUSTODIAN, "custodio", "custodian"),
    Guide(Role.NATIONAL_SCHOOL, "escuela-nacional", "national-school"),
    Guide(Role.REGIONAL_SCHOOL, "escuela-regional", "regional-school"),
    Guide(Role.SECRETARIAT, "secretaria", "secretariat"),
    Guide(Role.FUNDER, "donante", "funder"),
    Guide(Role.ADMINISTRATOR, "administracion", "administrator"),
)
ROLES_BY_APPOINTMENT = {
    "contact_point": Role.CONTACT_POINT,
    "national_editor": Role.NATIONAL_SCHOOL,
    "school_editor": Role.REGIONAL_SCHOOL,
    "secretariat": Role.SECRETARIAT,
    "custodian": Role.CUSTODIAN,
    "trainer": Role.TRAINER,
    "funder": Role.FUNDER,
    "administrator": Role.ADMINISTRATOR,
}


def roles_of(user: object) -> frozenset[Role]:
    """The columns of the matrix in which a reader stands."""
    standing = standing_of(user)
    if standing.person_id is None:
        return frozenset({Role.ANONYMOUS})
    held = {role for code, role in ROLES_BY_APPOINTMENT.items() if standing.holds(code)}
    return frozenset(held | ({Role.PROSECUTOR} if standing.office_id is not None else set()))


@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    """The pages that the reader may open, those of the own roles first."""
    mine = roles_of(request.user)
    open_ones = [guide for guide in GUIDES if guide.is_public or request.user.is_authenticated]
    context = {
        "mine": [guide for guide in open_ones if guide.role in mine],
        "others": [guide for guide in open_ones if guide.role not in mine],
    }
    return render(request, "training_platform/help/index.html", context)


@require_safe
def help_page(request: HttpRequest, role: str) -> HttpResponse:
    """One role's page; under its other language's word it leads to the right one, so that the language switch works."""
    guide = next((guide for guide in GUIDES if role in (guide.slug_es, guide.slug_en)), None)
    if guide is None:
        raise Http404
    if not guide.is_public and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if role != guide.slug:
        return redirect("help_page", guide.slug)
    return render(request, "training_platform/help/page.html", {"guide": guide})
