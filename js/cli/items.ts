/** The items of a file of JSON: of one array, one object, or JSON Lines. A file that is none of them has no items at all. */

import { LostDigits, readJson } from "../given/json.js";
import { UsageError } from "./arguments.js";
import type { Given } from "./file.js";
import { readGiven } from "./json.js";
import { lines } from "./lines.js";

const HINT = "A file of JSON is one array, or one object a line.";

/** The items; `undefined` if it doesn't begin as JSON does. */
export function readItems<T>(content: string, name: string): Given<T>[] | undefined {
  const start = content.trimStart();
  if (!start.startsWith("[") && !start.startsWith("{")) return undefined;
  const [first = ""] = start.split(/\r?\n/, 1);
  if (isObject(first)) return jsonLines(content, name);
  const whole = readGiven(content, name, new UsageError(`${name} is not JSON`, HINT));
  return Array.isArray(whole)
    ? whole.map((value: T, at) => ({ place: `item ${at + 1}`, value }))
    : [{ place: "item 1", value: whole as T }];
}

/** An object a line. What is left open at the end of a line goes on in the next, and those are no items. */
function jsonLines<T>(content: string, name: string): Given<T>[] {
  const given = lines(content);
  const open = given.find(([, line]) => /[[{]\s*$/.test(line));
  if (open !== undefined) throw new UsageError(`${name}, line ${open[0]}, is no whole object`, HINT);
  return given.map(([at, line]) => ({ place: `line ${at}`, ...item<T>(line) }));
}

function item<T>(line: string): { value: T } | { problem: string } {
  try {
    const value = readJson(line);
    return typeof value === "string" ? { problem: "is a text, not an object" } : { value: value as T };
  } catch (error) {
    return { problem: error instanceof LostDigits ? error.message : "is not JSON" };
  }
}

function isObject(line: string): boolean {
  try {
    return line.startsWith("{") && typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}
