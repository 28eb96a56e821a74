"""Assets: what stands where, in whose hands, in what state, and everything that ever happened to it."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from content.models import private_files
from equipment.models.catalogue import Currency, ItemType, Supplier
from equipment.querysets import AssetFileQuerySet, AssetQuerySet, AssetRecordQuerySet, CustodyQuerySet
from equipment.rules import is_usable
from network.models import Institution, Office, OfficeRoom, Person


class Asset(models.Model):
    """One item of an office. Where it is in its life, how well it is and whether it was seen are three separate facts.

    ``office`` owns it; ``custodian`` and ``room`` are the last row of its custody. Money stands as it was paid, with
    the day and the rate that turn it into US dollars, frozen. ``row_version`` counts changes: a spreadsheet
    that knows an older one is refused.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        ORDERED = "ordered", _("ordered")
        IN_TRANSIT = "in_transit", _("in transit")
        RECEIVED = "received", _("received")
        IN_SERVICE = "in_service", _("in service")
        UNDER_REPAIR = "under_repair", _("under repair")
        ON_LOAN = "on_loan", _("on loan")
        STORED = "stored", _("stored")
        LOST = "lost", _("lost")
        STOLEN = "stolen", _("stolen")
        RETIRED = "retired", _("retired")
        DISPOSED = "disposed", _("disposed of")

    class Condition(models.TextChoices):
        NEW = "new", _("new")
        GOOD = "good", _("good")
        FAIR = "fair", _("fair")
        POOR = "poor", _("poor")
        BROKEN = "broken", _("broken")
        UNKNOWN = "", _("not reported")

    class Verification(models.TextChoices):
        NEVER = "never", _("never verified")
        CONFIRMED = "confirmed", _("seen")
        MISSING = "missing", _("missing")
        UNEXPECTED = "unexpected", _("found elsewhere")

    class Disposal(models.TextChoices):
        SOLD = "sold", _("sold")
        DONATED = "donated", _("donated")
        SCRAPPED = "scrapped", _("scrapped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tag = models.CharField(
        _("asset tag"),
        max_length=30,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9][A-Z0-9.-]*$", _("Capital letters, digits, points and hyphens."))],
    )
    item_type = models.ForeignKey(
        ItemType, on_delete=models.PROTECT, related_name="assets", verbose_name=_("kind of item")
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="assets", verbose_name=_("office"))
    room = models.ForeignKey(
        OfficeRoom, on_delete=models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("room")
    )
    custodian = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("custodian")
    )
    manufacturer = models.CharField(_("manufacturer"), max_length=80, blank=True)
    model_name = models.CharField(_("model"), max_length=80, blank=True)
    serial = models.CharField(_("serial number"), max_length=80, blank=True)
    spec = models.JSONField(_("specification"), default=dict, blank=True)

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PLANNED)
    condition = models.CharField(
        _("condition"), max_length=7, choices=Condition.choices, default=Condition.UNKNOWN, blank=True
    )
    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification.choices, default=Verification.NEVER
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)

    ordered_on = models.DateField(_("ordered on"), null=True, blank=True)
    order_number = models.CharField(_("order number"), max_length=60, blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    delivery_act = models.CharField(_("number of the delivery act"), max_length=60, blank=True)
    in_service_on = models.DateField(_("in service since"), null=True, blank=True)
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("supplier")
    )
    funder = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("funder")
    )
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = Currency(_("currency (ISO 4217)"), blank=True)
    value_date = models.DateField(_("value date"), null=True, blank=True)
    rate_per_usd = models.DecimalField(
        _("units for one US dollar"), max_digits=18, decimal_places=8, null=True, blank=True
    )
    rate_source = models.CharField(_("source of the rate"), max_length=100, blank=True)
    cost_usd = models.DecimalField(_("cost in US dollars"), max_digits=14, decimal_places=2, null=True, blank=True)
    warranty_until = models.DateField(_("warranty until"), null=True, blank=True)
    end_of_life_on = models.DateField(_("end of life"), null=True, blank=True)

    returns_on = models.DateField(_("returns on"), null=True, blank=True)
    lent_to = models.CharField(_("lent to"), max_length=150, blank=True)
    loss_report = models.CharField(_("number of the report of loss or theft"), max_length=60, blank=True)
    disposal = models.CharField(_("way of disposal"), max_length=8, choices=Disposal.choices, blank=True)
    disposal_act = models.CharField(_("number of the disposal act"), max_length=60, blank=True)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)
    row_version = models.PositiveIntegerField(_("version of the row"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"))

    objects = AssetQuerySet.as_manager()

    class Meta:
        ordering = ["tag"]
        verbose_name = _("asset")
        verbose_name_plural = _("assets")
        constraints = [
            models.UniqueConstraint(
                fields=["manufacturer", "serial"],
                condition=~Q(serial=""),
                name="equipment_serial_once",
                violation_error_message=_("An item of this manufacturer with this serial number exists already."),
            ),
            models.CheckConstraint(
                condition=~Q(status="in_service") | Q(room__isnull=False, custodian__isnull=False),
                name="equipment_in_service_has_room_and_custodian",
                violation_error_message=_("What is in service stands in a room and has a custodian."),
            ),
            models.CheckConstraint(
                condition=~Q(status="on_loan") | Q(returns_on__isnull=False),
                name="equipment_on_loan_returns",
                violation_error_message=_("What is on loan has a day on which it returns."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["lost", "stolen"]) | ~Q(loss_report=""),
                name="equipment_loss_is_reported",
                violation_error_message=_("A loss or a theft has the number of its report."),
            ),
            models.CheckConstraint(
                condition=~Q(status="disposed") | (~Q(disposal="") & ~Q(disposal_act="")),
                name="equipment_disposal_has_act",
                violation_error_message=_("Disposal has a way and the number of an act."),
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | (Q(cost__gte=0) & ~Q(currency="")),
                name="equipment_cost_has_currency",
                violation_error_message=_("A cost has a currency."),
            ),
            models.CheckConstraint(
                condition=Q(warranty_until__isnull=True)
                | Q(delivered_on__isnull=True)
                | Q(warranty_until__gte=F("delivered_on")),
                name="equipment_warranty_after_delivery",
                violation_error_message=_("A warranty ends after the delivery."),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "item_type", "status"], name="equipment_by_office"),
            models.Index(fields=["warranty_until"], name="equipment_by_warranty"),
            models.Index(fields=["serial"], name="equipment_by_serial"),
        ]

    def __str__(self) -> str:
        return self.tag

    @property
    def is_usable(self) -> bool:
        """In service, in a fair condition or better, and not missing."""
        return is_usable(self.status, self.condition, self.verification)


class AssetEvent(models.Model):
    """One change of an asset: what it was before and is after, by whom, by which import. Never changed.

    Nothing in the database ties it to its asset: the history of an entry that was undone outlives it.

    ``before`` and ``after`` hold the fields that changed, as JSON; ``batch`` is the key of the import.
    """

    class Deed(models.TextChoices):
        """What was done, in the words of the asset's history."""

        REGISTERED = "registered", _("Entry into the inventory")
        REVISED = "revised", _("Correction")
        MOVED_ON = "moved_on", _("Change of status")
        ASSESSED = "assessed", _("Condition noted")
        HANDED_OVER = "handed_over", _("Hand-over")
        TRANSFERRED = "transferred", _("Transfer to another office")
        VERIFIED = "verified", _("Verification")
        MAINTAINED = "maintained", _("Work on it")
        FILED = "filed", _("Picture or paper added")
        UNFILED = "unfiled", _("Picture or paper removed")
        ACT_SIGNED = "act_signed", _("Signed act filed")
        WITHDRAWN = "withdrawn", _("Entry undone")

    append_only = True

    asset = models.ForeignKey(Asset, on_delete=models.DO_NOTHING, db_constraint=False, related_name="events")
    at = models.DateTimeField(_("at"))
    by = models.UUIDField(_("by"), null=True)
    action = models.CharField(_("action"), max_length=30)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    note = models.CharField(_("note"), max_length=300, blank=True)
    batch = models.UUIDField(_("import"), null=True)

    objects = AssetRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("event of an asset")
        verbose_name_plural = _("events of assets")
        indexes = [
            models.Index(fields=["asset", "at"], name="equipment_events_of_asset"),
            models.Index(fields=["batch"], name="equipment_events_of_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id}: {self.action}"

    @property
    def deed(self) -> str:
        """What was done, in the reader's language."""
        return str(self.Deed(self.action).label) if self.action in self.Deed.values else self.action


class Custody(models.Model):
    """Who answered for an asset, of which office, in which room, from when until when; the last row has no end."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="custodies")
    custodian = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="custodies", verbose_name=_("custodian")
    )
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name=_("office"))
    room = models.ForeignKey(OfficeRoom, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("room"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    act_number = models.CharField(_("number of the act"), max_length=40, blank=True)
    handed_over_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    signed_act = models.FileField(_("signed act"), storage=private_files, upload_to="equipment/acts", blank=True)

    objects = CustodyQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("custody")
        verbose_name_plural = _("custodies")
        constraints = [
            models.UniqueConstraint(
                fields=["asset"], condition=Q(ends_at__isnull=True), name="equipment_one_custody_runs"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asset_id} {self.starts_at}"


class Maintenance(models.Model):
    """Work on an asset: a repair, an upgrade, a calibration, with its cost."""

    class Kind(models.TextChoices):
        MAINTENANCE = "maintenance", _("maintenance")
        REPAIR = "repair", _("repair")
        UPGRADE = "upgrade", _("upgrade")
        CALIBRATION = "calibration", _("calibration")
        SOFTWARE = "software", _("software support")
        HARDWARE = "hardware", _("hardware support")
        CONFIGURATION = "configuration", _("change of configuration")
        TEST_CALL = "test_call", _("test call")

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="maintenances")
    kind = models.CharField(_("kind"), max_length=13, choices=Kind.choices)
    title = models.CharField(_("what was done"), max_length=200)
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("supplier")
    )
    under_warranty = models.BooleanField(_("under warranty"), default=False)
    started_on = models.DateField(_("begun on"))
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = Currency(_("currency (ISO 4217)"), blank=True)
    cost_usd = models.DecimalField(_("cost in US dollars"), max_digits=14, decimal_places=2, null=True, blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(_("noted at"))

    objects = AssetRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        verbose_name = _("maintenance")
        verbose_name_plural = _("maintenances")
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(completed_on__gte=F("started_on")),
                name="equipment_maintenance_ends_after_it_begins",
                violation_error_message=_("It is completed on the day it was begun or later."),
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | (Q(cost__gte=0) & ~Q(currency="")),
                name="equipment_maintenance_cost_has_currency",
                violation_error_message=_("A cost has a currency."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset_id}: {self.kind}"


class AssetFile(models.Model):
    """A photograph or a paper of an asset, made anew when it was taken in; handed out by our own view alone."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photograph")
        INVOICE = "invoice", _("invoice")
        DELIVERY = "delivery", _("delivery act")
        WARRANTY = "warranty", _("warranty")
        DISPOSAL = "disposal", _("disposal act")
        OTHER = "other", _("other paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120, blank=True)
    file = models.FileField(_("file"), storage=private_files, upload_to="equipment/files")
    size = models.PositiveIntegerField(_("bytes"))
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added at"))
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)

    objects = AssetFileQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-added_at"]
        verbose_name = _("file of an asset")
        verbose_name_plural = _("files of assets")

    def __str__(self) -> str:
        return f"{self.asset_id}: {self.kind}"
