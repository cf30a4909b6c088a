/** What comes back from the core: a value, an error, or an abort. And what comes back when the core itself fails. */

import { type ErrorFields, SeatwardenError } from "./error.js";

type Envelope = { value: unknown } | { error: ErrorFields } | { aborted: true };

/** Which call this is about, for errors that the core couldn't word. */
export interface Call {
  /** The verb. */
  operation: string;
  /** The kind of tenant, where it is known. */
  provider?: string;
}

/** The value inside; throws the error, or the signal's own reason. */
export function open<T>(text: string, call: Call, signal: AbortSignal | undefined): T {
  const envelope = JSON.parse(text) as Envelope;
  if ("value" in envelope) return envelope.value as T;
  if ("aborted" in envelope) throw signal?.reason;
  throw new SeatwardenError({ ...call, ...envelope.error });
}

/** Runs what reads a caller's input; its error then says which call it is about. */
export function about<T>(call: Call, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw SeatwardenError.is(error) ? new SeatwardenError({ ...error.toJSON(), ...call }) : error;
  }
}

/** Calls into a wasm that answers at once. */
export function fromCore<T>(call: Call, enter: () => T): T {
  try {
    return enter();
  } catch (error) {
    throw thrown(error, call);
  }
}

/** What the core threw, as an error: the JSON of one, or else it panicked. */
export function thrown(error: unknown, call: Call): SeatwardenError {
  if (typeof error !== "string") return internal(error, call);
  try {
    return new SeatwardenError({ ...call, ...(JSON.parse(error) as ErrorFields) });
  } catch {
    return internal(error, call);
  }
}

/** The error for a fault of Seatwarden itself. A panic's own text is left out: the standard library quotes the string that it stumbled on, which may be a secret. */
export function internal(error: unknown, call: Call): SeatwardenError {
  const name = error instanceof Error ? error.name : typeof error;
  return new SeatwardenError({
    ...call,
    code: "internal",
    message: `Seatwarden failed by a fault of its own in ${call.operation} (${name})`,
    hint: "If this was a write, look at the account before you try again. Please report it, with the verb and the version.",
    retryable: false,
    attempts: 0,
  });
}
