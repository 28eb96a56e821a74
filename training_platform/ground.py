"""The ground that the platform stands on before anyone signs in, and who may touch which record in the admin."""

from django.contrib.auth.models import Group
from django.db import transaction

from content.actions import grant, lay_countries, lay_groups, lay_tree
from courses.catalogue import lay_catalogue
from equipment.catalogue import lay_equipment
from network.catalogue import lay_network
from network.rules import GROUPS_BY_ROLE

EDIT = ("view", "add", "change")
LOOK = ("view",)
EQUIPMENT_BOOKS = ("itemtype", "supplier", "exchangerate", "kit", "kitversion")
# What each role may do with records in the Wagtail admin. State is never edited there: buttons call actions, and the
# actions ask again. Pages, pictures and documents are granted in content.actions and courses.catalogue.
RIGHTS = {
    "school_editor": {
        "courses": {"workshop": EDIT, "enrolment": LOOK},
        "calendars": {"holiday": LOOK},
        "training_sessions": {"trainingsession": EDIT, "attendance": LOOK},
        "certificates": {"certificate": LOOK},
        "equipment": dict.fromkeys(EQUIPMENT_BOOKS, LOOK),
        "network": {"person": LOOK, "office": LOOK, "unit": LOOK, "school": LOOK, "institution": LOOK},
    },
    "secretariat": {
        "courses": {"workshop": EDIT, "enrolment": LOOK, "trainingarea": EDIT, "crimetopic": EDIT},
        "calendars": {"holiday": EDIT},
        "training_sessions": {"trainingsession": EDIT, "attendance": LOOK},
        "certificates": {"certificate": LOOK, "wording": EDIT, "signatory": EDIT},
        "network": dict.fromkeys(
            ("person", "appointment", "office", "unit", "school", "institution", "officeroom", "communication"), EDIT
        ),
        "equipment": dict.fromkeys(("itemtype", "supplier", "kit", "kitversion"), EDIT)
        | {"exchangerate": ("view", "add")},
        "privacy": {"correction": LOOK, "breach": EDIT},
        "audit": {"auditevent": LOOK},
        "outbox": {"letter": LOOK},
        "jobs": {"job": LOOK},
    },
    "administrator": {
        "equipment": dict.fromkeys(EQUIPMENT_BOOKS, LOOK),
        "audit": {"auditevent": LOOK},
        "outbox": {"letter": LOOK},
        "jobs": {"job": LOOK},
    },
    "national_editor": {"calendars": {"holiday": EDIT}},  # of their own country: Holiday.objects.visible_to
}


@transaction.atomic
def lay_ground() -> None:
    """All that is there on the first day, in order; twice is once. Needs the permissions that ``migrate`` makes."""
    lay_network()
    lay_tree()
    lay_groups()
    lay_catalogue()
    lay_equipment()
    lay_countries()
    lay_rights()


def lay_rights() -> None:
    """Grant what :data:`RIGHTS` lists."""
    for role, apps in RIGHTS.items():
        group = Group.objects.get(name=GROUPS_BY_ROLE[role])
        for app, models in apps.items():
            names = [f"{app}.{verb}_{model}" for model, verbs in models.items() for verb in verbs]
            grant(group, *names)
