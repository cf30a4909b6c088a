/** The step that the action's inputs describe, and what in it is secret. Whether it makes sense the core decides. */

import { givenFields, withFields } from "../given/connection.js";
import { LostDigits, readJson } from "../given/json.js";
import { input } from "./runner.js";

/** Fields of a connection that nobody may see. */
const SECRET = new Set(["clientSecret", "accessToken", "token", "password"]);

/** An input that can't be read. Its value is not repeated: it may hold a secret. */
export class BadInput extends Error {}

/** A step, not yet checked. */
export interface RawStep {
  action: string;
  connection?: unknown;
  input: Record<string, unknown>;
  options: Record<string, unknown>;
}

/** The connection: the input `connection`, and single fields that go before it. `undefined` if there is none. */
export function readConnection(): Record<string, unknown> | undefined {
  const whole = object("connection");
  const fields = givenFields((words) => input(words.join("-")));
  return whole === undefined && Object.keys(fields).length === 0 ? undefined : withFields(whole ?? {}, fields);
}

/** Every secret text in a value, however deep. */
export function secrets(value: unknown, key = ""): string[] {
  if (typeof value === "string") return SECRET.has(key) && value !== "" ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => secrets(inner, Array.isArray(value) ? key : name));
}

/** The step that the inputs describe, on that connection. */
export function readStep(connection: Record<string, unknown> | undefined): RawStep {
  const who = input("who");
  const [person, change] = [object("person"), object("change")];
  const dryRun = flag("dry-run");
  return {
    action: verb(input("action") ?? ""),
    ...(connection && { connection }),
    input: { ...object("input"), ...(who !== undefined && { who }), ...(person && { person }), ...(change && { change }) },
    options: { ...object("options"), ...(dryRun !== undefined && { dryRun }) },
  };
}

/** `reset-password` is `resetPassword`: both are understood. */
function verb(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function object(name: string): Record<string, unknown> | undefined {
  const text = input(name);
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = readJson(text);
  } catch (error) {
    throw new BadInput(error instanceof LostDigits ? `the input "${name}": ${error.message}` : `the input "${name}" is not JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadInput(`the input "${name}" is no JSON object`);
  return value as Record<string, unknown>;
}

function flag(name: string): boolean | undefined {
  const text = input(name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text !== "true" && text !== "false") throw new BadInput(`the input "${name}" is true or false`);
  return text === "true";
}
