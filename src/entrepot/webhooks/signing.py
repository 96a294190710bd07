"""Signatures as Standard Webhooks 1.0 wants them: HMAC-SHA256 over `id.timestamp.body`."""

import hmac
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from hashlib import sha256

PREFIX = "whsec_"


def headers(id: str, timestamp: int, body: bytes, secrets: Iterable[str]) -> dict[str, str]:
    """The three headers; one signature for each secret that holds, so that either verifies."""
    signed = b"%b.%d.%b" % (id.encode("ascii"), timestamp, body)
    marks = " ".join(f"v1,{b64encode(hmac.digest(key_of(each), signed, sha256)).decode('ascii')}" for each in secrets)
    return {"webhook-id": id, "webhook-timestamp": str(timestamp), "webhook-signature": marks}


def key_of(secret: str) -> bytes:
    """The key a secret stands for: what follows `whsec_` in base64, else the bytes of the text itself."""
    if secret.startswith(PREFIX):
        try:
            return b64decode(secret.removeprefix(PREFIX), validate=True)
        except NotBase64:
            pass
    return secret.encode()
