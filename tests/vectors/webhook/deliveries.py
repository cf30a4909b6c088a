"""Good deliveries and bad ones, for every source: what each family of attack and of mishap makes of a signed delivery."""

import base64
import hmac
from dataclasses import replace

from schemes import (
    BASE64_SECRET, GENERIC, NOW, SECONDS, SOURCES, TEXT_SECRET, WHPK, WHSEC,
    Case, b64, b64url, digest, dotted, ed25519, passed, sign, with_body,
)

NOT_TEXT = bytes([0xFF, 0xFE, 0x00, 0x80, 0xC3, 0x28, 0x0A])
# A secret as good as the right one, for sources whose secrets have a form.
OTHER = {"finch": base64.b64encode(b"another key of Finch").decode(), "standard-webhooks": "whsec_" + base64.b64encode(b"another key").decode()}


class Book:
    """Collects vectors."""

    def __init__(self):
        self.vectors = []

    def add(self, name, case, headers, expect, body=None, **given):
        delivery = {"headers": headers, "now": NOW}
        if case.source.name == "generic":
            delivery["generic"] = GENERIC
        if "secret" not in given and "secrets" not in given:
            delivery["secret"] = case.source.secret
        delivery.update(case.given)
        delivery.update({key: value for key, value in given.items() if value is not None})
        self.vectors.append(
            {
                "name": f"{case.source.name}: {name}",
                "source": case.source.name,
                "delivery": delivery,
                "body": b64(case.body if body is None else body),
                "expect": expect,
            }
        )

    def good(self, name, case, headers=None, changes=None, **given):
        self.add(name, case, sign(case) if headers is None else headers, {"ok": passed(case, **(changes or {}))}, **given)

    def bad(self, name, case, headers=None, body=None, code="webhook_invalid", says="", **given):
        self.add(name, case, sign(case) if headers is None else headers, {"error": code, "says": says}, body=body, **given)


def other_secret(source):
    return OTHER.get(source.name, "hunter3")


def everyday(book, case):
    """What every source has to take."""
    source = case.source
    headers = sign(case)
    book.good("a delivery as the vendor sends it", case)
    book.good("header names in another case", case, {name.swapcase(): value for name, value in headers.items()})
    book.good("headers as a list of pairs", case, [list(pair) for pair in headers.items()])
    book.good("headers as lists of one", case, {name: [value] for name, value in headers.items()})
    book.good("white space around the values", case, {name: f" \t{value} " for name, value in headers.items()})
    book.good("other headers beside", case, {**headers, "Content-Type": "application/json", "X-Forwarded-For": ["1.2.3.4", "5.6.7.8"]})
    for name, body in {"an empty body": b"", "a body that is not UTF-8": NOT_TEXT, "a body with line ends": b'{\r\n}\r\n\n', "a body with a NUL": b"a\0b"}.items():
        book.good(name, with_body(case, body))
    book.good("rotation: the second of two secrets", case, secrets=[other_secret(source), source.secret], secret=None)
    book.good("rotation: the old secret in the list", case, secret=other_secret(source), secrets=[source.secret])


def secrets(book, case):
    """What a wrong secret does."""
    source = case.source
    book.bad("a wrong secret", case, secret=other_secret(source))
    book.bad("rotation with two wrong secrets", case, secrets=[other_secret(source)] * 2, secret=None)
    book.bad("no secret", case, code="invalid_input", says="secret: is missing", secret=None)
    book.bad("an empty list of secrets", case, code="invalid_input", says="secret: is missing", secret=None, secrets=[])
    book.bad("an empty secret", case, code="invalid_input", says="secret: is empty", secret="")
    book.bad("an empty secret beside a good one", case, code="invalid_input", says="secrets[1]: is empty", secret=None, secrets=[source.secret, ""])
    empty = replace(case, secret="") if source.key("x" * 4) == b"xxxx" else None
    if empty is not None:
        book.bad("signed with the empty secret, which anybody has", case, sign(empty), code="invalid_input", says="secret: is empty", secret="")


def headers_gone_wrong(book, case):
    """Missing, empty and repeated headers."""
    source = case.source
    headers = sign(case)
    for name, value in headers.items():
        rest = {other: text for other, text in headers.items() if other != name}
        book.bad(f"no header {name}", case, rest, says="is missing")
        book.bad(f"an empty header {name}", case, {**rest, name: ""}, says="is missing")
        book.bad(f"the header {name} twice", case, {**rest, name: [value, value]}, says="more than once")
        book.bad(f"the header {name} in two spellings", case, {**rest, name: value, name.swapcase(): value}, says="more than once")
        book.bad(f"the header {name} twice, joined by the runtime", case, {**rest, name: f"{value}, {value}"})
    book.bad("no headers", case, {}, says="is missing")
    book.bad("a header that is a number", case, {**headers, source.header: 1}, code="invalid_input", says="expected a string")


def tampering(book, case):
    """A good signature over another body, and no good signature over the right one."""
    source = case.source
    headers = sign(case)
    flipped = bytes([case.body[0] ^ 1]) + case.body[1:]
    for name, body in {
        "a body with one bit flipped": flipped,
        "a body with a byte more": case.body + b" ",
        "a body with a byte less": case.body[:-1],
        "a body that was parsed and written again": case.body.replace(b":", b": ").replace(b",", b", "),
        "an empty body in place of the right one": b"",
        "a body with a byte order mark": b"\xef\xbb\xbf" + case.body,
    }.items():
        book.bad(name, case, headers, body=body, says="does not match")
    right = digest(case)
    flip = bytes([right[0] ^ 1]) + right[1:]
    for name, signature in {
        "a signature with its first bit flipped": flip,
        "a signature with its last bit flipped": right[:-1] + bytes([right[-1] ^ 1]),
        "half a signature": right[: len(right) // 2],
        "a signature and a byte": right + b"\0",
        "one byte of a signature": right[:1],
        "a signature of zeros": bytes(len(right)),
    }.items():
        book.bad(name, case, sign(case, source.encode(signature)), says="does not match")
    book.bad("no signature but its frame", case, sign(case, ""))
    book.bad("the signature of another source's scheme", case, sign(case, source.encode(digest(case, parts=b"x" + source.parts(case)))))
    for algorithm in sorted({"sha1", "sha256", "sha512"} - {source.algorithm}):
        book.bad(f"the right parts with {algorithm}", case, sign(case, source.encode(digest(case, algorithm=algorithm))))


def encodings(book, case):
    """The right bytes, written in another way."""
    source = case.source
    right = digest(case)
    writings = {"hex": right.hex(), "base64": b64(right), "base64url": b64url(right)}
    own = source.encode(right)
    for name, text in writings.items():
        if text != own and text.rstrip("=") != own.rstrip("="):
            book.bad(f"the right bytes in {name}", case, sign(case, text))
    if source.encode is bytes.hex:
        book.good("hex in capitals", case, sign(case, own.upper()))
        book.good("hex in both cases", case, sign(case, own[:30].upper() + own[30:]))
        book.bad("hex with a digit less", case, sign(case, own[:-1]))
        book.bad("hex with 0x before it", case, sign(case, "0x" + own))
    if source.encode is b64:
        book.bad("base64 without its padding", case, sign(case, own.rstrip("=")))
        book.bad("base64 with stray bits", case, sign(case, own.rstrip("=")[:-1] + chr(ord(own.rstrip("=")[-1]) + 1) + "=" * own.count("=")))
    if source.encode is b64url:
        book.good("base64url without padding", case, sign(case, own.rstrip("=")))
        book.good("base64url with padding", case, sign(case, own))
    for name, text in {"a space": own[:10] + " " + own[10:], "a tab": own[:10] + "\t" + own[10:], "a line end": own + "\n"}.items():
        book.bad(f"{name} inside the signature", case, sign(case, text))
    book.bad("sha256= before the signature", case, sign(case, "sha256=" + own))
    book.bad("the signature in quotes", case, sign(case, f'"{own}"'))
    book.bad("the word undefined", case, sign(case, "undefined"))


def times(book, case):
    """Ages, at their borders and beyond."""
    source = case.source
    unit = 1000 if source.milliseconds else 1
    now = NOW if source.milliseconds else SECONDS
    at = lambda seconds: replace(case, time=str(now + seconds * unit))
    # NOW is a quarter past the second: a time in whole seconds is that much older.
    book.good("as old as may be", at(-source.tolerance + (0 if source.milliseconds else 1)))
    book.bad("too old by a second", at(-source.tolerance - 1), says="s ago")
    book.bad("a year old", at(-365 * 86400), says="s ago")
    book.good("as far in the future as may be", at(300))
    book.bad("too far in the future", at(302), says="in the future")
    book.bad("a year in the future", at(365 * 86400), says="in the future")
    book.good("older than usual, and allowed", at(-source.tolerance - 1000), toleranceSeconds=source.tolerance + 1001)
    book.bad("younger than usual, and not allowed", at(-20), toleranceSeconds=10, says="s ago")
    book.bad("a large tolerance is none for the future", at(302), toleranceSeconds=100_000_000, says="in the future")
    book.bad("a negative tolerance", case, code="invalid_input", says="toleranceSeconds: expected", toleranceSeconds=-1)
    for name, text in {"a word": "soon", "a sign": f"+{now}", "a negative number": f"-{now}", "a fraction": f"{now}.0", "nothing but zeros": "0" * 30, "a date of a calendar": "18.06.2026", "hexadecimal": hex(now)}.items():
        book.bad(f"the time, well signed, is {name}", replace(case, time=text))
    later = sign(replace(case, time=str(now + unit)))
    headers = sign(case)
    if source.time_header:
        book.bad("another time than the signed one", case, {**headers, source.time_header: later[source.time_header]}, says="does not match")
        book.bad("the time in another writing", case, {**headers, source.time_header: "0" + headers[source.time_header]}, says="does not match")
    if source.id_header:
        book.bad("another id than the signed one", case, {**headers, source.id_header: "msg_other"}, says="does not match")


def shared_secrets(book, case):
    """Okta and Factorial: the header is the secret."""
    source = case.source
    for name, value in {
        "a wrong value": "hunter3",
        "half the secret": source.secret[:8],
        "the secret and a letter": source.secret + "x",
        "the secret in capitals": source.secret.upper(),
        "the secret in base64": b64(source.secret.encode()),
        "Basic before the secret": "Basic " + source.secret,
        "Bearer and nothing": "Bearer ",
    }.items():
        book.bad(name, case, {source.header: value})
    bearer = {source.header: "Bearer " + source.secret}
    if source.name == "okta":
        book.good("Bearer before the secret", case, bearer)
        book.good("bearer in small letters", case, {source.header: "bearer " + source.secret})
        book.good("Bearer in the caller's secret too", case, bearer, secret="Bearer " + source.secret)
        book.bad("two spaces behind Bearer", case, {source.header: "Bearer  " + source.secret})
        book.bad("a secret that is Bearer alone", case, bearer, secret="Bearer ", code="invalid_input", says='is empty behind "Bearer"')
    else:
        book.bad("Bearer before the secret, which this source has not", case, bearer)
    tampered = with_body(case, b'{"tampered":true}')
    book.good("nothing is signed, so another body passes, and its strength says so", tampered, sign(case))


def asymmetric(book, case):
    """Standard Webhooks v1a."""
    good = "v1a," + b64(ed25519(case))
    v1 = sign(case)["webhook-signature"]
    headers = lambda value, other=None: {**sign(other or case), "webhook-signature": value}
    book.good("v1a with the public key", case, headers(good), secret=WHPK)
    book.good("v1a of a body that is not UTF-8", with_body(case, NOT_TEXT), headers("v1a," + b64(ed25519(with_body(case, NOT_TEXT))), with_body(case, NOT_TEXT)), secret=WHPK)
    book.good("v1 and v1a, checked with either key", case, headers(f"{v1} {good}"), secret=WHPK)
    book.good("v1 and v1a, checked with the other", case, headers(f"{good} {v1}"))
    book.good("v1a while rotating from v1", case, headers(good), secret=None, secrets=[WHSEC, WHPK])
    book.good("several signatures, the last one good", case, headers(f"v1,{b64(b'x' * 32)} v2,whatever v1a,{b64(b'x' * 64)} {v1}"))
    book.good("the secret without whsec_", case, secret=BASE64_SECRET)
    book.bad("v1a over another body", case, headers(good), body=b"{}", secret=WHPK)
    book.bad("v1a with a bit flipped", case, headers("v1a," + b64(bytes([ed25519(case)[0] ^ 1]) + ed25519(case)[1:])), secret=WHPK)
    book.bad("v1a cut short", case, headers("v1a," + b64(ed25519(case)[:63])), secret=WHPK)
    book.bad("v1a with another public key", case, headers(good), secret="whpk_" + b64(bytes(range(32))))
    book.bad("an HMAC keyed with the public key, called v1a", case, headers("v1a," + b64(digest(case, secret=b64(base64.b64decode(WHPK[5:]))))), secret=WHPK)
    book.bad("an HMAC keyed with the public key, called v1", case, headers("v1," + b64(digest(case, secret=b64(base64.b64decode(WHPK[5:]))))), secret=WHPK, says="of the kind that the secret is for")
    book.bad("v1a where the caller has whsec_", case, headers(good), says="of the kind that the secret is for")
    book.bad("an unknown version alone", case, headers(v1.replace("v1,", "v3,")), says="no signature of a version that is known")
    book.bad("no version", case, headers(v1.replace("v1,", "")), says="no signature of a version that is known")
    book.bad("a version in capitals", case, headers(v1.replace("v1,", "V1,")), says="no signature of a version that is known")
    book.bad("a hundred signatures", case, headers(" ".join([f"v1,{b64(b'x' * 32)}"] * 100 + [v1])), says="more than 16 signatures")
    book.bad("signatures divided by commas", case, headers(f"v1,{b64(b'x' * 32)},{v1}"), says="more than once")
    book.bad("the sender's private key as secret", case, headers(good), secret="whsk_" + b64(bytes(64)), code="invalid_input", says="private key")
    book.bad("a public key of 31 bytes", case, headers(good), secret="whpk_" + b64(bytes(31)), code="invalid_input", says="no Ed25519 public key")
    book.bad("a secret that is no base64", case, secret="whsec_!", code="invalid_input", says="secret: is not base64")
    wandering = replace(case, id=f"msg.{SECONDS - 60}")
    book.bad("an id that has swallowed the time", wandering, body=b"{}")
    book.bad("an id that ends like a time, for it may have swallowed it", wandering)


def traps(book, by_name):
    """What public code gets wrong, source by source (HR-WEBHOOKS, Traps)."""
    bamboo, deel, workos, finch, generic = (Case(by_name[name]) for name in ("bamboohr", "deel", "workos", "finch", "generic"))
    stamp = bamboo.timestamp().encode()
    for name, parts in {"without the time": bamboo.body, "with a dot between": bamboo.body + b"." + stamp, "with the time first": stamp + bamboo.body}.items():
        book.bad(f"signed {name}", bamboo, sign(bamboo, digest(bamboo, parts=parts).hex()), says="does not match")
    book.bad("in base64, as public code has it", bamboo, sign(bamboo, b64(digest(bamboo))))
    v1 = {"X-BambooHR-Signature-v1": digest(bamboo).hex(), "X-BambooHR-Timestamp": bamboo.timestamp()}
    book.bad("in a header with -v1", bamboo, v1, says="is missing")
    ms = replace(bamboo, time=str(NOW))
    book.good("a time in milliseconds", ms)
    book.good("a retry after 85 minutes", replace(bamboo, time=str(SECONDS - 85 * 60)))
    book.good("a retry after 85 minutes, in milliseconds", replace(bamboo, time=str(NOW - 85 * 60_000)))
    # 1781781781781 ms and 1781781781 s are half a second apart; with three digits moved the signed bytes are the same.
    fixed = replace(bamboo, time="1781781781781")
    seconds = {**sign(fixed), "X-BambooHR-Timestamp": "1781781781"}
    book.good("a time that reads the same in seconds", fixed, now=1_781_781_781_781)
    book.bad("three digits of the time moved to the body", fixed, seconds, body=fixed.body + b"178", now=1_781_781_781_781, says="nothing tells where the time")
    form = b"type=employee.updated&data%5BemployeeId%5D=67890"
    book.good("a form that ends in digits which make no time that has come", with_body(bamboo, form))
    book.bad("a form that ends in digits which make one", with_body(bamboo, form.replace(b"67890", b"67012")), says="nothing tells where the time")

    book.bad("signed without POST", deel, sign(deel, digest(deel, parts=deel.body).hex()), says="does not match")
    book.bad("sha256= before the hex", deel, sign(deel, "sha256=" + digest(deel).hex()))
    book.good("by POST, which is what is signed", deel, method="POST")
    book.good("by post, in small letters", deel, method="post")
    book.bad("by PUT", deel, method="PUT", says="the method is not POST")
    book.bad("by PUT and signed so", deel, sign(deel, digest(deel, parts=b"PUT" + deel.body).hex()), method="PUT", says="the method is not POST")
    book.bad("POST in small letters in what is signed", deel, sign(deel, digest(deel, parts=b"post" + deel.body).hex()), says="does not match")

    spaced = with_body(workos, b'{ "id": "event_1", "n": 1.0, "u": "\\u00e9", "dup": 1, "dup": 2 }')
    book.good("JSON that another library would write differently: the raw bytes count", spaced, changes={"id": "event_1"})
    rewritten = b'{"id":"event_1","n":1,"u":"\xc3\xa9","dup":2}'
    book.bad("a signature over JSON that was written anew", spaced, sign(with_body(spaced, rewritten)), says="does not match")
    book.bad("the JSON written anew under the right signature", spaced, body=rewritten, says="does not match")
    book.bad("signed for next year", replace(workos, time=str(NOW + 365 * 86_400_000)), says="in the future")
    book.bad("a time in seconds", replace(workos, time=str(SECONDS)), says="s ago")
    t, v = workos.timestamp(), digest(workos).hex()
    book.good("fields in another order, an unknown one among them", workos, {"WorkOS-Signature": f"v1={v},v0=x,t={t}"})
    for name, value in {"no t": f"v1={v}", "no v1": f"t={t}", "t twice": f"t={t}, t={t}, v1={v}", "v1 twice": f"t={t}, v1={v}, v1={v}", "a bare signature": v, "no commas": f"t={t} v1={v}"}.items():
        book.bad(f"{name} in the header", workos, {"WorkOS-Signature": value}, says="not one t=")
    fresh = str(NOW)
    book.bad("a replay with a fresh t", replace(workos, time=str(NOW - 600_000)), {"WorkOS-Signature": f"t={fresh}, v1={digest(replace(workos, time=str(NOW - 600_000))).hex()}"}, says="does not match")

    book.bad("the secret's text in place of its bytes", finch, sign(finch, b64(hmac.new(finch.signing_secret().encode(), dotted(finch), "sha256").digest())), says="does not match")
    book.bad("a secret that is no base64", finch, secret="not base64!", code="invalid_input", says="secret: is not base64")
    book.good("two signatures, the second one good", finch, {**sign(finch), "Finch-Signature": f"v1,{b64(b'x' * 32)} v1,{b64(digest(finch))}"})
    book.bad("a bare signature", finch, {**sign(finch), "Finch-Signature": b64(digest(finch))})

    book.bad("no prefix", generic, {**sign(generic), "X-Acme-Signature": b64url(digest(generic))}, says="generic.prefix")
    book.good("a time in milliseconds", replace(generic, time=str(NOW)))
    book.add("no description", generic, sign(generic), {"error": "invalid_input", "says": "generic: is missing"})
    del book.vectors[-1]["delivery"]["generic"]
    # Digits of the time moved into the id beside it, or into a text that is nothing, months later.
    then, body = "1771781781781", b"{}"
    for name, parts, headers in [
        ("the id", [{"part": "id"}, {"part": "timestamp"}, {"text": "."}, {"part": "body"}], {"x-id": "msg_177", "x-time": then[3:]}),
        ("the id behind an empty text", [{"part": "id"}, {"text": ""}, {"part": "timestamp"}, {"text": "."}, {"part": "body"}], {"x-id": "msg_177", "x-time": then[3:]}),
        ("the id behind it", [{"part": "timestamp"}, {"part": "id"}, {"text": "."}, {"part": "body"}], {"x-id": "781msg_", "x-time": then[:10]}),
    ]:
        scheme = {"signatureHeader": "x-sig", "algorithm": "sha256", "encoding": "hex", "idHeader": "x-id", "timestampHeader": "x-time", "signed": parts}
        written = {"id": headers["x-id"], "timestamp": headers["x-time"], "body": body.decode()}
        signed = "".join(part["text"] if "text" in part else written[part["part"]] for part in parts)
        mac = hmac.new(TEXT_SECRET.encode(), signed.encode(), "sha256").hexdigest()
        book.bad(f"a time with nothing between it and {name}", generic, {**headers, "x-sig": mac}, body=body, generic=scheme, now=int(headers["x-time"]) * 1000, secret=TEXT_SECRET, says="nothing tells where the time")
    rfc = "2026-06-18T08:27:14Z"
    apart = {"signatureHeader": "x-sig", "algorithm": "sha256", "encoding": "hex", "idHeader": "x-id", "timestampHeader": "x-time", "signed": [{"part": "id"}, {"part": "timestamp"}, {"part": "body"}]}
    mac = hmac.new(TEXT_SECRET.encode(), b"msg_1" + rfc.encode() + body, "sha256").hexdigest()
    book.good("an RFC 3339 time between id and body, as Twitch signs", with_body(generic, body), {"x-id": "msg_1", "x-time": rfc, "x-sig": mac}, generic=apart, now=1_781_771_234_000, secret=TEXT_SECRET, changes={"id": "msg_1", "timestamp": rfc})
    gusto = Case(by_name["gusto"])
    book.bad("a description for a source that has its own", gusto, generic=GENERIC, code="invalid_input", says='is for the source "generic" alone')
    for name, body, identity in [("gusto", b'{"uuid":"03ffbf0c-48a9-4f1c-932a-546413a26ad1"}', "03ffbf0c-48a9-4f1c-932a-546413a26ad1"), ("okta", b'{"eventId":"b5a188b9-5ece-4636-b041-482ffda96311"}', "b5a188b9-5ece-4636-b041-482ffda96311"), ("workos", b'{"id":"event_01"}', "event_01"), ("deel", b'{"data":{"meta":{"event_id":"evt_1"}}}', "evt_1")]:
        book.good("the vendor's own id is in the body", with_body(Case(by_name[name]), body), changes={"id": identity})
    for name, body in [("gusto", b'{"uuid":""}'), ("gusto", b'{"uuid":null}'), ("okta", b'{"eventId":{"a":1}}'), ("workos", b'{"id":"a\\u0000b"}'), ("workos", b'["id"]'), ("gusto", b'{"uuid":"' + b"x" * 300 + b'"}')]:
        book.good(f"an id that is none gives way to the digest: {body[:20].decode()}", with_body(Case(by_name[name]), body))


def all_vectors():
    book = Book()
    for source in SOURCES:
        case = Case(source)
        everyday(book, case)
        secrets(book, case)
        headers_gone_wrong(book, case)
        if source.strength == "shared_secret":
            shared_secrets(book, case)
            continue
        tampering(book, case)
        encodings(book, case)
        if source.tolerance is not None:
            times(book, case)
        if source.name == "standard-webhooks":
            asymmetric(book, case)
    traps(book, {source.name: source for source in SOURCES})
    return book.vectors
