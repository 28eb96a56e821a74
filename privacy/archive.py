"""What a person takes home: one ZIP, made in memory, of a JSON file and the documents that belong to the person."""

import json
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder

from privacy.sources import Section

WORDS_FILE = "personal-data.json"


def archive_of(sections: list[Section], *, network: str, at: datetime) -> bytes:
    """The ZIP's bytes. Instants in the JSON are UTC (ISO 8601); its labels are in the language of ``sections``."""
    told = {
        "network": network,
        "made_at": at,
        "sections": [
            {"title": section.title, "note": section.note, "rows": section.rows, "files": _names(section)}
            for section in sections
        ],
    }
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(WORDS_FILE, json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        for section in sections:
            for each in section.files:
                archive.writestr(each.name, each.read())
    return made.getvalue()


def _names(section: Section) -> list[str]:
    return [each.name for each in section.files]
