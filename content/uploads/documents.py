"""Which of the documents' families a file belongs to, by its first bytes."""

from pathlib import PurePath

from content.uploads import CleanFile, UploadRefused
from content.uploads import pdf as portable
from content.uploads.archives import FIRST_BYTES as ZIP_BEGINS
from content.uploads.office import clean_office

ENDINGS = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp")


def clean_document(content: bytes, name: str) -> CleanFile:
    """The document without what it tells of its author. The ending of ``name`` must fit its content.

    Refusals: those of :func:`content.uploads.pdf.clean_pdf` and :func:`content.uploads.office.clean_office`, and
    ``wrong_ending``.
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise UploadRefused("not_a_document")
    if content.startswith(portable.FIRST_BYTES):
        found = portable.clean_pdf(content)
    elif content.startswith(ZIP_BEGINS):
        found = clean_office(content)
    else:
        raise UploadRefused("not_a_document")
    if found.ending != ending:
        raise UploadRefused("wrong_ending")
    return found
