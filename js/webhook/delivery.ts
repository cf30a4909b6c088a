/** Parts what a caller hands over of a delivery: the body as bytes, the rest as JSON. Judges no meaning: that is the core's. */

import { invalidInput } from "../error.js";
import { article, encode, isPlain, kind, reading } from "../json.js";

/** A delivery on its way to the core. */
interface Parted {
  /** Everything but the body. */
  json: string;
  /** The body. */
  body: Uint8Array;
}

/** Parts a delivery. Of its fields only those in `keys` are read, if there is such a list: one value serves several calls. */
export function readDelivery(given: unknown, keys?: readonly string[]): Parted {
  return reading("delivery", () => part(given, keys));
}

/** Parts a request of a vendor's, which may be a GET without a body. */
export function readRequest(given: unknown): Parted {
  return reading("delivery", () => part(given, ["method", "url"], ""));
}

function part(given: unknown, keys: readonly string[] | undefined, noBody?: string): Parted {
  if (!isPlain(given)) throw invalidInput("delivery", `expected an object, not ${article(kind(given))}`);
  const field = (key: string) => reading(key, () => given[key]);
  const others = Object.keys(given).filter((key) => key !== "body" && key !== "headers" && keys?.includes(key) !== false);
  const rest = Object.fromEntries(others.map((key) => [key, field(key)]));
  return { json: encode({ ...rest, headers: readHeaders(field("headers")) }, ""), body: readBody(field("body") ?? noBody) };
}

/** The headers as pairs, or as the object that they are. `Headers` may be of this realm, another or a polyfill; a Map will do. */
function readHeaders(headers: unknown): unknown {
  return reading("headers", () => {
    const each = (headers as { forEach?: unknown } | null | undefined)?.forEach;
    if (typeof each !== "function" || Array.isArray(headers)) return headers;
    const pairs: [unknown, unknown][] = [];
    each.call(headers, (value: unknown, name: unknown) => pairs.push([name, value]));
    return pairs;
  });
}

function readBody(body: unknown): Uint8Array {
  if (typeof body === "string") return new TextEncoder().encode(body);
  try {
    if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
    if (Object.prototype.toString.call(body) === "[object ArrayBuffer]") return new Uint8Array(body as ArrayBuffer);
  } catch {
    throw invalidInput("body", "is an ArrayBuffer that was handed on to somebody else (detached)");
  }
  throw invalidInput("body", `expected a string, a Uint8Array or an ArrayBuffer, not ${article(kind(body))}`, {
    hint: "Hand over the raw body, byte by byte as it came, before any JSON parser: it is what was signed.",
  });
}
