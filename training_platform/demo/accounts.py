"""The accounts that the demonstration offers, and what each is for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "demostracion-refco"  # noqa: S105 - printed on purpose: these accounts exist on this machine alone


@dataclass(frozen=True)
class DemoAccount:
    """One way in."""

    email: str
    name: str
    purpose: str | Promise


def demo_accounts() -> list[DemoAccount]:
    """In the order in which a visitor would try them; every role has one."""
    return [
        DemoAccount(
            "lucia.andino@mp.hn.example",
            "Lucía Andino",
            _("prosecutor in Tegucigalpa: accepts a seat, joins, finds her certificates"),
        ),
        DemoAccount("marvin.zelaya@mp.hn.example", "Marvin Zelaya", _("prosecutor of the same office, without a seat")),
        DemoAccount("janelle.usher@dpp.bz.example", "Janelle Usher", _("prosecutor in Belize, reads English")),
        DemoAccount("karla.mejia@mp.hn.example", "Karla Mejía", _("contact point of Honduras: fills its seats")),
        DemoAccount("rolando.batista@pgn.pa.example", "Rolando Batista", _("contact point of another office (Panama)")),
        DemoAccount(
            "olvin.sabillon@mp.hn.example", "Olvin Sabillón", _("equipment custodian of Honduras: learns by video too")
        ),
        DemoAccount(
            "ada.funes@mp.hn.example", "Ada Funes", _("editor of the national school of Honduras: her country's pages")
        ),
        DemoAccount(
            "octavio.mena@escuela.fgr.sv.example", "Octavio Mena", _("trainer: moderates the session under way")
        ),
        DemoAccount(
            "ines.rivas@escuela.fgr.sv.example", "Inés Rivas", _("Regional School: curricula, approvals, rosters")
        ),
        DemoAccount(
            "teresa.aguilar@secretaria.refco.example", "Teresa Aguilar", _("Secretariat: approves and announces")
        ),
        DemoAccount(
            "daniel.moncada@secretaria.refco.example",
            "Daniel Moncada",
            _("Secretariat: the second person where two must agree"),
        ),
        DemoAccount("erik.lund@donante-a.example", "Erik Lund", _("funder (fictional): sees the network in figures")),
        DemoAccount("admin@secretaria.refco.example", "Administración técnica", _("system administrator")),
    ]
