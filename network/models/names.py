"""What has a Spanish and an English name, and names that changed in time."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.bilingual import Bilingual


class BilingualName(models.Model):
    """Something with a Spanish and an English name."""

    name_es = models.CharField(_("name in Spanish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    name = Bilingual(_("name"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class FormerName(BilingualName):
    """A name that an institution bore from one day until another, both included."""

    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"))

    class Meta:
        abstract = True
        ordering = ["valid_to"]


class NamedInTime(BilingualName):
    """Something whose present name stands on its row and whose former names are dated rows beside it."""

    class Meta:
        abstract = True

    def name_on(self, day: date) -> str:
        """The name it bore on ``day``, in the active language."""
        for former in self.former_names.all():
            if day <= former.valid_to and (former.valid_from is None or day >= former.valid_from):
                return former.name
        return self.name
