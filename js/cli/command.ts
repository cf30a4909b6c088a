/** What a command of the CLI is made of. A list of these is the whole CLI: help, parsing and dispatch read nothing else. */

import type { ErrorCode } from "../entry/default.js";
import type { Flags } from "./arguments.js";
import type { Output } from "./output.js";

/** A flag: `--name`, or `--name VALUE` if it takes one. */
export interface Flag {
  /** Without the dashes. */
  name: string;
  /**
   * What stands for its value in help; a flag without one is on or off. `FILE` is completed with files, words in small letters with
   * `|` between them (`add|exact`) are the values that there are.
   */
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
  /** All commands. */
  commands: readonly Command[];
}

/** One command. */
export interface Command {
  /** What the user types. */
  name: string;
  /** One line for the overview. */
  about: string;
  /** The words that it takes: `"WHO"`. `FILE` and words in small letters are completed as the value of a flag is. */
  words?: string;
  /** More words on what it does, for its own help. */
  detail?: string;
  /** Its flags. */
  flags: Flag[];
  /** Command lines that work, each with what it is for. */
  examples: [line: string, about: string][];
  /** Changes nothing: it may end as soon as nobody reads what it says. */
  onlyReads?: boolean;
  /** What to do next after a failure, by its code, where the library's own words are about JavaScript. */
  hints?: Partial<Record<ErrorCode, string>>;
  /** Does it; gives the exit code. */
  run(call: Invocation): Promise<number>;
}

/** Exit codes, as scripts branch on them. */
export const EXIT = { done: 0, failed: 1, usage: 2, notFound: 3, guarded: 4, interrupted: 130 } as const;
