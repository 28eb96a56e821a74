"""Why not, in a sentence: the one place where codes of the rules become words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.rules import Place
from network.models import Person

MISSING = {
    "units": gettext_lazy("a coordinating unit"),
    "schools": gettext_lazy("a training school"),
    "syllabus": gettext_lazy("a published curriculum with modules"),
    "school": gettext_lazy("the approval of the Prosecutors' School"),
    "secretariat": gettext_lazy("the approval of the Secretariat"),
    "different_people": gettext_lazy("two approvals by different people"),
}
WAITING = {
    Place.OFFICE_FULL: gettext_lazy("The seats of the office are taken."),
    Place.WORKSHOP_FULL: gettext_lazy("The workshop is full."),
    Place.KEPT: gettext_lazy("The seats that are free are kept for their own offices a while."),
}


def missing_sentence(missing: Sequence[str]) -> str:
    """“The workshop cannot be announced yet. Still missing: …”."""
    listed = ", ".join(str(MISSING[code]) for code in missing)
    return _("The workshop cannot be announced yet. Still missing: %(list)s.") % {"list": listed}


def waiting_sentence(reason: str) -> str:
    """Why an enrolment waits, in the reader's language, from the cause that its first step keeps."""
    return str(WAITING[Place(reason)]) if reason in {place.value for place in WAITING} else ""


def untold_sentence(person: Person) -> str:
    """That nobody writes to ``person``, who has no account that works; empty for whoever is told."""
    if person.may_sign_in:
        return ""
    if hasattr(person, "user"):
        untold = _("%(name)s has not activated the account yet and gets no e-mail: please tell them yourself.")
    else:
        untold = _("%(name)s has no account and gets no e-mail: please tell them yourself.")
    return untold % {"name": person.full_name}
