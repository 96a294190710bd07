"""The way to the mail server: encrypted, checked, signed in; or not at all."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from entrepot.book.mail.letter import Letter
from entrepot.clock import FixedClock
from entrepot.settings import Settings
from entrepot.worker import smtp
from tests.certificates import certificate
from tests.makers import MOMENT
from tests.worker.postoffice import PostOffice, post_office

LETTER = Letter("Harborrow\r\nBcc: thief@example.com", ("a@brightwater.example",), "A\r\ntitle", ".\r\ndots\r\n.")
KEY = "opens the door"


def taken_by(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    del server, session, envelope, mechanism
    assert isinstance(given, LoginPassword)
    return AuthResult(success=given == LoginPassword(b"purchasing", KEY.encode()), handled=False)


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path, "localhost")


@pytest.fixture
def port(office: PostOffice, pem: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with post_office(
        office, tls_context=context, require_starttls=True, authenticator=taken_by, auth_required=True
    ) as at:
        yield at


def send(port: int, **more: Any) -> smtp.Taken:
    given = {"smtp_host": "localhost", "smtp_port": port, "smtp_from": "p@harborrow.example", "smtp_seconds": 5, **more}
    settings = Settings(**given)
    message = smtp.message_of(LETTER, settings, "id-1", FixedClock(MOMENT))
    return smtp.send(settings, LETTER, message, lambda: None)


def test_it_encrypts_signs_in_and_sends_the_text_as_it_is(
    office: PostOffice, port: int, pem: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{KEY}\n")
    send(port, smtp_ca_file=str(pem), smtp_user="purchasing", smtp_password_file=str(secret))
    (mail,) = office.taken
    assert mail.get_content().splitlines() == [".", "dots", "."]
    assert mail["Subject"] == "A title"
    assert mail["Bcc"] is None


def test_a_wrong_password_is_refused(port: int, pem: Path) -> None:
    with pytest.raises(smtp.Refused, match="535"):
        send(port, smtp_ca_file=str(pem), smtp_user="purchasing", smtp_password="wrong")


def test_a_certificate_that_nobody_vouches_for_ends_it(office: PostOffice, port: int) -> None:
    with pytest.raises(smtp.NotNow, match="certificate"):
        send(port, smtp_user="purchasing", smtp_password=KEY)
    assert office.taken == []


def test_without_encryption_such_a_server_takes_nothing(office: PostOffice, port: int) -> None:
    with pytest.raises(smtp.Refused, match="530"):
        send(port, smtp_tls="none")
    assert office.taken == []
