import pytest
from django.utils import timezone

from equipment import actions
from equipment.models import Custody
from equipment.paper import act_pdf, label_address, labels_pdf, round_pdf
from tests.makers.equipment import make_asset


def test_labels_are_a_sheet_for_every_twenty_four(house, asset):
    content = labels_pdf([asset] * 25, at=timezone.now())
    assert content.startswith(b"%PDF-")
    assert label_address(asset).endswith(f"/e/{asset.tag}/")


@pytest.mark.parametrize("language", ["es", "en"])
def test_act_and_report_are_set_in_both_languages(house, asset, language):
    from django.utils import translation

    actions.hand_over([asset], custodian=house.ciro.person, by=house.carla)
    with translation.override(language):
        assert act_pdf(Custody.objects.get(ends_at=None)).startswith(b"%PDF-")
        verification = actions.open_round(house.office, title="A", due_on=timezone.localdate(), by=house.ciro)
        actions.note_seen(verification, tag=make_asset(house.away_room).tag, by=house.ciro)
        assert round_pdf(verification, at=timezone.now()).startswith(b"%PDF-")
