/** HR webhooks: a delivery as it came, and what is known of it. */

import type { Person, Who } from "./user.js";

/**
 * Where a delivery is from. Confirmed by a vendor's own page or SDK in every part: `hibob`, `finch`, `workos`, `standard-webhooks`, `okta`.
 * The others are unconfirmed in some part (see docs/webhooks.md): try yours before you rely on it.
 */
export type WebhookSource =
  /** HMAC-SHA256 over body and time. Unconfirmed. */
  | "bamboohr"
  /** HMAC-SHA512 over the body. */
  | "hibob"
  /** HMAC-SHA256 over the body. Unconfirmed: that it is in hex. */
  | "gusto"
  /** HMAC-SHA256 over "POST" and the body. Unconfirmed: that it is in hex. */
  | "deel"
  /** Unconfirmed altogether. */
  | "personio"
  /** The secret itself in a header; nothing is signed. Unconfirmed. */
  | "factorial"
  /** HMAC-SHA256 over the body. Unconfirmed: its padding. */
  | "merge"
  /** HMAC-SHA256 over id, time and body. */
  | "finch"
  /** HMAC-SHA256 over time and body. */
  | "workos"
  /** HMAC-SHA256 or Ed25519 over id, time and body. Also for Workday, whose integrations can send it. */
  | "standard-webhooks"
  /** The secret itself in the Authorization header; nothing is signed. */
  | "okta"
  /** Unconfirmed altogether. */
  | "rippling"
  /** As you describe it in `generic`. */
  | "generic";

/** A scheme that isn't in the list: an HMAC, keyed with the secret's own bytes. */
export interface GenericScheme {
  /** The header with the signature. */
  signatureHeader: string;
  /** The hash. */
  algorithm: "sha1" | "sha256" | "sha512";
  /** How the signature is written. */
  encoding: "hex" | "base64" | "base64url";
  /** What stands before it in the header: `"sha256="`. */
  prefix?: string | undefined;
  /** What is signed, in order and with nothing between: the body alone, if you don't say. */
  signed?:
    | (
        | {
            /** Something of the delivery. */
            part: "body" | "timestamp" | "id";
          }
        | {
            /** Fixed text: `"."`. */
            text: string;
          }
      )[]
    | undefined;
  /** The header with the time of signing: seconds, milliseconds or RFC 3339. It has to be in `signed`. */
  timestampHeader?: string | undefined;
  /** The header with the vendor's id of the delivery. */
  idHeader?: string | undefined;
}

/** Headers of any runtime: a `Headers`, Node's `request.headers`, or an object. Names have no case. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

/** A body as it came, byte by byte. JSON that was parsed and written again is another body. */
export type WebhookBody = string | Uint8Array | ArrayBuffer;

/** A delivery, and what to hold it to. */
export interface WebhookDelivery {
  /** The method that it came by, if you have it at hand. Deel signs it. */
  method?: string | undefined;
  /** Its headers. */
  headers: WebhookHeaders;
  /** Its raw body: `await request.arrayBuffer()`, in Express with `express.raw`. */
  body: WebhookBody;
  /** The secret that you and the vendor share. An empty one is refused. */
  secret?: string | undefined;
  /** More secrets, any of which is good: for the time of a rotation. */
  secrets?: string[] | undefined;
  /** The time of day in milliseconds since 1970, in place of the runtime's clock. */
  now?: number | undefined;
  /** How old a signed time may be, in seconds, in place of the source's own figure. Without effect where no time is signed. */
  toleranceSeconds?: number | undefined;
  /** The scheme of the source `"generic"`. */
  generic?: GenericScheme | undefined;
}

/** What is known of a delivery that passed. */
export interface WebhookVerification {
  /** Where it is from. */
  source: WebhookSource;
  /** The same each time it is delivered: the vendor's id, else a digest of the body. Remember it to act once. */
  id: string;
  /** When it was signed, RFC 3339, where that is signed. */
  timestamp?: string;
  /**
   * What the proof is worth. `"signature"`: nobody without the secret has changed the body.
   * `"shared_secret"`: the secret came along and nothing is signed, so don't trust the body beyond that: ask the vendor.
   */
  strength: "signature" | "shared_secret";
  /** Whether a vendor's own page or SDK confirms every part of the scheme. */
  confirmed: boolean;
}

/** What happened to somebody, in one shape for every source. */
export interface LifecycleEvent {
  /** The same each time it is delivered; events of one delivery are told apart by `#1`, `#2`… */
  id: string;
  /** Where it is from. */
  source: WebhookSource;
  /** Hired (again), changed, leaving; a termination or rehire that was called off; a try of the address; anything else. */
  type: "joiner" | "mover" | "leaver" | "cancelled" | "ping" | "other";
  /** What a `cancelled` event calls off; absent where its name doesn't say. */
  cancels?: "joiner" | "leaver";
  /** When it takes effect: RFC 3339, or a plain date where the vendor names no zone. Absent if the delivery doesn't say. */
  effectiveAt?: string;
  /** The person as far as the delivery tells, fit for `provision`. */
  person?: Person;
  /** How to find the account, fit for `deactivate`. */
  who?: Who;
  /** The id that the sender has for the person: what to ask it with. */
  externalId?: string;
  /** Ask the HR system before you act: the delivery doesn't tell enough. Only then is it known whether a mover leaves. */
  thin: boolean;
  /** What was delivered. Integers beyond ±2^53 are decimal strings, nothing else is changed. */
  raw: unknown;
}

/** A request by which a vendor may try an address before it delivers. */
export interface WebhookRequest {
  /** Its method. */
  method: string;
  /** Its headers. */
  headers: WebhookHeaders;
  /** Its address. */
  url?: string | undefined;
  /** Its raw body, if it has one. */
  body?: WebhookBody | undefined;
}

/** What to answer to a vendor's try. */
export interface WebhookAnswer {
  /** The HTTP status. */
  status: number;
  /** The headers. */
  headers: Record<string, string>;
  /** The body. */
  body: string;
}
