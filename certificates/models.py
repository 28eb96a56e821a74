"""The certificate as a fact, the counter that numbers it without gaps, and what became of it (C5, C6)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.querysets import CertificateQuerySet
from courses.models import Workshop
from network.models import Office, Person


class CertificateCounter(models.Model):
    """The last number given in a year; its row is the lock under which the next one is taken."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class AwardRound(models.Model):
    """Everybody with a seat in a workshop was considered for a certificate, the last time at ``concluded_at``.

    Attendance settled or corrected later makes another round due; nobody is ever certified twice.
    """

    workshop = models.OneToOneField(
        Workshop, primary_key=True, on_delete=models.PROTECT, related_name="award_round", verbose_name=_("workshop")
    )
    concluded_at = models.DateTimeField(_("concluded at"))

    class Meta:
        verbose_name = _("award round")
        verbose_name_plural = _("award rounds")

    def __str__(self) -> str:
        return str(self.workshop_id)


class Certificate(models.Model):
    """A certificate awarded to a person for a workshop: facts frozen, numbered, printed once and kept.

    ``facts`` is all that the paper says, as plain data; ``facts_digest`` its SHA-256. ``code`` is what the QR carries:
    128 random bits, printed on a paper meant to be shown, so it is kept in clear. ``document`` is a name in the private
    storage and ``document_digest`` the SHA-256 of the file, empty until it is printed; ``signed_by`` is who signed it
    and ``signed_with`` the SHA-256 of that key's certificate, both empty on one that is not signed.

    A corrected name or another language makes a new ``version`` of the same number, with a code of its own; the row
    that it ``replaces`` stays, and its code answers for ever.
    """

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("certificate of attendance")

    class State(models.TextChoices):
        VALID = "valid", _("valid")
        SUSPENDED = "suspended", _("suspended")
        SUPERSEDED = "superseded", _("replaced")
        REVOKED = "revoked", _("revoked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(_("number"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor", verbose_name=_("replaces")
    )
    code = models.CharField(_("verification code"), max_length=32, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices, default=Kind.ATTENDANCE)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("person"))
    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("workshop")
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("office"))
    language = models.CharField(_("language"), max_length=5)
    facts = models.JSONField(_("facts"))
    facts_digest = models.CharField(_("digest of the facts"), max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.VALID)
    awarded_at = models.DateTimeField(_("awarded at"))
    document = models.CharField(_("document"), max_length=100, blank=True)
    document_digest = models.CharField(_("digest of the document"), max_length=64, blank=True)
    signed_by = models.CharField(_("signed by"), max_length=200, blank=True)
    signed_with = models.CharField(_("fingerprint of the signer"), max_length=64, blank=True, db_index=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-awarded_at", "-number"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="certificates_number_and_version_once"),
            models.UniqueConstraint(
                fields=["person", "workshop", "kind"],
                condition=~Q(state="superseded"),
                name="certificates_once_per_person_and_workshop",
            ),
        ]

    def __str__(self) -> str:
        return self.number if self.version == 1 else f"{self.number} v{self.version}"


class CertificateStep(models.Model):
    """One step in the life of a certificate after its award. Rows are only added.

    ``cause`` may be told to anybody who holds the paper; ``remark`` is what the Secretariat wrote down, for the
    network's own book.
    """

    class Cause(models.TextChoices):
        UNDER_REVIEW = "under_review", _("under review")
        REVIEWED = "reviewed", _("reviewed and confirmed")
        ISSUED_IN_ERROR = "issued_in_error", _("issued in error")
        IMPROPER = "improper", _("obtained or used improperly")
        NAME_CORRECTED = "name_corrected", _("the name was corrected")
        OTHER_LANGUAGE = "other_language", _("issued anew in another language")

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="steps", verbose_name=_("certificate")
    )
    to_state = models.CharField(_("to"), max_length=10, choices=Certificate.State.choices)
    cause = models.CharField(_("cause"), max_length=15, choices=Cause.choices)
    remark = models.TextField(_("remark"), blank=True)
    done_at = models.DateTimeField(_("done at"))
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["done_at", "id"]
        verbose_name = _("step in a certificate's life")
        verbose_name_plural = _("steps in certificates' lives")

    def __str__(self) -> str:
        return f"{self.certificate_id} → {self.to_state}"
