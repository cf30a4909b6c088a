/** Reads a command line by a command's flags. Says what is wrong with it in a sentence; knows nothing of what commands do. */

import { parseArgs } from "node:util";
import type { Flag } from "./command.js";
import { nearest } from "./nearest.js";

/** A command line, a connection or a file that can't be used: exit code 2. */
export class UsageError extends Error {
  /** What to do next. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** The flags of one command line. */
export class Flags {
  readonly #values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  /** Whether an on-or-off flag was given. */
  has(name: string): boolean {
    return this.#values[name] === true;
  }

  /** The value of a flag, if it was given. */
  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === "string" ? value : undefined;
  }

  /** All values of a flag that may be repeated, if it was given. */
  texts(name: string): string[] | undefined {
    const value = this.#values[name];
    return Array.isArray(value) ? value : undefined;
  }

  /** The value of a flag as a whole number, if it was given. */
  integer(name: string, most = Number.MAX_SAFE_INTEGER): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} takes a whole number`);
    if (Number(text) > most) throw new UsageError(`--${name} takes at most ${most}`);
    return Number(text);
  }
}

/** The words and flags of a command line. */
export function parse(flags: Flag[], line: string[]): { words: string[]; flags: Flags } {
  const options = Object.fromEntries(
    flags.map(({ name, value, repeat }) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const), multiple: repeat === true },
    ]),
  );
  const config = { args: line, options, allowPositionals: true };
  // Not strict, it tells each word as it was given; what is wrong is said here.
  const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
  check(
    tokens.filter((token) => token.kind === "option"),
    flags,
  );
  try {
    const { values, positionals } = parseArgs({ ...config, strict: true });
    return { words: positionals, flags: new Flags(values) };
  } catch {
    throw new UsageError("the command line can't be read");
  }
}

/** A flag as it was given. */
interface Token {
  name: string;
  rawName: string;
  value: string | undefined;
  inlineValue: boolean | undefined;
}

/** Values are not repeated: one might be a secret in the wrong place. */
function check(tokens: Token[], flags: Flag[]): void {
  const given = new Set<string>();
  for (const { name, rawName, value, inlineValue } of tokens) {
    const flag = flags.find((known) => known.name === name);
    if (flag === undefined || !rawName.startsWith("--")) throw new UsageError(unknown(rawName, flags));
    if (flag.value === undefined && value !== undefined) throw new UsageError(`${rawName} takes no value`);
    if (flag.value !== undefined && !hasValue(value, inlineValue)) throw new UsageError(needsValue(rawName, value, flags));
    if (given.has(name) && flag.repeat !== true) throw new UsageError(`${rawName} is there twice: give it once`);
    given.add(name);
  }
}

function unknown(rawName: string, flags: Flag[]): string {
  const meant = nearest(
    rawName,
    flags.map(({ name }) => name),
  );
  return `there is no flag ${rawName}${meant === undefined ? "" : `: did you mean --${meant}?`}`;
}

/** What begins with a dash is more likely a flag, and the value was forgotten. */
function hasValue(value: string | undefined, inlineValue: boolean | undefined): boolean {
  return value !== undefined && (inlineValue === true || value.length < 2 || !value.startsWith("-"));
}

function needsValue(rawName: string, next: string | undefined, flags: Flag[]): string {
  const isFlag = next === undefined || flags.some(({ name }) => next === `--${name}` || next.startsWith(`--${name}=`));
  return `${rawName} needs a value${isFlag ? "" : `: one that begins with a dash goes with =, as ${rawName}=-abc`}`;
}
