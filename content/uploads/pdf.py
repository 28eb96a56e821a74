"""PDF: read as bytes, conservatively, for nothing here understands the format whole (ISO 32000-1).

Refused is what runs or carries files: scripts, launched programs, forms that send, files and films within, comments,
locked files. Names of actions are searched for everywhere, in object streams too, after undoing ``#xx`` in names; a
harmless file that speaks of them in just that spelling is refused as well, which is the price of no parser.

Author and company are blanked in place, at the same length, so that every offset still holds; where they stand in a
packed part, the file is refused with a sentence that says what to do.
"""

import re
import zlib
from collections.abc import Iterator

from content.uploads import CleanFile, UploadRefused

FIRST_BYTES = b"%PDF-"
MOST_UNPACKED = 128 * 1024 * 1024
MOST_OF_ONE = 32 * 1024 * 1024
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
NAME_ENDS = rb"(?=[\s/<>\[\](){}%]|$)"
RUNS = re.compile(
    rb"/(?:JavaScript|Launch|SubmitForm|ImportData|GoToE|GoToR|RichMedia|Rendition|XFA|Movie|3D)" + NAME_ENDS
)
FILES_WITHIN = re.compile(rb"/(?:EmbeddedFiles?|FileAttachment|Collection)" + NAME_ENDS)
COMMENTS = re.compile(rb"/Popup" + NAME_ENDS)
LOCKED = re.compile(rb"/Encrypt" + NAME_ENDS)
STREAM = re.compile(rb"stream\r?\n")
NOT_SEARCHED = re.compile(rb"/(?:Image|FontFile\d?|Length1|ICCBased|DCTDecode|JPXDecode|CCITTFaxDecode)" + NAME_ENDS)
OBJECT_STREAM = re.compile(rb"/ObjStm" + NAME_ENDS)
UNSEEN = re.compile(rb"/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt|Predictor)")
PEOPLE = rb"/(?:Author|Company|Manager|LastModifiedBy)"
NAMED = re.compile(PEOPLE + rb"\s*(?=[(<]|\d)")
BLANK = re.compile(rb"\((?:\xfe\xff)?\s*\)|<(?:FEFF|feff)?(?:20|\s)*>")
LITERAL = re.compile(rb"(" + PEOPLE + rb"\s*\()((?:\\.|[^\\()])*)(?=\))", re.DOTALL)
HEXADECIMAL = re.compile(rb"(" + PEOPLE + rb"\s*<)(?!<)([0-9A-Fa-f\s]*)(?=>)")
CREATOR = re.compile(  # up to the next tag of the kind, so that each byte is looked at once
    rb"(<(dc:creator|pdfx:(?:Company|Manager)|pdf:Author)\b[^<>]{0,200}>)"
    rb"((?:(?!</?(?:dc:creator|pdfx:|pdf:Author)).){0,4000})(?=</\2>)",
    re.DOTALL,
)
CREATOR_ATTRIBUTE = re.compile(rb"(\b(?:dc:creator|pdfx:(?:Company|Manager)|pdf:Author)=\")([^\"]*)")
TEXT = re.compile(rb"(^|>)([^<]+)")


def clean_pdf(content: bytes) -> CleanFile:
    """The same file with its author blanked. Refusals: ``not_a_document``, ``broken_document``, ``locked_document``,
    ``runs``, ``files_within``, ``comments``, ``bomb``, ``author_within``.
    """
    if not content.startswith(FIRST_BYTES):
        raise UploadRefused("not_a_document")
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-2048:]:
        raise UploadRefused("broken_document")
    plain = _unescaped(content)
    if LOCKED.search(plain):
        raise UploadRefused("locked_document")
    _refuse_harm(plain)
    for part in _unpacked(content):
        _refuse_harm(part)
        if _names_somebody(part):
            raise UploadRefused("author_within")
    blanked = _blanked(content)
    if _names_somebody(_unescaped(blanked)):
        raise UploadRefused("author_within")
    return CleanFile(blanked, "pdf")


def _unescaped(part: bytes) -> bytes:
    """Names as they are meant: ``/J#61vaScript`` is ``/JavaScript``."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _refuse_harm(part: bytes) -> None:
    for pattern, code in ((RUNS, "runs"), (FILES_WITHIN, "files_within"), (COMMENTS, "comments")):
        if pattern.search(part):
            raise UploadRefused(code)


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What the packed streams say that could hold objects or properties; pictures and fonts are passed over."""
    left = MOST_UNPACKED
    for opening in STREAM.finditer(content):
        head = content[max(0, content.rfind(b"obj", 0, opening.start()), opening.start() - 4096) : opening.start()]
        head = _unescaped(head)
        holds_objects = OBJECT_STREAM.search(head)
        if holds_objects and UNSEEN.search(head):
            raise UploadRefused("broken_document")
        if NOT_SEARCHED.search(head) and not holds_objects:
            continue
        told = _inflated(content, opening.end(), limit=min(left, MOST_OF_ONE))
        left -= len(told)
        if left <= 0 or len(told) >= MOST_OF_ONE:
            raise UploadRefused("bomb")
        yield _unescaped(told)


def _inflated(content: bytes, start: int, *, limit: int) -> bytes:
    """The stream that begins there, at most ``limit`` bytes of it; nothing when it is not packed by deflate."""
    end = content.find(b"endstream", start)
    packed = content[start : end if end >= 0 else len(content)]
    try:
        return zlib.decompressobj().decompress(packed, limit)
    except zlib.error:
        return b""


def _blanked(content: bytes) -> bytes:
    """Author and company turned into spaces of the same length, in the document's facts and in its XMP."""
    content = LITERAL.sub(lambda found: found[1] + b" " * len(found[2]), content)
    content = HEXADECIMAL.sub(
        lambda found: found[1] + b"20" * (len(found[2]) // 2) + b" " * (len(found[2]) % 2), content
    )
    content = CREATOR_ATTRIBUTE.sub(lambda found: found[1] + b" " * len(found[2]), content)
    return CREATOR.sub(lambda found: found[1] + TEXT.sub(lambda text: text[1] + b" " * len(text[2]), found[3]), content)


def _names_somebody(part: bytes) -> bool:
    """Whether a name is left: one behind a reference, or in a spelling that could not be blanked."""
    if any(not BLANK.match(part, found.end()) for found in NAMED.finditer(part)):
        return True
    told = b"".join(text[2] for found in CREATOR.finditer(part) for text in TEXT.finditer(found[3]))
    return bool(told.strip())
