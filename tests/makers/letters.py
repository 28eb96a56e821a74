"""Letters of the kind ``samples.…``, which no app of ours writes."""

from pathlib import Path

from foundations.outbox.actions import write_letter
from foundations.outbox.letters import Recipient
from foundations.outbox.models import Letter

TEXTS = {
    "plain": "Su cuenta\n\nBuenos días, {{ recipient.name }}.",
    "door": "Su cuenta\n\n{{ recipient.name }}, entre aquí:\n\n{{ secret }}\n\nGracias.",
    "loud": "Entre: {{ secret }}\n\n{{ secret }}",
}


def lay_samples(folder: Path, settings) -> None:
    """The texts of ``samples.plain`` (no secret), ``samples.door`` (with one), ``samples.loud`` (twice)."""
    texts = folder / "samples" / "letters"
    texts.mkdir(parents=True)
    for noun, text in TEXTS.items():
        (texts / f"{noun}.es.txt").write_text(text)
    first, *rest = settings.TEMPLATES
    settings.TEMPLATES = [first | {"DIRS": [*first["DIRS"], folder]}, *rest]


def make_letter(kind: str = "samples.plain", *, user=None, name: str = "Ana", **kwargs) -> Letter:
    """A letter to ``user``, or to somebody without an account."""
    to = Recipient(
        uuid=user.person_id if user else None,
        address=user.email if user else "ana@mp.hn.example",
        language="es",
        time_zone="America/Tegucigalpa",
        name=name,
    )
    return write_letter(kind, to=to, context={}, **kwargs)
