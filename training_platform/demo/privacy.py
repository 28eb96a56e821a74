"""Personal data in the demonstration: a request without an answer, one that was answered, and a rehearsed breach."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from privacy.actions import ask_correction, close_breach, complete_correction, record_breach, revise_breach
from privacy.models import Breach, Correction
from training_platform.demo.people import account_of

SECRETARIAT = "teresa.aguilar@secretaria.refco.example"
REHEARSED = datetime(2012, 4, 18, 15, tzinfo=UTC)


def ask_and_rehearse(at: datetime | None = None) -> None:
    """Make what is missing; the request without an answer is made anew when the last one has gone by."""
    now = at or timezone.now()
    _ask_and_answer(now)
    if not Breach.objects.filter(is_exercise=True).exists():
        _rehearse()


def _ask_and_answer(now: datetime) -> None:
    teresa, lucia = account_of(SECRETARIAT), account_of("lucia.andino@mp.hn.example")
    if not Correction.objects.of_person(lucia.person).exists():
        asked = ask_correction(
            kind="office",
            wrong="Mi registro no dice a qué unidad pertenezco.",
            right="Unidad contra el crimen organizado.",
            by=lucia,
            at=now - timedelta(days=12),
        )
        complete_correction(asked, by=teresa, at=now - timedelta(days=9))
    marvin = account_of("marvin.zelaya@mp.hn.example")
    if not Correction.objects.open().filter(person=marvin.person, due_at__gt=now).exists():
        ask_correction(
            kind="name",
            wrong="Falta mi segundo apellido.",
            right="Marvin Zelaya Fúnez",
            by=marvin,
            at=now - timedelta(days=3),
        )


def _rehearse() -> None:
    """Nothing happened: the Secretariat practised what it would do."""
    teresa = account_of(SECRETARIAT)
    breach = record_breach(
        title="Ejercicio: correo enviado a la lista equivocada (ficticio)",
        is_exercise=True,
        discovered_at=REHEARSED,
        happened="Ensayo anual. Se supone que una lista de inscritos salió por correo a una oficina que no era la suya.",
        data_kinds="Nombres y oficinas; ningún caso.",
        people_about=22,
        consequences="Se supone: riesgo para las personas si la lista llegara a terceros.",
        by=teresa,
        at=REHEARSED + timedelta(minutes=40),
    )
    revise_breach(
        breach,
        measures="Se pidió borrar el correo y confirmarlo; se avisó a los puntos de contacto de las dos oficinas.",
        authority_told_at=REHEARSED + timedelta(hours=20),
        people_told_at=REHEARSED + timedelta(hours=26),
        by=teresa,
        at=REHEARSED + timedelta(hours=26),
    )
    close_breach(
        breach,
        remark="Fin del ejercicio: el aviso salió a las 20 horas. Todo lo dicho aquí es ficticio.",
        by=teresa,
        at=REHEARSED + timedelta(days=3),
    )
