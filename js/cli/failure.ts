/** How a command ends when it fails: a sentence, what to do next, and the exit code. */

import { SeatwardenError } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { EXIT } from "./command.js";
import type { Output } from "./output.js";
import { visible } from "./style.js";

/** Ctrl-C. */
export class Interrupted extends Error {
  constructor() {
    super("interrupted; what was done until then is done");
  }
}

/** Tells the user why `command` failed, on standard error, and gives the exit code. */
export function report(error: unknown, command: string, output: Output): number {
  const { message, hint, code } = describe(error, command);
  const paint = output.paintNote;
  output.note(`${paint("red", "seatwarden:")} ${visible(message)}${code === undefined ? "" : ` ${paint("dim", `(${code})`)}`}`);
  if (hint !== undefined) output.note(`  ${paint("cyan", "→")} ${visible(hint)}`);
  return exitCode(error);
}

function describe(error: unknown, command: string): { message: string; hint?: string | undefined; code?: string } {
  if (error instanceof UsageError) return { message: error.message, hint: error.hint ?? `See: seatwarden ${command} --help` };
  if (SeatwardenError.is(error)) return { message: error.message, hint: error.hint, code: error.code };
  return { message: error instanceof Error ? error.message : String(error) };
}

/** The exit code for a failure. */
export function exitCode(error: unknown): number {
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (error instanceof UsageError) return EXIT.usage;
  if (!SeatwardenError.is(error)) return EXIT.failed;
  return error.operation === "connect" ? EXIT.usage : exitCodeOf(error.code);
}

/** The exit code for an error's code. */
export function exitCodeOf(code: string): number {
  switch (code) {
    case "invalid_input":
      return EXIT.usage;
    case "not_found":
      return EXIT.notFound;
    case "guard_tripped":
      return EXIT.guarded;
    default:
      return EXIT.failed;
  }
}
