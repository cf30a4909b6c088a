/** What a failed call rejects with. Knows nothing of the core: it holds what the core said, in words that are already free of secrets. */

/** What a program branches on. Stable: a code never changes its meaning. */
export type ErrorCode =
  /** What you gave can't be used; the message names the path. Nothing was sent. */
  | "invalid_input"
  /** The tenant refused the credentials or the token. */
  | "auth_failed"
  /** The credentials are good, but not allowed to do this. */
  | "forbidden"
  /** Nobody is there. */
  | "not_found"
  /** This provider, this tenant or this runtime can't do it. */
  | "not_supported"
  /** Somebody else holds what was asked for. */
  | "conflict"
  /** More than one account matches. */
  | "ambiguous_match"
  /** The tenant has no seat left. */
  | "seat_unavailable"
  /** The account is one that the vendor protects. */
  | "protected_user"
  /** The tenant asked to slow down for longer than the call may take. */
  | "rate_limited"
  /** No answer in time. */
  | "timeout"
  /** The connection failed. */
  | "network"
  /** The tenant isn't able to answer now. */
  | "vendor_unavailable"
  /** The tenant refused, for a reason of its own. */
  | "vendor_rejected"
  /** The answer is not what was asked for. */
  | "invalid_response"
  /** The answer is larger or deeper than any honest one. */
  | "response_too_large"
  /** The listing can't be proven whole. */
  | "incomplete_listing"
  /** A write was sent, and nobody can tell whether it was done. */
  | "outcome_unknown"
  /** The answer was a redirect; credentials don't follow one. */
  | "unsafe_redirect"
  /** A guard refused an irreversible or a large change. */
  | "guard_tripped"
  /** The tenant is no longer as the plan saw it. */
  | "plan_drifted"
  /** A delivery is not authentic, too old or not readable. */
  | "webhook_invalid"
  /** A fault of Seatwarden itself. */
  | "internal";

/** What the vendor said about a failure, with known secrets masked. */
export interface VendorError {
  /** The vendor's own code, as text. */
  code?: string;
  /** The vendor's own words. */
  message?: string;
}

/** A failure as JSON: what `JSON.stringify(error)` gives. */
export interface ErrorFields {
  /** What a program branches on. */
  code: ErrorCode;
  /** What was tried, on whom and where, and what the vendor said. */
  message: string;
  /** The HTTP status, if there was an answer. */
  status?: number;
  /** The kind of tenant: `"zuora"`; `"unknown"` if the connection didn't say. */
  provider?: string;
  /** The verb that was called: `"provision"`. */
  operation?: string;
  /** Whether the same call may well succeed later. */
  retryable: boolean;
  /** When to try again, in milliseconds from now. */
  retryAfterMs?: number;
  /** The vendor's id of the request, for its support. */
  requestId?: string;
  /** What the vendor said. */
  vendor?: VendorError;
  /** What to do next. */
  hint?: string;
  /** Requests that were sent for the call, those for a token not counted. */
  attempts: number;
  /** The runtime's own words for a failed connection, with known secrets masked. */
  cause?: string;
}

/** The same in every copy of the package (ESM, CJS, two versions side by side), so that `is` works across them. */
const BRAND = Symbol.for("seatwarden.error");

/**
 * Why a call failed: a `code` to branch on, a message and a `hint` for people.
 *
 * @example
 * try {
 *   await client.get("jane@example.com");
 * } catch (error) {
 *   if (SeatwardenError.is(error) && error.code === "not_found") console.log("nobody there");
 *   else throw error;
 * }
 */
export class SeatwardenError extends Error {
  /** What a program branches on. */
  readonly code: ErrorCode;
  /** The HTTP status, if there was an answer. */
  declare readonly status?: number;
  /** The kind of tenant: `"zuora"`; `"unknown"` if the connection didn't say. */
  readonly provider: string;
  /** The verb that was called: `"provision"`. */
  readonly operation: string;
  /** Whether the same call may well succeed later. */
  readonly retryable: boolean;
  /** When to try again, in milliseconds from now. */
  declare readonly retryAfterMs?: number;
  /** The vendor's id of the request, for its support. */
  declare readonly requestId?: string;
  /** What the vendor said, with known secrets masked. */
  declare readonly vendor?: VendorError;
  /** What to do next. */
  declare readonly hint?: string;
  /** Requests that were sent for the call, those for a token not counted. */
  readonly attempts: number;
  /** The runtime's own error for a failed connection, its text with known secrets masked. */
  declare readonly cause?: Error;

  /** Makes the error that `fields` describe; useful in tests of your own code. */
  constructor(fields: ErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: new Error(fields.cause) });
    this.code = fields.code;
    this.provider = fields.provider ?? "unknown";
    this.operation = fields.operation ?? "unknown";
    this.retryable = fields.retryable;
    this.attempts = fields.attempts;
    if (fields.status !== undefined) this.status = fields.status;
    if (fields.retryAfterMs !== undefined) this.retryAfterMs = fields.retryAfterMs;
    if (fields.requestId !== undefined) this.requestId = fields.requestId;
    if (fields.vendor !== undefined) this.vendor = fields.vendor;
    if (fields.hint !== undefined) this.hint = fields.hint;
  }

  /** Whether `value` is a `SeatwardenError`, of this copy of the package or of another one. */
  static is(value: unknown): value is SeatwardenError {
    return typeof value === "object" && value !== null && Reflect.get(value, BRAND) === true;
  }

  /** The failure as plain JSON, without the stack: what to send where an error itself loses its `code` (`postMessage`, `structuredClone`). */
  toJSON(): ErrorFields {
    const { code, message, status, provider, operation, retryable, retryAfterMs, requestId, vendor, hint, attempts, cause } = this;
    return {
      code,
      message,
      provider,
      operation,
      retryable,
      attempts,
      ...(status !== undefined && { status }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(requestId !== undefined && { requestId }),
      ...(vendor !== undefined && { vendor }),
      ...(hint !== undefined && { hint }),
      ...(cause !== undefined && { cause: cause.message }),
    };
  }
}

// On the prototype and not enumerable: `util.inspect` and `JSON.stringify` show neither.
Object.defineProperty(SeatwardenError.prototype, BRAND, { value: true });
Object.defineProperty(SeatwardenError.prototype, "name", { value: "SeatwardenError", configurable: true, writable: true });

/** The error for input that can't be used: `path` is where, `problem` what is wrong there. The value is never repeated: it might be a secret in the wrong place. */
export function invalidInput(
  path: string,
  problem: string,
  about: { operation?: string; provider?: string; hint?: string } = {},
): SeatwardenError {
  return new SeatwardenError({ code: "invalid_input", message: `${path}: ${problem}`, retryable: false, attempts: 0, ...about });
}
