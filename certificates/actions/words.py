"""What certificates say and who signs them: written as a draft, put into use as a version, never changed after that."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certificates.errors import CertificateError
from certificates.models import Signatory, Wording
from certificates.phrases import LANGUAGES, TEXTS, house_wording
from foundations.audit.actions import record_event
from network.models import User
from network.querysets import standing_of

FOLDER = "certificates/pictures"
MOST_SIGNERS = 3


@transaction.atomic
def draft_wording(*, kind: str, by: User | None, at: datetime | None = None) -> Wording:
    """The draft of a kind's next version, begun with the words in use; the one that there is, if somebody began it."""
    _refuse_others(by, at)
    if draft := Wording.objects.drafts().filter(kind=kind).first():
        return draft
    in_use, house = Wording.objects.in_use(kind).first(), house_wording(kind)
    draft = Wording(kind=kind)
    for field in (f"{text}_{language}" for text in TEXTS for language in LANGUAGES):
        text, _line, language = field.rpartition("_")
        setattr(draft, field, getattr(in_use, field) if in_use else house[language][text])
    if in_use:
        draft.logo, draft.seal = in_use.logo, in_use.seal
    draft.save(force_insert=True)
    record_event("certificates.wording_drafted", draft, by=by, at=at, kind=kind)
    return draft


@transaction.atomic
def revise_wording(wording: Wording, *, by: User | None, at: datetime | None = None, **fields: object) -> Wording:
    """Change what a draft says. ``logo`` and ``seal`` are clean files, or ``None`` for none.

    Raises :class:`CertificateError` for a version in use.
    """
    _refuse_others(by, at)
    draft = Wording.objects.select_for_update().get(pk=wording.pk)
    _refuse_published(draft)
    _set(draft, fields, pictures=("logo", "seal"))
    record_event("certificates.wording_revised", draft, by=by, at=at, fields=sorted(fields))
    return draft


@transaction.atomic
def publish_wording(wording: Wording, *, by: User | None, at: datetime | None = None) -> Wording:
    """Put a draft into use for what is issued from now on; what was issued keeps its own words. Twice is once."""
    _refuse_others(by, at)
    of_kind = list(Wording.objects.select_for_update().filter(kind=wording.kind).order_by("pk"))
    draft = next(each for each in of_kind if each.pk == wording.pk)
    if draft.number is not None:
        return draft
    draft.number, draft.published_at = max((each.number or 0 for each in of_kind), default=0) + 1, at or timezone.now()
    draft.save(update_fields=["number", "published_at"])
    record_event("certificates.wording_published", draft, by=by, at=at, kind=draft.kind, number=draft.number)
    return draft


@transaction.atomic
def name_signatory(*, by: User | None, at: datetime | None = None, **fields: object) -> Signatory:
    """Somebody signs certificates from a day on. Three at most sign on one day: :class:`CertificateError`."""
    _refuse_others(by, at)
    signatory = Signatory()
    _set(signatory, fields, pictures=("image",))
    _refuse_fourth(signatory)
    record_event("certificates.signatory_named", signatory, by=by, at=at)
    return signatory


@transaction.atomic
def revise_signatory(
    signatory: Signatory, *, by: User | None, at: datetime | None = None, **fields: object
) -> Signatory:
    """Correct a name, a post, an image or the days; what was issued keeps what stood there then."""
    _refuse_others(by, at)
    locked = Signatory.objects.select_for_update().get(pk=signatory.pk)
    _set(locked, fields, pictures=("image",))
    _refuse_fourth(locked)
    record_event("certificates.signatory_revised", locked, by=by, at=at, fields=sorted(fields))
    return locked


def _set(record: Wording | Signatory, fields: dict[str, object], *, pictures: Iterable[str]) -> None:
    """A picture becomes a name in the private storage: a new file each time, for papers point at the old one."""
    for name, value in fields.items():
        if name in pictures:
            setattr(record, name, _kept(value) if isinstance(value, File) else "")
        else:
            setattr(record, name, value)
    record.full_clean()
    record.save()


def _kept(picture: File) -> str:
    return storages["private"].save(f"{FOLDER}/{picture.name}", picture)


def _refuse_fourth(signatory: Signatory) -> None:
    others = list(Signatory.objects.signing(signatory.signs_from, signatory.signs_until).exclude(pk=signatory.pk))
    days = {signatory.signs_from, *(each.signs_from for each in others if each.signs_from >= signatory.signs_from)}
    if any(sum(_signs_on(each, day) for each in others) >= MOST_SIGNERS for day in days):
        raise CertificateError(_("Three people sign on these days already: end the time of one of them first."))


def _signs_on(signatory: Signatory, day: date) -> bool:
    return signatory.signs_from <= day and (signatory.signs_until is None or day <= signatory.signs_until)


def _refuse_published(wording: Wording) -> None:
    if wording.number is not None:
        raise CertificateError(_("This version is in use and stays as it is: begin a new draft."))


def _refuse_others(by: User | None, at: datetime | None) -> None:
    """For the Secretariat; ``None`` is the set-up."""
    if by is not None and not standing_of(by, at).is_secretariat:
        raise CertificateError(_("Only the Secretariat writes what certificates say."))
