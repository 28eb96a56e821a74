"""The network as it stands: countries, offices, units, schools, the Secretariat. Data, laid once; people change it later.

Names and zones are those of the network's own list. Mailboxes are fictional (``.example`` addresses). Where no day is known
for the end of a former name, it is the end of 2012, the last year for which the name is attested.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from network.models import Country, Institution, Office, OfficeFormerName, School, SchoolFormerName, Unit

Names = tuple[str, str]
ORGANISED_CRIME, NARCOTICS, OTHER = Unit.Kind.ORGANISED_CRIME, Unit.Kind.NARCOTICS, Unit.Kind.OTHER
END_OF_2012 = date(2012, 12, 31)
MINISTRY = ("Ministerio Público", "Public Prosecutor's Office")
ATTORNEY_GENERAL = ("Fiscal General", "Attorney General")


@dataclass(frozen=True)
class OfficeEntry:
    """One office with what belongs to it; every name is a pair, Spanish then English."""

    country: Names
    name: Names
    head: Names
    zone: str
    city: str
    currency: str
    mailbox: str
    units: tuple[tuple[Unit.Kind, Names], ...] = ()
    school: Names | None = None
    former_names: tuple[tuple[Names, date], ...] = ()
    former_schools: tuple[tuple[Names, date], ...] = ()


OFFICES = {
    "BZ": OfficeEntry(
        country=("Belice", "Belize"),
        name=("Oficina del Director del Ministerio Público", "Office of the Director of Public Prosecutions"),
        head=("Director del Ministerio Público", "Director of Public Prosecutions"),
        zone="America/Belize",
        city="Belmopán",
        currency="BZD",
        mailbox="refco@dpp.bz.example",
    ),
    "CO": OfficeEntry(
        country=("Colombia", "Colombia"),
        name=("Fiscalía General de la Nación", "Office of the Attorney General of the Nation"),
        head=ATTORNEY_GENERAL,
        zone="America/Bogota",
        city="Bogotá",
        currency="COP",
        mailbox="refco@fgn.co.example",
        units=(
            (
                ORGANISED_CRIME,
                (
                    "Dirección Especializada contra las Organizaciones Criminales",
                    "Directorate against Criminal Organisations",
                ),
            ),
            (NARCOTICS, ("Dirección Especializada contra el Narcotráfico", "Directorate against Drug Trafficking")),
        ),
        school=("Dirección de Altos Estudios", "Directorate of Advanced Studies"),
        former_schools=(
            (
                ("Escuela de Estudios e Investigaciones Criminalísticas", "School of Criminal Investigation Studies"),
                END_OF_2012,
            ),
        ),
    ),
    "CR": OfficeEntry(
        country=("Costa Rica", "Costa Rica"),
        name=("Ministerio Público, Fiscalía General de la República", "Public Prosecutor's Office of Costa Rica"),
        head=ATTORNEY_GENERAL,
        zone="America/Costa_Rica",
        city="San José",
        currency="CRC",
        mailbox="refco@mp.cr.example",
        units=(
            (
                ORGANISED_CRIME,
                (
                    "Fiscalía Adjunta contra la Delincuencia Organizada",
                    "Deputy Prosecutor's Office against Organised Crime",
                ),
            ),
            (
                NARCOTICS,
                ("Fiscalía Adjunta contra el Narcotráfico", "Deputy Prosecutor's Office against Drug Trafficking"),
            ),
        ),
        school=("Unidad de Capacitación y Supervisión", "Training and Supervision Unit"),
    ),
    "DO": OfficeEntry(
        country=("República Dominicana", "Dominican Republic"),
        name=(
            "Ministerio Público, Procuraduría General de la República",
            "Office of the Prosecutor General of the Republic",
        ),
        head=("Procuradora o Procurador General", "Prosecutor General"),
        zone="America/Santo_Domingo",
        city="Santo Domingo",
        currency="DOP",
        mailbox="refco@pgr.do.example",
        units=(
            (ORGANISED_CRIME, ("Dirección de Persecución", "Directorate of Prosecution")),
            (
                OTHER,
                (
                    "Procuraduría Especializada contra el Lavado de Activos y la Trata de Personas",
                    "Specialised Office against Money Laundering and Trafficking in Persons",
                ),
            ),
        ),
        school=(
            "Instituto de Educación Superior, Escuela Nacional del Ministerio Público",
            "National School of the Public Prosecutor's Office, Institute of Higher Education",
        ),
        former_schools=(
            (
                ("Escuela Nacional del Ministerio Público", "National School of the Public Prosecutor's Office"),
                END_OF_2012,
            ),
        ),
    ),
    "GT": OfficeEntry(
        country=("Guatemala", "Guatemala"),
        name=MINISTRY,
        head=(
            "Fiscal General y Jefe del Ministerio Público",
            "Attorney General and Head of the Public Prosecutor's Office",
        ),
        zone="America/Guatemala",
        city="Ciudad de Guatemala",
        currency="GTQ",
        mailbox="refco@mp.gt.example",
        units=(
            (ORGANISED_CRIME, ("Fiscalía contra el Crimen Organizado", "Prosecutor's Office against Organised Crime")),
            (NARCOTICS, ("Fiscalía de Delitos de Narcoactividad", "Prosecutor's Office for Drug Offences")),
        ),
        school=("Unidad de Capacitación (UNICAP)", "Training Unit (UNICAP)"),
    ),
    "HN": OfficeEntry(
        country=("Honduras", "Honduras"),
        name=MINISTRY,
        head=ATTORNEY_GENERAL,
        zone="America/Tegucigalpa",
        city="Tegucigalpa",
        currency="HNL",
        mailbox="refco@mp.hn.example",
        units=(
            (
                ORGANISED_CRIME,
                (
                    "Fiscalía Especial contra el Crimen Organizado",
                    "Special Prosecutor's Office against Organised Crime",
                ),
            ),
            (NARCOTICS, ("Dirección de Lucha contra el Narcotráfico", "Directorate against Drug Trafficking")),
        ),
        school=("Escuela de Formación “Orlan Arturo Chávez”", "“Orlan Arturo Chávez” Training School"),
        former_schools=(
            (
                ("Escuela de Capacitación del Ministerio Público", "Training School of the Public Prosecutor's Office"),
                END_OF_2012,
            ),
        ),
    ),
    "MX": OfficeEntry(
        country=("México", "Mexico"),
        name=("Fiscalía General de la República", "Office of the Attorney General of the Republic"),
        head=ATTORNEY_GENERAL,
        zone="America/Mexico_City",
        city="Ciudad de México",
        currency="MXN",
        mailbox="refco@fgr.mx.example",
        units=(
            (
                ORGANISED_CRIME,
                (
                    "Fiscalía Especializada en Materia de Delincuencia Organizada",
                    "Specialised Prosecutor's Office for Organised Crime",
                ),
            ),
        ),
        school=(
            "Instituto Nacional de Ciencias Penales (INACIPE)",
            "National Institute of Criminal Sciences (INACIPE)",
        ),
        former_names=(
            (
                ("Procuraduría General de la República", "Office of the Prosecutor General of the Republic"),
                date(2018, 12, 13),
            ),
        ),
    ),
    "NI": OfficeEntry(
        country=("Nicaragua", "Nicaragua"),
        name=MINISTRY,
        head=ATTORNEY_GENERAL,
        zone="America/Managua",
        city="Managua",
        currency="NIO",
        mailbox="refco@mp.ni.example",
        units=(
            (
                ORGANISED_CRIME,
                ("Unidad Anticorrupción y contra el Crimen Organizado", "Unit against Corruption and Organised Crime"),
            ),
        ),
        school=("Dirección de Capacitación", "Training Directorate"),
    ),
    "PA": OfficeEntry(
        country=("Panamá", "Panama"),
        name=(
            "Ministerio Público, Procuraduría General de la Nación",
            "Office of the Prosecutor General of the Nation",
        ),
        head=("Procuradora o Procurador General", "Prosecutor General"),
        zone="America/Panama",
        city="Ciudad de Panamá",
        currency="PAB",
        mailbox="refco@pgn.pa.example",
        units=(
            (
                ORGANISED_CRIME,
                (
                    "Fiscalía Especializada contra la Delincuencia Organizada",
                    "Specialised Prosecutor's Office against Organised Crime",
                ),
            ),
            (NARCOTICS, ("Fiscalías de Drogas", "Drug Prosecutors' Offices")),
        ),
        school=("Escuela del Ministerio Público", "School of the Public Prosecutor's Office"),
    ),
    "SV": OfficeEntry(
        country=("El Salvador", "El Salvador"),
        name=("Fiscalía General de la República", "Office of the Attorney General of the Republic"),
        head=ATTORNEY_GENERAL,
        zone="America/El_Salvador",
        city="San Salvador",
        currency="USD",
        mailbox="refco@fgr.sv.example",
        units=(
            (
                ORGANISED_CRIME,
                ("Unidad Especializada contra el Crimen Organizado", "Specialised Unit against Organised Crime"),
            ),
            (NARCOTICS, ("Unidad Especializada Antinarcotráfico", "Specialised Unit against Drug Trafficking")),
            (OTHER, ("Unidad Especializada Antiextorsión", "Specialised Unit against Extortion")),
        ),
        school=("Escuela de Capacitación Fiscal", "Prosecutors' School"),
    ),
}
LEADING_SCHOOL = "SV"
SECRETARIAT = ("Secretaría de la Red", "Secretariat of the Network")


@transaction.atomic
def lay_network() -> dict[str, Office]:
    """Countries, offices with units and schools, and the Secretariat; by ISO code. Rows that are there stay as they are."""
    Institution.objects.get_or_create(
        kind=Institution.Kind.SECRETARIAT, defaults={"name_es": SECRETARIAT[0], "name_en": SECRETARIAT[1]}
    )
    return {code: _lay_office(code, entry) for code, entry in OFFICES.items()}


def _names(pair: Names) -> dict[str, str]:
    return {"name_es": pair[0], "name_en": pair[1]}


def _lay_office(code: str, entry: OfficeEntry) -> Office:
    country, _created = Country.objects.get_or_create(code=code, defaults=_names(entry.country))
    facts = {
        "country": country,
        "head_title_es": entry.head[0],
        "head_title_en": entry.head[1],
        "time_zone": entry.zone,
        "city": entry.city,
        "currency": entry.currency,
        "mailbox": entry.mailbox,
    }
    office, is_new = Office.objects.get_or_create(code=code, defaults=_names(entry.name) | facts)
    if is_new:
        _lay_parts(office, entry)
    return office


def _lay_parts(office: Office, entry: OfficeEntry) -> None:
    for kind, names in entry.units:
        Unit.objects.create(office=office, kind=kind, **_names(names))
    for names, last_day in entry.former_names:
        OfficeFormerName.objects.create(office=office, valid_to=last_day, **_names(names))
    if entry.school is None:
        return
    school = School.objects.create(office=office, leads_programme=office.code == LEADING_SCHOOL, **_names(entry.school))
    for names, last_day in entry.former_schools:
        SchoolFormerName.objects.create(school=school, valid_to=last_day, **_names(names))
