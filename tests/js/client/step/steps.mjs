/**
 * Steps at random: good ones as the schema has them, and broken ones, with what hostile JSON can hold. All chance is fast-check's,
 * so that a seed replays it.
 */

import fc from "fast-check";
import { ACTIONS, INPUT } from "./schemas.mjs";

/** Who is in the sandbox, or may be, so that some steps find somebody. */
const KNOWN = ["jane@example.com", "u-001", "u-002", "u-003", "u-004", "nobody@example.com", "new@example.com"];
const ROLES = ["Read Only", "administrator", "p-billing"];
/** What a create needs besides a name. */
const JOINER = { givenName: "Ann", familyName: "Ng", role: "Read Only" };
const PROTOTYPE = ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "then", "toJSON"];

/** Anything that a schema allows. */
function fitting(schema) {
  if (schema.$ref !== undefined) return fitting(INPUT.$defs[schema.$ref.replace("#/$defs/", "")]);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.oneOf !== undefined) return fc.oneof(...schema.oneOf.map(fitting));
  switch (schema.type) {
    case "string":
      return text(schema);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constantFrom(schema.minimum, schema.maximum));
    case "number":
      // Mostly times in which something can be done.
      return fc.oneof(
        { arbitrary: fc.integer({ min: 60_000, max: 600_000 }), weight: 9 },
        { arbitrary: fc.double({ min: schema.minimum, max: schema.maximum, noNaN: true }), weight: 1 },
      );
    case "array":
      return fc.array(fitting(schema.items ?? {}), { maxLength: 3 });
    case "object":
      return schema.properties === undefined ? fc.dictionary(name(), fc.jsonValue(), { maxKeys: 4 }) : object(schema);
    default:
      return fc.jsonValue();
  }
}

function object({ properties, required = [] }) {
  const field = ([key, schema]) => [key, key === "role" ? fc.oneof(fc.constantFrom(...ROLES), fitting(schema)) : fitting(schema)];
  const made = fc.record(Object.fromEntries(Object.entries(properties).map(field)), { requiredKeys: required, noNullPrototype: true });
  if (properties.givenName === undefined) return made;
  return fc.tuple(made, fc.boolean()).map(([person, whole]) => (whole ? { ...person, ...JOINER, extra: {} } : person));
}

function text({ examples = [], pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY, not, format }) {
  const fits = new RegExp(pattern ?? "", "u");
  const good = [...examples, ...KNOWN].filter((word) => fits.test(word));
  if (format === "uri") return fc.constantFrom(...examples);
  const free = fc
    .string({ unit: "grapheme", minLength, maxLength: 30 })
    .filter((word) => fits.test(word) && [...word].length <= maxLength && !not?.enum.includes(word));
  if (good.length === 0) return free;
  const weight = pattern?.includes("@") || pattern?.startsWith("^/") ? 0 : 1;
  return fc.oneof({ arbitrary: fc.constantFrom(...good), weight: 4 }, { arbitrary: free, weight });
}

function name() {
  return fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom(...PROTOTYPE));
}

/** A good step of any action, on `connection` mostly. */
export function goodStep(connection) {
  return fc.constantFrom(...ACTIONS).chain((action) => {
    const { properties, required } = INPUT.$defs[action];
    const on = { arbitrary: fc.constant({ const: connection }), weight: 19 };
    return fc
      .oneof(on, { arbitrary: fc.constant(properties.connection), weight: 1 })
      .chain((connection) => object({ properties: { ...properties, connection }, required }));
  });
}

const DEEP = (depth) => {
  let value = 1;
  for (let at = 0; at < depth; at++) value = at % 2 === 0 ? [value] : { a: value };
  return value;
};

/** What nobody expects anywhere. */
const HOSTILE = fc.oneof(
  fc.constantFrom(
    ...[null, true, false, 0, -0, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, 2 ** 53 + 2, 2 ** 31, 2 ** 32, 4294967296.5],
    ...["", " ", "\u0000", "a\nb", "\ud800", "a\udfffb", "\ud83d\ude00", "x".repeat(20_000), "\u202e", "null", "[object Object]", "../.."],
    ...[{}, [], [[]], [null], DEEP(20), DEEP(90), DEEP(150), { a: undefined }, JSON.parse('{"__proto__":{"admin":true}}')],
    ...[undefined, Number.NaN, Number.POSITIVE_INFINITY, 10n, Symbol("s"), () => {}, new Map([["a", 1]]), new Date(0)],
  ),
  fc.jsonValue(),
  fc.string({ unit: "binary" }),
);

/** One change for the worse: what, where (of all places in the step), and with which word. */
const HARM = fc.record({
  how: fc.constantFrom("replace", "replace", "replace", "drop", "add", "wrap", "rename"),
  where: fc.nat(),
  value: HOSTILE,
  word: fc.oneof(name(), fc.constantFrom("id", "who", "dryRun", "confirm", "match", "limit", "username", "password")),
});

/** A good step with one to three changes for the worse. */
export function brokenStep(connection) {
  return fc.tuple(goodStep(connection), fc.array(HARM, { minLength: 1, maxLength: 3 })).map(([step, harms]) => harms.reduce(harmed, step));
}

/** Nothing like a step. */
export const NO_STEP = fc.oneof(HOSTILE, fc.array(HOSTILE), fc.dictionary(name(), HOSTILE));

function harmed(step, { how, where, value, word }) {
  const copy = { root: structured(step) };
  const places = [];
  collect(copy, places);
  if (places.length === 0) return step;
  const [holder, key] = places[where % places.length];
  if (how === "replace") put(holder, key, value);
  else if (how === "wrap") put(holder, key, [holder[key]]);
  else if (how === "drop" && holder !== copy) delete holder[key];
  else if (how === "rename" && holder !== copy && !Array.isArray(holder)) {
    put(holder, word, holder[key]);
    delete holder[key];
  } else if (how === "add" && isObject(holder[key])) put(holder[key], word, value);
  return copy.root;
}

/** As an own key, whatever the name. */
function put(holder, key, value) {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function collect(holder, places) {
  for (const key of Object.keys(holder)) {
    places.push([holder, key]);
    if (places.length < 500 && isObject(holder[key])) collect(holder[key], places);
  }
}

function isObject(value) {
  return typeof value === "object" && value !== null && [Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(value));
}

/** A deep copy of what is plain; the rest as it is. */
function structured(value) {
  // Not value.map: an array may have been given a "constructor" of its own.
  if (Array.isArray(value)) return Array.from(value, structured);
  if (!isObject(value)) return value;
  const copy = {};
  for (const [key, item] of Object.entries(value)) put(copy, key, structured(item));
  return copy;
}

/** The step as the core's reader sees it: JSON, a field that is null as if it weren't there, and an integer beyond ±2^53 as its text. */
export function asRead(step) {
  const text = JSON.stringify(step);
  return text === undefined ? undefined : withoutNull(JSON.parse(text));
}

function withoutNull(value) {
  if (Number.isInteger(value) && Math.abs(value) > 2 ** 53) return /e/.test(String(value)) ? value : String(value);
  if (Array.isArray(value)) return Array.from(value, (item) => (item === null ? null : withoutNull(item)));
  if (!isObject(value)) return value;
  const copy = {};
  for (const [key, item] of Object.entries(value)) if (item !== null) put(copy, key, withoutNull(item));
  return copy;
}
