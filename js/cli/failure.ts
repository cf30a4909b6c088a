/** How a command ends when it fails: a sentence, what to do next, and the exit code. */

import { type ErrorCode, SeatwardenError } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";
import type { Output } from "./output.js";
import { visible } from "./style.js";

/** Ctrl-C. Of many, `far` says how many are done. */
export class Interrupted extends Error {
  readonly hint: string | undefined;

  constructor(far?: string) {
    super(
      far === undefined ? "interrupted; what was done until then is done" : `interrupted: ${far}, and perhaps some that were under way`,
    );
    this.hint = far === undefined ? undefined : "The same command again goes on: what is done is seen, and not done a second time.";
  }
}

/** What to do next where the library has no words for it. */
const NEXT: Partial<Record<ErrorCode, string>> = {
  auth_failed: "Check the client's id and secret, and that they belong to this tenant: seatwarden connections",
  forbidden: "The credentials are good, but their owner may not do this: give it a role that may.",
  rate_limited:
    "Somebody uses up what the tenant allows, perhaps another program: try again later, with --deadline-ms for how long to wait.",
  timeout: "Try again, with more time: --timeout-ms for each request, --deadline-ms for the whole command.",
  network: "Check the address, and that this machine reaches it: seatwarden connections",
  vendor_unavailable: "The tenant is in trouble: try again later.",
  vendor_rejected: "The tenant said why. --verbose shows what it was asked.",
  outcome_unknown: "It may have been done: look with seatwarden find, or just try again, which is safe.",
  internal: "That is a fault of Seatwarden: please report it, with what --verbose shows.",
};

/** Tells the user why `command` failed, on standard error, and gives the exit code. */
export function report(error: unknown, command: Command | undefined, output: Output): number {
  const { message, hint, code } = describe(error, command);
  const paint = output.paintNote;
  output.note(`${paint("red", "seatwarden:")} ${visible(message)}${code === undefined ? "" : ` ${paint("dim", `(${code})`)}`}`);
  if (hint !== undefined) output.note(`  ${paint("cyan", "→")} ${visible(hint)}`);
  return exitCode(error);
}

/** A failure in words: a sentence, what to do next, and the code where there is one. */
export function describe(error: unknown, command?: Command): { message: string; hint?: string | undefined; code?: string } {
  if (error instanceof UsageError) {
    const help = command === undefined ? "--help" : `${command.name} --help`;
    return { message: error.message, hint: error.hint ?? `See: seatwarden ${help}` };
  }
  if (SeatwardenError.is(error)) {
    const { message, code } = error;
    const help = code === "invalid_input" && command !== undefined ? `See: seatwarden ${command.name} --help` : undefined;
    return { message, hint: command?.hints?.[code] ?? asCommand(error.hint) ?? NEXT[code] ?? help, code };
  }
  if (error instanceof Interrupted) return { message: error.message, hint: error.hint };
  return { message: error instanceof Error ? error.message : String(error) };
}

/** The library's words name its calls; here they are commands. A name that a shell might read as more than a name stays as it is. */
function asCommand(hint: string | undefined): string | undefined {
  return hint
    ?.replaceAll("capabilities()", "seatwarden capabilities")
    .replace("toleranceSeconds", "--tolerance")
    .replace(/set confirm to its id, (\w+)/, "apply it with --confirm $1")
    .replace(/\{ confirm: "([^"'\\]+)" \}/, (_, name: string) => `--confirm ${/^[\w.@+-]+$/.test(name) ? name : `'${name}'`}`);
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
