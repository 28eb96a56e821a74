"""What a file is before anybody opens it: by its first bytes, and by what its ZIP directory says of its sizes.

A workbook is a ZIP archive. Half a megabyte of one can unpack to a gigabyte, so the directory is asked first: nothing
is unpacked here. Python's reader gives no more of a member than its directory entry says, so that a lie helps nobody.
"""

import io
import zipfile

from django.utils.translation import gettext as _

from foundations.spreadsheets.errors import SheetError

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 150 * 1024 * 1024
MOST_MEMBERS = 500
DENSE_FROM, DENSEST = 4 * 1024 * 1024, 120
"""Members from that size on may be packed no denser than that: sheets come to thirty, bombs to a thousand."""

WORKBOOK = "xl/workbook.xml"
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse_file(content: bytes) -> None:
    """Raise :class:`SheetError`, with what to do, for whatever is no workbook that can be opened without harm."""
    if not content:
        raise SheetError(_("The file is empty."))
    if len(content) > LARGEST_FILE:
        raise SheetError(_("The file is larger than %(size)s MB.") % {"size": LARGEST_FILE // 1024**2})
    if content.startswith(OLD_EXCEL):
        raise SheetError(
            _("This is an old Excel file (.xls) or one with a password. Save it as an Excel workbook (.xlsx), open.")
        )
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
        raise SheetError(_refusal_of_other(content)) from None
    _refuse_members(members)


def _refusal_of_other(content: bytes) -> str:
    """Text with separators, or anything else."""
    if content.startswith(b"PK"):
        return _("The file is damaged: it ends before its end. Send it again.")
    head = content[:4096]
    if b"\0" not in head and any(separator in head for separator in (b",", b";", b"\t")):
        return _(
            "This is a text file (CSV), whatever its name says. Open it in Excel and save it as a workbook (.xlsx)."
        )
    return _("This is no Excel workbook (.xlsx).")


def _refuse_members(members: list[zipfile.ZipInfo]) -> None:
    names = {member.filename for member in members}
    if "mimetype" in names and "content.xml" in names:
        raise SheetError(_("This is a file of LibreOffice (.ods). Save it as an Excel workbook (.xlsx)."))
    if WORKBOOK not in names and "[Content_Types].xml" not in names:
        raise SheetError(_("This is no Excel workbook (.xlsx)."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise SheetError(_("This workbook has macros. Save it as a workbook without macros (.xlsx)."))
    if any(member.flag_bits & 1 for member in members):
        raise SheetError(_("This workbook has a password. Save it without one."))
    if is_bomb(members):
        raise SheetError(_("This file unpacks to more than a spreadsheet can hold. It was not opened."))


def is_bomb(members: list[zipfile.ZipInfo]) -> bool:
    """Whether unpacking would take more than a workbook has use for."""
    too_dense = any(
        member.file_size >= DENSE_FROM and member.file_size > DENSEST * max(1, member.compress_size)
        for member in members
    )
    return too_dense or len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED
