/**
 * Signs a delivery as each source does, with Node's own crypto: written from the vendors' pages (docs/webhooks.md) and not from the core, so
 * that what this signs and the core accepts was understood twice.
 */

import { createHmac, createPrivateKey, type KeyObject, sign as signWith } from "node:crypto";
import type { GenericScheme, WebhookSource } from "../entry/default.js";
import { UsageError } from "./arguments.js";

/** What is to be signed, and with what. */
export interface Unsigned {
  /** The raw body. */
  body: Buffer;
  /** The secret, as the vendor shows it. */
  secret: string;
  /** The time of signing in milliseconds since 1970. */
  now: number;
  /** The vendor's id of the delivery. */
  id: string;
  /** The scheme of the source `generic`. */
  generic?: GenericScheme | undefined;
}

/** The headers of a signed delivery. */
export type Headers = Record<string, string>;

/** How each source signs. */
const SIGNERS: Record<WebhookSource, (delivery: Unsigned) => Headers> = {
  bamboohr({ body, secret, now }) {
    const time = seconds(now);
    return { "X-BambooHR-Signature": hmac("sha256", secret, body, time).toString("hex"), "X-BambooHR-Timestamp": time };
  },
  hibob: ({ body, secret }) => ({ "Bob-Signature": hmac("sha512", secret, body).toString("base64") }),
  gusto: ({ body, secret }) => ({ "X-Gusto-Signature": hmac("sha256", secret, body).toString("hex") }),
  deel: ({ body, secret }) => ({ "x-deel-signature": hmac("sha256", secret, "POST", body).toString("hex") }),
  personio: ({ body, secret }) => ({ "X-Personio-Signature": hmac("sha256", secret, body).toString("hex") }),
  factorial: ({ secret }) => ({ "x-factorial-wh-challenge": secret }),
  merge: ({ body, secret }) => ({ "X-Merge-Webhook-Signature": padded(hmac("sha256", secret, body).toString("base64url")) }),
  finch({ body, secret, now, id }) {
    const time = seconds(now);
    const signature = hmac("sha256", Buffer.from(secret, "base64"), `${id}.${time}.`, body).toString("base64");
    return { "Finch-Event-Id": id, "Finch-Timestamp": time, "Finch-Signature": `v1,${signature}` };
  },
  workos: ({ body, secret, now }) => ({
    "WorkOS-Signature": `t=${now}, v1=${hmac("sha256", secret, `${now}.`, body).toString("hex")}`,
  }),
  "standard-webhooks"({ body, secret, now, id }) {
    const time = seconds(now);
    const signed = Buffer.concat([Buffer.from(`${id}.${time}.`), body]);
    const signature = secret.startsWith("whsk_")
      ? `v1a,${signWith(null, signed, privateKey(secret)).toString("base64")}`
      : `v1,${hmac("sha256", Buffer.from(secret.replace(/^whsec_/, ""), "base64"), signed).toString("base64")}`;
    return { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signature };
  },
  okta: ({ secret }) => ({ Authorization: secret }),
  rippling: ({ body, secret }) => ({ "X-Rippling-Signature": hmac("sha256", secret, body).toString("hex") }),
  generic,
};

/** The names of the sources. */
export const SOURCES = Object.keys(SIGNERS) as WebhookSource[];

/** The headers that `source` would send with this delivery. */
export function sign(source: WebhookSource, delivery: Unsigned): Headers {
  return SIGNERS[source](delivery);
}

function generic({ body, secret, now, id, generic }: Unsigned): Headers {
  if (generic === undefined) throw new UsageError("generic needs --generic JSON, which says how it signs");
  checkScheme(generic);
  const { signatureHeader, algorithm, encoding, prefix = "", signed = [{ part: "body" }], timestampHeader, idHeader } = generic;
  const time = seconds(now);
  const of = { body, timestamp: time, id };
  const parts = signed.map((part) => ("text" in part ? part.text : of[part.part]));
  const digest = hmac(algorithm, secret, ...parts);
  return {
    ...(idHeader !== undefined && { [idHeader]: id }),
    ...(timestampHeader !== undefined && { [timestampHeader]: time }),
    [signatureHeader]: prefix + digest.toString(encoding),
  };
}

/** What comes from a command line may be anything. */
function checkScheme({ signatureHeader, algorithm, encoding, signed = [], timestampHeader, idHeader }: GenericScheme): void {
  const part = (given: unknown): boolean => {
    const { part, text } = (given ?? {}) as { part?: string; text?: unknown };
    return typeof text === "string" || ["body", "timestamp", "id"].includes(part ?? "");
  };
  const fits =
    typeof signatureHeader === "string" &&
    ["sha1", "sha256", "sha512"].includes(algorithm) &&
    ["hex", "base64", "base64url"].includes(encoding) &&
    Array.isArray(signed) &&
    signed.every(part) &&
    [timestampHeader, idHeader].every((name) => name === undefined || typeof name === "string");
  if (!fits)
    throw new UsageError(
      "--generic describes no scheme",
      "It needs signatureHeader, algorithm (sha1, sha256, sha512) and encoding (hex, base64, base64url).",
    );
}

function hmac(algorithm: string, key: string | Buffer, ...parts: (string | Buffer)[]): Buffer {
  const mac = createHmac(algorithm, key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

function seconds(now: number): string {
  return String(Math.floor(now / 1000));
}

function padded(base64url: string): string {
  return base64url.padEnd(Math.ceil(base64url.length / 4) * 4, "=");
}

/** PKCS #8 of an Ed25519 private key (RFC 8410 §7), up to the key's 32 bytes. */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The sender's key, `whsk_` and base64: the 32 bytes of the key, or those and the public key's 32. */
function privateKey(secret: string): KeyObject {
  const bytes = Buffer.from(secret.slice("whsk_".length), "base64");
  if (bytes.length !== 32 && bytes.length !== 64)
    throw new UsageError("the secret is no private key of Ed25519: it has neither 32 bytes nor 64");
  return createPrivateKey({ key: Buffer.concat([PKCS8, bytes.subarray(0, 32)]), format: "der", type: "pkcs8" });
}
