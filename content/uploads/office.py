"""Documents of word processors, spreadsheets and slides, in both families: OOXML (Microsoft) and ODF (LibreOffice).

Properties (author, company, paths, thumbnails) are taken out. What would lose somebody's work if it were taken out in
silence is refused instead, with a sentence that says what to do: comments, tracked changes, macros, files within.
"""

import re
from html import unescape

from defusedxml import ElementTree

from content.uploads import CleanFile, UploadRefused
from content.uploads.archives import members_of, packed, refuse_odd_xml
from content.uploads.pictures import clean_picture, tells_of_itself

OFFICE = "application/vnd.openxmlformats-officedocument."
OOXML = {
    f"{OFFICE}wordprocessingml.document.main+xml": "docx",
    f"{OFFICE}spreadsheetml.sheet.main+xml": "xlsx",
    f"{OFFICE}presentationml.presentation.main+xml": "pptx",
}
ODF = {f"application/vnd.oasis.opendocument.{word}": f"od{word[0]}" for word in ("text", "spreadsheet", "presentation")}
CONTENT_TYPES = "[Content_Types].xml"
PROPERTIES = "application/vnd.openxmlformats-package.core-properties+xml"

# What OOXML files hold and ours may not, by member names and then by what stands in their parts.
MACROS = re.compile(r"vbaproject|vbadata|/activex/|/macrosheets/|/ctrlprops/|customui/", re.IGNORECASE)
FILES_WITHIN = re.compile(r"/embeddings/|/externallinks/|/connections\.xml|/querytables/|afchunk", re.IGNORECASE)
COMMENTS = re.compile(r"/comments?[^/]*\.xml|/comments/|/threadedcomments/|commentauthors", re.IGNORECASE)
REVISIONS = re.compile(r"/revisions/", re.IGNORECASE)
# Searched up to the next "<": a ">" may stand in an attribute, and so each byte is looked at once.
TRACKED = re.compile(rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+Change)\s[^<]*\bauthor\s*=")
FIELD = re.compile(rb"<(?:\w+:)?instrText\b[^<]*?>([^<]*)<|\binstr\s*=\s*[\"']([^\"'<]*)")
FETCHING = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b", re.IGNORECASE)
DROPPED_RELATION = re.compile(rb"<Relationship\b[^<]*/(?:metadata/)?thumbnail[\"'][^<]*?/>", re.IGNORECASE)
LARGEST_RELATIONS = 2 * 1024 * 1024
# What a part may not be to another, by the last word of the relation's type: names of members can be anything.
RELATIONS = {
    **dict.fromkeys(("vbaproject", "wordvbadata", "control", "activexcontrolbinary", "xlmacrosheet"), "macros"),
    **dict.fromkeys(("extensibility", "ui", "xlintlmacrosheet"), "macros"),
    **dict.fromkeys(("oleobject", "package", "afchunk", "externallink", "connections", "querytable"), "files_within"),
    **dict.fromkeys(("comments", "commentsextended", "threadedcomment", "commentauthors", "authors"), "comments"),
    **dict.fromkeys(("attachedtemplate", "subdocument", "frame", "mailmergesource"), "fetches"),
}
ABSOLUTE_PATH = re.compile(rb"(<\w+:absPath\b[^<]*?\burl=\")[^\"]*")

EMPTY_PARTS = {
    "docProps/core.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties '
        b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
    ),
    "docProps/app.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?>'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
    ),
    "docProps/custom.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?>'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
    ),
    "word/people.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?>'
        b'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
    ),
    "xl/persons/person.xml": (
        b'<?xml version="1.0" encoding="UTF-8"?>'
        b'<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>'
    ),
}

# The same for ODF.
ODF_MACROS = re.compile(r"^(?:Basic|Scripts|Dialogs)/", re.IGNORECASE)
ODF_SCRIPT = re.compile(rb"<script:event-listener|<office:script\b|\"vnd\.sun\.star\.script:|\"macro:")
ODF_TRACKED = re.compile(rb"<(?:text|table):(?:changed-region|tracked-changes)\b[^</]*>")
ODF_COMMENT = re.compile(rb"<office:annotation\b")
ODF_OUTSIDE = re.compile(
    rb"<(?!text:a\b|draw:a\b|form:)[\w:-]+\b[^<]*?xlink:href\s*=\s*[\"'](?:[a-z][a-z0-9+.-]*:|//|\\\\|&)", re.IGNORECASE
)
ODF_FILES_WITHIN = re.compile(rb"vnd\.sun\.star\.oleobject|draw:object-ole|draw:plugin|draw:applet|office:dde-")
ODF_META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/>'
    b"</office:document-meta>"
)


def clean_office(content: bytes) -> CleanFile:
    """The document without its properties. Refusals: those of the archive, and ``not_a_document``, ``macros``,
    ``files_within``, ``comments``, ``tracked_changes``, ``fetches``.
    """
    members = members_of(content)
    refuse_odd_xml(members)
    if CONTENT_TYPES in members:
        return _clean_ooxml(members)
    ending = ODF.get(members.get("mimetype", b"").decode("ascii", "replace").strip())
    if ending is None:
        raise UploadRefused("not_a_document")
    return _clean_odf(members, ending)


def _clean_ooxml(members: dict[str, bytes]) -> CleanFile:
    declared = members[CONTENT_TYPES].decode("utf-8", "replace")
    endings = {ending for kind, ending in OOXML.items() if f'"{kind}"' in declared}
    _refuse_names(members, (MACROS, "macros"), (FILES_WITHIN, "files_within"), (COMMENTS, "comments"))
    _refuse_names(members, (REVISIONS, "tracked_changes"))
    if "macroEnabled" in declared or "vnd.ms-office.vba" in declared:
        raise UploadRefused("macros")
    if len(endings) != 1:
        raise UploadRefused("not_a_document")
    for name, part in members.items():
        if name.endswith(".rels"):
            _refuse_relations(part)
        if name.startswith("word/") and TRACKED.search(part):
            raise UploadRefused("tracked_changes")
        if name.startswith("word/") and FETCHING.search(_instructions(part)):
            raise UploadRefused("fetches")
    return CleanFile(packed(_without_properties(members), first=CONTENT_TYPES), endings.pop())


def _refuse_names(members: dict[str, bytes], *refused: tuple[re.Pattern[str], str]) -> None:
    for pattern, code in refused:
        if any(pattern.search(name) for name in members):
            raise UploadRefused(code)


def _refuse_relations(part: bytes) -> None:
    """Nothing but links that a reader may follow leads outside, and no part is a program or another file."""
    if len(part) > LARGEST_RELATIONS:
        raise UploadRefused("bomb")
    try:
        relations = list(ElementTree.fromstring(part))
    except (ElementTree.ParseError, ValueError) as fault:
        raise UploadRefused("broken_document") from fault
    for relation in relations:
        kind = relation.get("Type", "").rsplit("/", 1)[-1].lower()
        is_outside = relation.get("TargetMode", "").lower() == "external" and kind != "hyperlink"
        if code := RELATIONS.get(kind) or ("fetches" if is_outside else ""):
            raise UploadRefused(code)


def _instructions(part: bytes) -> str:
    """What the fields of a text are told to do; a word may be cut into several runs."""
    told = b"".join(within or beside for within, beside in FIELD.findall(part))
    return unescape(told.decode("utf-8", "replace"))


def _without_properties(members: dict[str, bytes]) -> dict[str, bytes]:
    """The parts that tell of people emptied, the thumbnail of the first page gone, photographs cleaned."""
    kept = {}
    for name, part in members.items():
        if name.startswith("docProps/thumbnail"):
            continue
        kept[name] = EMPTY_PARTS.get(name, part)
        if name == "_rels/.rels":
            kept[name] = DROPPED_RELATION.sub(b"", part)
        elif name == "xl/workbook.xml":
            kept[name] = ABSOLUTE_PATH.sub(rb"\1", part)
        elif _is_photograph(name):
            kept[name] = _cleaned(part)
    renamed = set(re.findall(rf'PartName="/([^"]+)"\s+ContentType="{re.escape(PROPERTIES)}"', _types(members)))
    return kept | dict.fromkeys(renamed & kept.keys(), EMPTY_PARTS["docProps/core.xml"])


def _types(members: dict[str, bytes]) -> str:
    return members[CONTENT_TYPES].decode("utf-8", "replace")


def _is_photograph(name: str) -> bool:
    return name.lower().endswith((".jpg", ".jpeg", ".png", ".webp"))


def _cleaned(picture: bytes) -> bytes:
    """A photograph within a document without its place; one that has none stays as it is."""
    return clean_picture(picture).content if tells_of_itself(picture) else picture


def _clean_odf(members: dict[str, bytes], ending: str) -> CleanFile:
    _refuse_names(members, (ODF_MACROS, "macros"))
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise UploadRefused("locked_document")
    for name, part in members.items():
        if not name.endswith(".xml"):
            continue
        for pattern, code in (
            (ODF_SCRIPT, "macros"),
            (ODF_FILES_WITHIN, "files_within"),
            (ODF_COMMENT, "comments"),
            (ODF_TRACKED, "tracked_changes"),
            (ODF_OUTSIDE, "fetches"),
        ):
            if pattern.search(part):
                raise UploadRefused(code)
    kept = {name: _cleaned(part) if _is_photograph(name) else part for name, part in members.items()}
    kept = {name: part for name, part in kept.items() if not name.startswith(("Thumbnails/", "META-INF/documentsig"))}
    if "meta.xml" in kept:
        kept["meta.xml"] = ODF_META
    return CleanFile(packed(kept, first="mimetype"), ending)
