/** Reads a command line by a command's flags. Says what is wrong with it in a sentence; knows nothing of what commands do. */

import { parseArgs } from "node:util";
import type { Flag } from "./command.js";

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
  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} takes a whole number`);
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
  try {
    const { values, positionals } = parseArgs({ args: line, options, allowPositionals: true, strict: true });
    return { words: positionals, flags: new Flags(values) };
  } catch (error) {
    throw new UsageError(wording(error));
  }
}

/** What is wrong, in a sentence; parseArgs adds advice that is for its callers. Values are not repeated: one might be a secret in the wrong place. */
function wording(error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  const flag = /--?[a-z][a-z-]*/.exec(message)?.[0] ?? "a flag";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `there is no flag ${flag}`;
  if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE")
    return /does not take an argument/.test(message) ? `${flag} takes no value` : `${flag} needs a value`;
  return "the command line can't be read";
}
