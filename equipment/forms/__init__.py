"""What is filled in on the pages of the inventory; validates shape, writes nothing."""

from equipment.forms.assets import AssetForm, ConditionForm, KindForm, MoveForm
from equipment.forms.deeds import (
    CompletionForm,
    FileForm,
    HandOverForm,
    MaintenanceForm,
    SignedActForm,
    TransferForm,
)
from equipment.forms.lists import AssetFilterForm
from equipment.forms.rounds import RoundForm, SeenForm, SignForm

__all__ = [
    "AssetFilterForm",
    "AssetForm",
    "CompletionForm",
    "ConditionForm",
    "FileForm",
    "HandOverForm",
    "KindForm",
    "MaintenanceForm",
    "MoveForm",
    "RoundForm",
    "SeenForm",
    "SignForm",
    "SignedActForm",
    "TransferForm",
]
