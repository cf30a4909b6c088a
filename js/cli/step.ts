/** The command that runs one step: JSON on standard input, JSON on standard output. */

import { addAbortSignal } from "node:stream";
import { text } from "node:stream/consumers";
import { run as runStep, type Step } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";
import { CONNECTION_FLAG, findConnection } from "./connection.js";
import { exitCodeOf } from "./failure.js";
import { VERBOSE_FLAG, verbose } from "./tenant.js";

const EXAMPLE = `echo '{"action":"deactivate","input":{"who":"jane@example.com"},"options":{"dryRun":true}}' | seatwarden run`;

export const run: Command = {
  name: "run",
  about: "run a step: JSON on standard input, JSON on standard output",
  detail:
    "A step without a connection gets the one of --connection or the environment. What went wrong is in the output too, and in the exit code.",
  flags: [CONNECTION_FLAG, VERBOSE_FLAG],
  examples: [
    [EXAMPLE, "one action, as a workflow platform sends it"],
    ["seatwarden run < step.json > output.json", "from and to files"],
  ],
  async run(call) {
    const { words, flags, output, signal } = call;
    if (words.length > 0) throw new UsageError("run takes no words: the step comes on standard input", `For example: ${EXAMPLE}`);
    if (process.stdin.isTTY) output.note("Reading a step as JSON from the terminal; end it with Ctrl-D.");
    const step = parseStep(await read(signal));
    if (!("connection" in step)) {
      const connection = findConnection(flags.text("connection"));
      if (connection !== undefined) step.connection = connection;
    }
    const onEvent = verbose(call);
    const result = await runStep(step as unknown as Step, { signal, ...(onEvent && { onEvent }) });
    await output.value(result);
    return result.ok ? EXIT.done : exitCodeOf(result.error.code);
  },
};

/** All of standard input; Ctrl-C ends the reading too. */
async function read(signal: AbortSignal): Promise<string> {
  try {
    return await text(addAbortSignal(signal, process.stdin));
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

/** The engine's own words are not repeated: they quote the text, which may hold a secret. */
function parseStep(given: string): Record<string, unknown> {
  let step: unknown;
  try {
    step = JSON.parse(given);
  } catch {
    throw new UsageError("what came on standard input is not JSON", `For example: ${EXAMPLE}`);
  }
  if (typeof step !== "object" || step === null || Array.isArray(step))
    throw new UsageError("a step is a JSON object", `For example: ${EXAMPLE}`);
  return step as Record<string, unknown>;
}
