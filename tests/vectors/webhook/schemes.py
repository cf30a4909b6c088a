"""How each source signs, written down from the vendors' pages (see docs/webhooks.md) with hmac and hashlib alone.

Nothing here has seen the code under test. `Case` holds a delivery; `sign` puts the headers of its source on it.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# 2026-06-18T08:27:14.250Z, when all of these were delivered.
NOW = 1_781_771_234_250
SECONDS = NOW // 1000

TEXT_SECRET = "hunter2-Ünïcode-canary"
RAW_KEY = bytes(range(7, 39))
BASE64_SECRET = base64.b64encode(RAW_KEY).decode()
WHSEC = "whsec_" + BASE64_SECRET

SIGNING_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(101, 133)))
PUBLIC_KEY = SIGNING_KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
WHPK = "whpk_" + base64.b64encode(PUBLIC_KEY).decode()

GENERIC = {
    "signatureHeader": "X-Acme-Signature",
    "algorithm": "sha1",
    "encoding": "base64url",
    "prefix": "sha1=",
    "signed": [{"part": "id"}, {"text": "|"}, {"part": "timestamp"}, {"text": "|"}, {"part": "body"}],
    "timestampHeader": "X-Acme-Time",
    "idHeader": "X-Acme-Id",
}


@dataclass(frozen=True)
class Source:
    """What a vendor's page says of its deliveries."""

    name: str
    header: str
    secret: str
    # encode(digest) of the HMAC of parts(case), keyed with key(secret).
    algorithm: str = "sha256"
    encode: callable = bytes.hex
    parts: callable = lambda case: case.body
    key: callable = lambda secret: secret.encode()
    wrap: callable = lambda case, text: text
    time_header: str | None = None
    id_header: str | None = None
    # How old a delivery may be, in seconds, where its time is signed.
    tolerance: int | None = None
    milliseconds: bool = False
    confirmed: bool = False
    strength: str = "signature"


@dataclass(frozen=True)
class Case:
    """One delivery: what is sent, and with what it is signed."""

    source: Source
    body: bytes = b'{"type":"employee.created","data":{"employeeId":"67890"}}'
    secret: str | None = None
    time: str | None = None
    id: str = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"
    given: dict = field(default_factory=dict)

    def signing_secret(self):
        return self.source.secret if self.secret is None else self.secret

    def timestamp(self):
        if self.time is not None:
            return self.time
        return str(NOW if self.source.milliseconds else SECONDS)


def b64(data):
    return base64.b64encode(data).decode()


def b64url(data):
    return base64.urlsafe_b64encode(data).decode()


def dotted(case):
    """Standard Webhooks and Finch: id.time.body"""
    return f"{case.id}.{case.timestamp()}.".encode() + case.body


def standard_key(secret):
    return base64.b64decode(secret.removeprefix("whsec_"))


SOURCES = [
    Source(
        "bamboohr",
        "X-BambooHR-Signature",
        TEXT_SECRET,
        parts=lambda case: case.body + case.timestamp().encode(),
        time_header="X-BambooHR-Timestamp",
        tolerance=90 * 60,
    ),
    Source("hibob", "Bob-Signature", TEXT_SECRET, algorithm="sha512", encode=b64, confirmed=True),
    Source("gusto", "X-Gusto-Signature", TEXT_SECRET),
    Source("deel", "x-deel-signature", TEXT_SECRET, parts=lambda case: b"POST" + case.body),
    Source("personio", "X-Personio-Signature", TEXT_SECRET),
    Source("merge", "X-Merge-Webhook-Signature", TEXT_SECRET, encode=b64url),
    Source(
        "finch",
        "Finch-Signature",
        BASE64_SECRET,
        encode=b64,
        parts=dotted,
        key=base64.b64decode,
        wrap=lambda case, text: f"v1,{text}",
        time_header="Finch-Timestamp",
        id_header="Finch-Event-Id",
        tolerance=300,
        confirmed=True,
    ),
    Source(
        "workos",
        "WorkOS-Signature",
        TEXT_SECRET,
        parts=lambda case: f"{case.timestamp()}.".encode() + case.body,
        wrap=lambda case, text: f"t={case.timestamp()}, v1={text}",
        tolerance=180,
        milliseconds=True,
        confirmed=True,
    ),
    Source(
        "standard-webhooks",
        "webhook-signature",
        WHSEC,
        encode=b64,
        parts=dotted,
        key=standard_key,
        wrap=lambda case, text: f"v1,{text}",
        time_header="webhook-timestamp",
        id_header="webhook-id",
        tolerance=300,
        confirmed=True,
    ),
    Source("rippling", "X-Rippling-Signature", TEXT_SECRET),
    Source(
        "generic",
        "X-Acme-Signature",
        TEXT_SECRET,
        algorithm="sha1",
        encode=b64url,
        parts=lambda case: f"{case.id}|{case.timestamp()}|".encode() + case.body,
        wrap=lambda case, text: f"sha1={text}",
        time_header="X-Acme-Time",
        id_header="X-Acme-Id",
        tolerance=300,
    ),
    Source("okta", "Authorization", TEXT_SECRET, confirmed=True, strength="shared_secret"),
    Source("factorial", "x-factorial-wh-challenge", TEXT_SECRET, strength="shared_secret"),
]


def digest(case, parts=None, algorithm=None, secret=None):
    """The HMAC of a delivery."""
    source = case.source
    key = source.key(case.signing_secret() if secret is None else secret)
    return hmac.new(key, source.parts(case) if parts is None else parts, algorithm or source.algorithm).digest()


def ed25519(case):
    """The signature v1a of a delivery."""
    return SIGNING_KEY.sign(dotted(case))


def sign(case, signature=None):
    """The headers of a delivery; `signature` in place of the right one."""
    source = case.source
    if source.strength == "shared_secret":
        return {source.header: case.signing_secret() if signature is None else signature}
    text = source.encode(digest(case)) if signature is None else signature
    headers = {source.header: source.wrap(case, text)}
    if source.time_header:
        headers[source.time_header] = case.timestamp()
    if source.id_header:
        headers[source.id_header] = case.id
    return headers


def passed(case, **changes):
    """What a good delivery verifies to."""
    source = case.source
    identity = case.id if source.id_header else hashlib.sha256(source.name.encode() + b"\n" + case.body).hexdigest()
    result = {"source": source.name, "id": identity, "strength": source.strength, "confirmed": source.confirmed}
    if source.tolerance is not None:
        ms = int(case.timestamp()) if len(case.timestamp()) == 13 else int(case.timestamp()) * 1000
        moment = datetime.fromtimestamp(ms / 1000, timezone.utc)
        result["timestamp"] = moment.isoformat(timespec="milliseconds" if ms % 1000 else "seconds").replace("+00:00", "Z")
    return {**result, **changes}


def with_body(case, body):
    return replace(case, body=body)
