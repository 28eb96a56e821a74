"""The certificate as a fact, the counter that numbers it without gaps, and what became of it (C5, C6)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from certificates.querysets import CertificateQuerySet, SignatoryQuerySet, WordingQuerySet
from courses.models import Workshop
from network.bilingual import Bilingual
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
    and ``signed_with`` the SHA-256 of that key's certificate, both empty on one that is not signed. Trainers may have
    no ``office``.

    A corrected name or another language makes a new ``version`` of the same number, with a code of its own; the row
    that it ``replaces`` stays, and its code answers for ever.
    """

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("certificate of attendance")
        ACHIEVEMENT = "achievement", _("certificate of achievement")
        TRAINER = "trainer", _("trainer's certificate")
        HOST = "host", _("host's certificate")
        COORDINATION = "coordination", _("certificate of coordination")

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
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("office"),
    )
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


class Badge(models.Model):
    """A certificate as an Open Badge, made with it, shown to nobody but its holder: signed once and kept.

    ``credential`` is the compact JWS, ``kid`` the key that signed it, ``status_index`` the place of its bits in the
    status lists. ``share_hash`` is the SHA-256 of the secret in the link by which its page is open, ``None`` while the
    holder shares it with nobody.
    """

    certificate = models.OneToOneField(
        Certificate,
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="badge",
        verbose_name=_("certificate"),
    )
    status_index = models.PositiveIntegerField(_("place in the status lists"), unique=True)
    credential = models.TextField(_("credential"), blank=True)
    kid = models.CharField(_("key"), max_length=40, blank=True)
    issued_at = models.DateTimeField(_("issued at"))
    share_hash = models.CharField(_("hash of the shared link"), max_length=64, null=True, blank=True, unique=True)
    shared_at = models.DateTimeField(_("shared at"), null=True, blank=True)

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")

    def __str__(self) -> str:
        return str(self.certificate_id)


class Wording(models.Model):
    """What the paper of a ``kind`` says around its facts: one numbered version, or the draft of the next one.

    A version is never changed once it has its ``number``: certificates carry the words that they were issued with. In
    the texts ``{hours}`` and the like stand for facts (see :mod:`certificates.phrases`). ``logo`` and ``seal`` are
    names in the private storage, empty for none.
    """

    kind = models.CharField(_("kind"), max_length=15, choices=Certificate.Kind.choices)
    number = models.PositiveSmallIntegerField(_("version"), null=True, blank=True, editable=False)
    title_es = models.CharField(_("title in Spanish"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=80)
    granted_es = models.CharField(_("line above the name in Spanish"), max_length=120)
    granted_en = models.CharField(_("line above the name in English"), max_length=120)
    reason_es = models.TextField(_("reason in Spanish"), max_length=300)
    reason_en = models.TextField(_("reason in English"), max_length=300)
    circumstances_es = models.TextField(_("circumstances in Spanish"), max_length=400, blank=True)
    circumstances_en = models.TextField(_("circumstances in English"), max_length=400, blank=True)
    conditions_es = models.TextField(_("conditions in Spanish"), max_length=300, blank=True)
    conditions_en = models.TextField(_("conditions in English"), max_length=300, blank=True)
    logo = models.CharField(_("logo"), max_length=100, blank=True)
    seal = models.CharField(_("seal"), max_length=100, blank=True)
    published_at = models.DateTimeField(_("in use since"), null=True, blank=True, editable=False)
    title = Bilingual(_("title"))

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-number"]
        verbose_name = _("wording of certificates")
        verbose_name_plural = _("wordings of certificates")
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="certificates_wording_version_once"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(number__isnull=True), name="certificates_one_draft_per_kind"
            ),
        ]

    def __str__(self) -> str:
        kind = capfirst(self.get_kind_display())
        return f"{kind} v{self.number}" if self.number else kind


class Signatory(models.Model):
    """Somebody who signs certificates from one day until another, both included; ``image`` as in :class:`Wording`.

    Whoever is named here stands by name on every paper issued in that time.
    """

    name = models.CharField(_("name"), max_length=120)
    post_es = models.CharField(_("post in Spanish"), max_length=160)
    post_en = models.CharField(_("post in English"), max_length=160)
    position = models.PositiveSmallIntegerField(_("place from the left"), default=1)
    signs_from = models.DateField(_("signs from"))
    signs_until = models.DateField(_("signs until"), null=True, blank=True)
    image = models.CharField(_("image of the signature"), max_length=100, blank=True)
    post = Bilingual(_("post"))

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        constraints = [
            models.CheckConstraint(
                condition=Q(signs_until__isnull=True) | Q(signs_until__gte=F("signs_from")),
                name="certificates_signatory_ends_after_start",
                violation_error_message=_("The end must not come before the beginning."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class IssueRun(models.Model):
    """Certificates of a workshop that the Secretariat read in a list and confirmed: who is to get which.

    ``chosen`` holds pairs of kind and person's key, ``refused`` those of them that had not earned it any more when
    their turn came. What is done already, the certificates themselves tell.
    """

    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, related_name="issue_runs", verbose_name=_("workshop")
    )
    chosen = models.JSONField(_("chosen"))
    refused = models.JSONField(_("refused"), default=list)
    asked_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = _("issue of certificates")
        verbose_name_plural = _("issues of certificates")

    def __str__(self) -> str:
        return f"{self.workshop_id}: {self.asked_at:%Y-%m-%d}"
