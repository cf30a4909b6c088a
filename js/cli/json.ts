/** JSON that users hand to a command: from flags, standard input and files. What can't be read is bad usage, and never quoted: it may hold a secret. */

import { LostDigits, readJson } from "../given/json.js";
import { UsageError } from "./arguments.js";

/** What `text` says; `what` is what a message calls it, `not` what is thrown if it is no JSON. */
export function readGiven(text: string, what: string, not: UsageError): unknown {
  try {
    return readJson(text);
  } catch (error) {
    throw error instanceof LostDigits ? new UsageError(`${what}: ${error.message}`, not.hint) : not;
  }
}

/** A value that must be an object, or `not` is thrown. */
export function objectOf(value: unknown, not: UsageError): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw not;
  return value as Record<string, unknown>;
}
