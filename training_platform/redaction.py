"""What no log may hold is taken out of every record as it is made, whatever wrote it and wherever it goes.

- e-mail addresses, signed tokens, codes and secrets in addresses, anything that looks like a random secret; UUIDs stay,
  for they are the keys by which a line can be followed
- an exception is told by its class and the places it passed: its message and its variables may hold a name
- a request that failed is told by the pattern of its address, which holds no value

The record itself is changed, not its printing: gunicorn's own log, a handler of tomorrow and the tests see the same
(OWASP ASVS 16.2.5, 14.2.1).
"""

import logging
import logging.config
import re
import traceback
from pathlib import PurePath
from types import TracebackType

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter

EMAIL = re.compile(r"[\w.+%'-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
SIGNED = re.compile(r"eyJ[\w-]{5,}(?:\.[\w-]*){0,4}")
SCHEME = re.compile(r"\b(bearer|basic)\s+[^\s,;\"']+", re.IGNORECASE)
NAMED = re.compile(
    r"\b(jwt|token|key|secret|password|passwd|code|sid|session|csrf\w*|authorization|cookie)"
    r"(\s*=\s*|[\"']?\s*:\s*[\"']|:\s+|\s+(?=[\w+/=-]{16,}))([\"']?)(?!\[)[^\s&;,\"'<>]+",
    re.IGNORECASE,
)
# What stands behind these words of an address is a secret: activation, new password, calendar, verification,
# a guest's invitation, the code on the screen of a room.
SECRET_PATH = re.compile(
    r"(/(?:v|cal|e|activar|activate|activation|activacion|restablecer|reset|password|new-password|contrasena|nueva-contrasena|enlace|link|invitado|invitacion|guest|presente|present)/)[^\s/?\"']+",
    re.IGNORECASE,
)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
OPAQUE = re.compile(r"(?<![\w-])[\w-]{22,}(?![\w-])")
Trace = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def redacted(text: str) -> str:
    """``text`` without addresses, tokens and secrets."""
    text = EMAIL.sub("[e-mail]", text)
    text = SIGNED.sub("[token]", text)
    text = SCHEME.sub(r"\1 [secret]", text)
    text = SECRET_PATH.sub(r"\1[secret]", text)
    text = NAMED.sub(r"\1\2\3[secret]", text)
    return OPAQUE.sub(lambda found: found[0] if _is_word(found[0]) else "[secret]", text)


def _is_word(text: str) -> bool:
    """Whether a long word is a name of the code, a slug, a digest or a UUID rather than something drawn at random.

    A digest (64 hexadecimal digits) proves and opens nothing. What was drawn at random is of letters and digits in one
    piece, or mixes capitals, small letters and digits.
    """
    if UUID.fullmatch(text) or re.fullmatch(r"[0-9a-f]{64}", text):
        return True
    letters, digits = re.search(r"[^\W\d_]", text), re.search(r"\d", text)
    mixed = re.search(r"[a-z]", text) and re.search(r"[A-Z]", text)
    return not (letters and digits and (mixed or text.isalnum()))


def places_of(trace: Trace) -> str:
    """The classes of an exception and of its causes, and the places that the last one passed; no message, no values."""
    error = trace[1]
    if error is None:
        return ""
    frames = [f"  {_file(frame.filename)}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace[2])]
    return "\n".join([f"{' from '.join(_classes(error))}, through", *frames])


def _classes(error: BaseException) -> list[str]:
    found: list[str] = []
    each: BaseException | None = error
    while each is not None and len(found) < 10:
        found.append(f"{type(each).__module__}.{type(each).__qualname__}")
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
    return found


def _file(path: str) -> str:
    return "/".join(PurePath(path).parts[-3:])


class RedactedRecord(logging.LogRecord):
    """A line of the log, from which everything confidential is gone before any handler sees it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        try:
            said = super().getMessage()
        except (TypeError, ValueError):  # a message that does not fit its arguments: the pattern alone
            said = str(self.msg)
        self.msg, self.args = redacted(said), None
        if self.exc_info and isinstance(self.exc_info, tuple):
            self.exc_text, self.exc_info = places_of(self.exc_info), None
        self.stack_info = None


class PatternOfAddress(logging.Filter):
    """Django tells a failed request by its path, in which a name or a token may stand: tell the pattern instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always ``True``: the record is changed, not dropped."""
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            match = getattr(request, "resolver_match", None)
            pattern = f"/{match.route}" if match else "no address of ours"
            record.msg = f"{getattr(record, 'status_code', '')} {request.method} {pattern}".strip()
            record.args = None
            del record.request  # type: ignore[attr-defined] - no handler may print what it holds
        return True


class NothingOfTheRequest(SafeExceptionReporterFilter):
    """Reports of errors outside a developer's machine: no variables, no posted values, no cookies."""

    def get_post_parameters(self, request: HttpRequest | None) -> dict:
        """None of them."""
        return {} if self.is_active(request) else super().get_post_parameters(request)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: object) -> list:
        """None of them."""
        return [] if self.is_active(request) else list(super().get_traceback_frame_variables(request, tb_frame))

    def get_safe_cookies(self, request: HttpRequest) -> dict:
        """None of them."""
        return {} if self.is_active(request) else super().get_safe_cookies(request)

    def get_safe_request_meta(self, request: HttpRequest) -> dict:
        """The method alone: addresses and headers may hold whatever was typed."""
        if not self.is_active(request):
            return super().get_safe_request_meta(request)
        return {"REQUEST_METHOD": request.META.get("REQUEST_METHOD", "")}


def configure_logging(configuration: dict) -> None:
    """``LOGGING_CONFIG``: as the standard library does, and every record made here is a :class:`RedactedRecord`."""
    logging.setLogRecordFactory(RedactedRecord)
    logging.config.dictConfig(configuration)
