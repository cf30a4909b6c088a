/** The command that runs one step: JSON on standard input, JSON on standard output. */

import { run as runStep, type Step, type StepOutput } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";
import { CONNECTION_FLAG, findConnection } from "./connection.js";
import { exitCodeOf } from "./failure.js";
import { objectOf, readGiven } from "./json.js";
import { VERBOSE_FLAG, verbose } from "./tenant.js";
import { readText } from "./text.js";

const EXAMPLE = `echo '{"action":"deactivate","input":{"who":"jane@example.com"},"options":{"dryRun":true}}' | seatwarden run`;

export const run: Command = {
  name: "run",
  about: "run a step: JSON on standard input, JSON on standard output",
  detail:
    "A step without a connection gets the one of --connection or the environment. What went wrong is in the output too, and in the exit code: 1 if one of many failed, or the deadline came before all were done.",
  flags: [CONNECTION_FLAG, VERBOSE_FLAG],
  examples: [
    [EXAMPLE, "one action, as a workflow platform sends it"],
    ["seatwarden run < step.json > output.json", "from and to files"],
  ],
  async run(call) {
    const { words, flags, output, signal } = call;
    if (words.length > 0) throw new UsageError("run takes no words: the step comes on standard input", `For example: ${EXAMPLE}`);
    if (process.stdin.isTTY) output.note("Reading a step as JSON from the terminal; end it with Ctrl-D.");
    const step = parseStep(await readText("-", signal));
    if (!("connection" in step)) {
      const connection = findConnection(flags.text("connection"));
      if (connection !== undefined) step.connection = connection;
    }
    const onEvent = verbose(call);
    const result = await runStep(step as unknown as Step, { signal, ...(onEvent && { onEvent }) });
    await output.value(result);
    return codeFor(result);
  },
};

/** Of many, one who failed or wasn't reached is enough: as `--file` has it. */
function codeFor(result: StepOutput): number {
  if (!result.ok) return exitCodeOf(result.error.code);
  if (!("counts" in result.data)) return EXIT.done;
  const { counts, resume } = result.data;
  return (counts.failed ?? 0) > 0 || resume !== undefined ? EXIT.failed : EXIT.done;
}

function parseStep(given: string): Record<string, unknown> {
  const hint = `For example: ${EXAMPLE}`;
  const step = readGiven(given, "the step", new UsageError("what came on standard input is not JSON", hint));
  return objectOf(step, new UsageError("a step is a JSON object", hint));
}
