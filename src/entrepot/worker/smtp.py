"""One attempt at sending one e-mail by SMTP, which knows how far it came when it breaks off."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from entrepot.book.mail.errors import MAIL_OFF
from entrepot.book.mail.letter import Letter, one_line
from entrepot.clock import Clock
from entrepot.errors import Invalid
from entrepot.settings import Settings


class Refused(Exception):
    """The mail server said no, for good: trying again brings the same."""


class NotNow(Exception):
    """The mail server said no for now, or could not be reached; nothing was sent."""


class Doubtful(Exception):
    """The connection broke after the e-mail had left and before the server said whether it took it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The server took the e-mail for `to`; `refused` are addresses it would not take it for, with its words."""

    to: tuple[str, ...]
    refused: dict[str, str]


def message_of(letter: Letter, settings: Settings, id: str, clock: Clock) -> EmailMessage:
    """The message; `id` makes its Message-ID, the same for every attempt. Raises Invalid when no mail server is set."""
    if settings.smtp_host is None or settings.smtp_from is None:
        raise Invalid(MAIL_OFF)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=one_line(letter.sender, 100), addr_spec=settings.smtp_from)
    message["To"] = ", ".join(letter.to)
    message["Subject"] = one_line(letter.title)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{id}@{settings.smtp_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    return message


def send(settings: Settings, letter: Letter, message: EmailMessage, leaving: Callable[[], None]) -> Taken:
    """Send it; `leaving` is called right before the text leaves, after which a break is doubtful.

    Raises Refused, NotNow, Doubtful.
    """
    try:
        with _connected(settings) as server:
            refused = _addressed(server, str(settings.smtp_from), letter.to)
            code, words = server.docmd("DATA")
            if code != 354:
                raise _said(code, words)
            leaving()
            _deliver(server, message)
            return Taken(tuple(each for each in letter.to if each not in refused), refused)
    except smtplib.SMTPResponseException as error:
        raise _said(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Refused(str(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotNow(f"{settings.smtp_host}: {error}") from error


def _connected(settings: Settings) -> smtplib.SMTP:
    """A connection that has said hello, is encrypted as the settings say, and signed in."""
    host, seconds = str(settings.smtp_host), settings.smtp_seconds
    context = ssl.create_default_context(cafile=settings.smtp_ca_file)
    if settings.smtp_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, settings.smtp_port, timeout=seconds, context=context)
    else:
        server = smtplib.SMTP(host, settings.smtp_port, timeout=seconds)
    try:
        server.ehlo_or_helo_if_needed()
        if settings.smtp_tls == "starttls":
            server.starttls(context=context)
            server.ehlo()
        if settings.smtp_user is not None:
            server.login(settings.smtp_user, password_of(settings))
    except BaseException:
        server.close()
        raise
    return server


def password_of(settings: Settings) -> str:
    """The password, from the settings or from the file they name."""
    if settings.smtp_password_file is not None:
        return Path(settings.smtp_password_file).read_text("utf-8").strip()
    return "" if settings.smtp_password is None else settings.smtp_password.get_secret_value()


def _addressed(server: smtplib.SMTP, sender: str, to: tuple[str, ...]) -> dict[str, str]:
    """Name sender and receivers; who was refused. Raises when nobody is left, for now if any of them was for now."""
    code, words = server.mail(sender)
    if code != 250:
        raise _said(code, words)
    refused: dict[str, str] = {}
    for_now = False
    for address in to:
        code, words = server.rcpt(address)
        if code not in {250, 251}:
            refused[address] = _told(code, words)
            for_now = for_now or code < 500
    if len(refused) == len(to):
        raise (NotNow if for_now else Refused)("; ".join(f"{address}: {said}" for address, said in refused.items()))
    return refused


def _deliver(server: smtplib.SMTP, message: EmailMessage) -> None:
    text = message.as_bytes()
    dotted = text.replace(b"\r\n.", b"\r\n..")
    try:
        server.send(dotted + (b"" if dotted.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        code, words = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Doubtful(str(error)) from error
    if code == -1:
        raise Doubtful("the connection broke")
    if code != 250:
        raise _said(code, words)


def _said(code: int, words: bytes | str) -> Exception:
    return (NotNow if 400 <= code < 500 or code == -1 else Refused)(_told(code, words))


def _told(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {one_line(text, 300)}"
