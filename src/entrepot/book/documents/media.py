"""What a file is: told by the first bytes of its content, and by its name where those do not say it.

A name or a declared media type that promises a known form the content has not is refused: a page of HTML is no PNG
for being called one. Files whose form no signature tells (texts, tables, drawings) go by their names.
"""

import re
from collections.abc import Mapping

from entrepot.book.documents.names import ending

UNKNOWN = "application/octet-stream"
PDF, PNG, JPEG, GIF, WEBP = "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"
TIFF, BMP, HEIC, AVIF = "image/tiff", "image/bmp", "image/heic", "image/avif"
ZIP, GZIP, OLD_OFFICE, RTF = "application/zip", "application/gzip", "application/x-ole-storage", "application/rtf"
HTML, SVG, XML, TEXT = "text/html", "image/svg+xml", "application/xml", "text/plain"

# The first bytes of forms that have a signature.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\x1f\x8b", GZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"{\\rtf", RTF),
)
_BRANDS: Mapping[bytes, str] = {b"heic": HEIC, b"heix": HEIC, b"mif1": HEIC, b"avif": AVIF}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
# What a name promises: the media type, and the form of content that it must have (None: any text or bytes).
_NAMED: Mapping[str, tuple[str, str | None]] = {
    "png": (PNG, PNG),
    "jpg": (JPEG, JPEG),
    "jpeg": (JPEG, JPEG),
    "gif": (GIF, GIF),
    "webp": (WEBP, WEBP),
    "tif": (TIFF, TIFF),
    "tiff": (TIFF, TIFF),
    "bmp": (BMP, BMP),
    "heic": (HEIC, HEIC),
    "avif": (AVIF, AVIF),
    "pdf": (PDF, PDF),
    "zip": (ZIP, ZIP),
    "gz": (GZIP, GZIP),
    "rtf": (RTF, RTF),
    "docx": (f"{_OFFICE}wordprocessingml.document", ZIP),
    "xlsx": (f"{_OFFICE}spreadsheetml.sheet", ZIP),
    "pptx": (f"{_OFFICE}presentationml.presentation", ZIP),
    "odt": (f"{_OPEN}text", ZIP),
    "ods": (f"{_OPEN}spreadsheet", ZIP),
    "doc": ("application/msword", OLD_OFFICE),
    "xls": ("application/vnd.ms-excel", OLD_OFFICE),
    "msg": ("application/vnd.ms-outlook", OLD_OFFICE),
    "txt": (TEXT, None),
    "csv": ("text/csv", None),
    "json": ("application/json", None),
    "xml": (XML, None),
    "html": (HTML, None),
    "htm": (HTML, None),
    "svg": (SVG, None),
    "eml": ("message/rfc822", None),
}
# Forms that a declared media type promises just as a name does.
_PROMISED: Mapping[str, str] = {media: form for media, form in _NAMED.values() if form is not None}
_TEXTS = frozenset(media for media, form in _NAMED.values() if form is None)
# Comments are skipped without ever going back into them: a page of nothing else costs no more than its length.
_COMMENTS = rb"(?:<!--.*?-->\s*)*+"
_MARKUP = re.IGNORECASE | re.DOTALL
_HTML = re.compile(rb"\s*" + _COMMENTS + rb"<(?:!doctype\s+html|html|head|body|script|iframe|title|meta)\b", _MARKUP)
_SVG = re.compile(rb"\s*(?:<\?xml.*?\?>\s*)?+" + _COMMENTS + rb"(?:<!doctype\s+svg[^>]*>\s*)?+<svg\b", _MARKUP)
_XML = re.compile(rb"\s*<\?xml\b", _MARKUP)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def form_of(head: bytes) -> str | None:
    """The form that the first bytes of a file show by themselves, or None for a plain text or an unknown form."""
    for signature, form in _SIGNATURES:
        if head.startswith(signature):
            return form
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return BMP
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    text = head.removeprefix(b"\xef\xbb\xbf")
    return next((form for pattern, form in ((_HTML, HTML), (_SVG, SVG), (_XML, XML)) if pattern.match(text)), None)


def media_type_of(name: str, head: bytes, declared: str | None = None) -> str | None:
    """The media type of a file, or None when its content is not what its name or declared type promises.

    `declared` is what the client calls it, parameters and all.
    """
    form = form_of(head)
    promised = _NAMED.get(ending(name))
    said = (declared or "").partition(";")[0].strip().lower()
    for wanted in (promised and promised[1], _PROMISED.get(said)):
        if wanted is not None and form != wanted:
            return None
    if promised is not None and (promised[1] is not None or not _BINARY.search(head)):
        return promised[0]
    if form is not None:
        return said if _PROMISED.get(said) == form else form
    if _BINARY.search(head):
        return UNKNOWN
    return said if said in _TEXTS else TEXT
