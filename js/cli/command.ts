/** What a command of the CLI is made of. A list of these is the whole CLI: help, parsing and dispatch read nothing else. */

import type { Flags } from "./arguments.js";
import type { Output } from "./output.js";

/** A flag: `--name`, or `--name VALUE` if it takes one. */
export interface Flag {
  /** Without the dashes. */
  name: string;
  /** What stands for its value in help; a flag without one is on or off. */
  value?: string;
  /** May be given more than once. */
  repeat?: boolean;
  /** What it does, for help. */
  about: string;
}

/** What a command is run with. */
export interface Invocation {
  /** The words that aren't flags. */
  words: string[];
  /** The flags that were given. */
  flags: Flags;
  /** Where results and notes go. */
  output: Output;
  /** Aborts when the user presses Ctrl-C. */
  signal: AbortSignal;
}

/** One command. */
export interface Command {
  /** What the user types. */
  name: string;
  /** One line for the overview. */
  about: string;
  /** The words that it takes: `"WHO"`. */
  words?: string;
  /** More words on what it does, for its own help. */
  detail?: string;
  /** Its flags. */
  flags: Flag[];
  /** Command lines that work, each with what it is for. */
  examples: [line: string, about: string][];
  /** Does it; gives the exit code. */
  run(call: Invocation): Promise<number>;
}

/** Exit codes, as scripts branch on them. */
export const EXIT = { done: 0, failed: 1, usage: 2, notFound: 3, guarded: 4, interrupted: 130 } as const;
