"""A real mail server on the loopback, and a certificate for it."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class PostOffice:
    """A mail server's answers, in turn; the last one stays. `break_after` breaks the connection when the text is in."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.refuses: dict[str, str] = {}
        self.answers: list[str] = []
        self.breaks = False

    async def handle_RCPT(  # noqa: N802 - the mail server's own name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        del server, session, options
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del session
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if self.breaks or answer.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self.taken.append(message_from_bytes(content, policy=policy.default))
        if self.breaks:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            await asyncio.sleep(0)
        return answer


@contextmanager
def post_office(office: PostOffice, **more: Any) -> Iterator[int]:
    """The mail server, running: its port. `more` goes to the server."""
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = int(reserved.getsockname()[1])
    controller = Controller(office, hostname="127.0.0.1", port=port, ready_timeout=20, **more)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
