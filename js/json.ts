/** Turns what a caller gave into the JSON that crosses to the core, and refuses what JSON would lose. Judges no meaning: that is the core's. */

import { invalidInput, SeatwardenError } from "./error.js";

/** Deeper than any honest input, and well within every engine's stack. */
const MAX_DEPTH = 100;
/** A getter, a proxy or a toJSON of the caller's threw. Its words are not repeated: they may hold anything. */
const UNREADABLE = "could not be read: reading it threw an error";

/**
 * `value` as JSON text. `undefined` fields are left out, as JSON does; everything else that JSON would drop or change
 * (functions, symbols, bigint, NaN, cycles, a Map) is `invalid_input` naming the path.
 */
export function encode(value: unknown, path: string): string {
  return reading(path === "" ? "input" : path, () => JSON.stringify(plain(value, path, [])));
}

/** Runs what reads a caller's value. What the value itself throws meanwhile is `invalid_input`: it is at `path`. */
export function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw SeatwardenError.is(error) ? error : invalidInput(path, UNREADABLE);
  }
}

/** A copy of `value` that is nothing but JSON, so that what was checked is what is sent. */
function plain(value: unknown, path: string, above: object[]): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw invalidInput(path, `${value} is not a number that JSON has`);
      return value;
    case "object":
      if (value === null) return null;
      if (above.includes(value)) throw invalidInput(path, "contains itself");
      if (above.length >= MAX_DEPTH) throw invalidInput(path, "is nested too deeply");
      return container(value, path, [...above, value]);
    case "undefined":
      throw invalidInput(path, "is missing");
    default:
      throw invalidInput(path, `${article(typeof value)} can't be sent as JSON`);
  }
}

function container(value: object, path: string, above: object[]): unknown {
  if (Array.isArray(value)) return list(Array.from(value, (item, index) => plain(item, `${path}[${index}]`, above)));
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === "function") return plain(toJSON.call(value, ""), path, above);
  if (!isPlain(value)) throw invalidInput(path, `${article(kind(value))} can't be sent as JSON; give a plain object`);
  // Without a prototype: a key named "__proto__" is then a key like any other.
  const copy: Record<string, unknown> = Object.create(null);
  eachField(value, path, (key, item, below) => {
    if (item !== undefined) copy[key] = plain(item, below, above);
  });
  return copy;
}

/** A list that `JSON.stringify` takes as one, on a page with an old Prototype.js too: there every array has a `toJSON`, which gives text. */
function list(items: unknown[]): unknown[] {
  return "toJSON" in items ? Object.defineProperty(items, "toJSON", { value: undefined }) : items;
}

/** Each field of an object literal, read once: its key, what it holds and its path. */
export function eachField(value: Record<string, unknown>, path: string, take: (key: string, item: unknown, path: string) => void): void {
  for (const key of Reflect.ownKeys(value)) {
    if (!Object.prototype.propertyIsEnumerable.call(value, key)) continue;
    if (typeof key === "symbol") throw invalidInput(path, "has a symbol as a key, which can't be sent as JSON");
    const below = path === "" ? key : `${path}.${key}`;
    take(key, read(value, key, below), below);
  }
}

function read(from: Record<string, unknown>, key: string, path: string): unknown {
  try {
    return from[key];
  } catch {
    throw invalidInput(path, UNREADABLE);
  }
}

/** Whether `value` is an object literal, of this realm or another, and not an instance of a class. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What `value` is, in one word, without its content. */
export function kind(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  try {
    if (Array.isArray(value)) return "array";
    const name: unknown = value.constructor?.name;
    if (typeof name === "string" && name !== "") return name;
  } catch {
    // A proxy that lets nobody look: it is an object all the same.
  }
  return "object";
}

/** `"a Map"`, `"an array"`; nothing before words that take no article. */
export function article(word: string): string {
  if (word === "null" || word === "undefined") return word;
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}
