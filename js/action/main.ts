/** The GitHub Action: one step of Seatwarden from the inputs of `action.yml`, its result as outputs. A failure ends with 1, of one among many too. */

import { run, type SeatwardenEvent, type Step, type StepFailed, type StepOutput } from "../entry/default.js";
import { batchOf, codeOf, isWhole, shortened } from "./batch.js";
import { BadInput, readConnection, readStep, secrets } from "./inputs.js";
import { plannedOf } from "./plan.js";
import { annotate, log, mask, output, summarize } from "./runner.js";
import { line, markdown } from "./summary.js";

/** GitHub takes no more than 1 MiB of outputs from a job. */
const LARGEST_DATA = 900_000;
/** Of a batch whose results are larger: a job may have several. */
const SHORTENED = 300_000;
/** GitHub shows ten errors of a step; of a batch, the last one says how many failed. */
const MOST_ERRORS = 9;

process.exitCode = await main();

async function main(): Promise<number> {
  const result = await act();
  // Before anything of the result is said: `token` gives one if `reveal` asks for it.
  for (const secret of secrets(result)) mask(secret);
  give(result);
  summarize(markdown(result));
  log(line(result));
  if (!result.ok) {
    refused(result.error, `Seatwarden: ${result.error.code}`);
    return 1;
  }
  for (const warning of result.warnings) annotate("warning", warning.message, `Seatwarden: ${warning.code}`);
  const batch = batchOf(result);
  if (batch === undefined || isWhole(batch)) return 0;
  for (const { index, error } of batch.failed.slice(0, MOST_ERRORS)) refused(error, `Seatwarden: ${error.code} at index ${index}`);
  annotate("error", batch.words, `Seatwarden: ${result.action}`);
  return 1;
}

function refused({ message, hint }: StepFailed["error"], title: string): void {
  annotate("error", hint === undefined ? message : `${message}\n${hint}`, title);
}

async function act(): Promise<StepOutput> {
  try {
    const connection = readConnection();
    for (const secret of secrets(connection)) mask(secret);
    return await run(readStep(connection) as unknown as Step, process.env.RUNNER_DEBUG === "1" ? { onEvent: debug } : {});
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { ok: false, action: "unknown", error: { code: "invalid_input", message: error.message, retryable: false } };
  }
}

function give(result: StepOutput): void {
  const batch = batchOf(result);
  output("ok", String(batch === undefined ? result.ok : isWhole(batch)));
  if (!result.ok) {
    const { code, message, retryable, retryAfterMs } = result.error;
    output("code", code);
    output("message", message);
    output("retryable", String(retryable));
    if (retryAfterMs !== undefined) output("retry-after-ms", String(retryAfterMs));
    return;
  }
  if (batch !== undefined) {
    output("counts", JSON.stringify(Object.fromEntries(batch.counts)));
    if (batch.resume !== undefined) output("resume", batch.resume);
    if (!isWhole(batch)) {
      output("code", codeOf(batch));
      output("message", batch.words);
      output("retryable", String(batch.resume !== undefined || batch.failed.some(({ error }) => error.retryable)));
    }
  }
  const planned = plannedOf(result);
  if (planned !== undefined) {
    output("counts", JSON.stringify(Object.fromEntries(planned.counts)));
    output("plan-id", planned.id);
  }
  if (result.outcome !== undefined) output("outcome", result.outcome);
  if ("user" in result.data && result.data.user) output("user-id", result.data.user.id);
  if (result.cursor !== undefined) output("cursor", result.cursor);
  const data = JSON.stringify(result.data);
  if (Buffer.byteLength(data) <= LARGEST_DATA) output("data", data);
  else if (batch !== undefined) {
    output("data", shortened(batch, SHORTENED));
    annotate(
      "warning",
      "The result is too large for an output of GitHub: of those who were done, only how many they are is in it.",
      "Seatwarden",
    );
  } else {
    const instead = planned === undefined ? "ask for less, with a limit" : "make it with the command line, into a file, with --out";
    annotate("warning", `The result is too large for an output of GitHub: ${instead}.`, "Seatwarden");
  }
}

function debug({ type, method, path, status, attempt, delayMs }: SeatwardenEvent): void {
  const words = [type, method, path, status, attempt && `attempt ${attempt}`, delayMs && `wait ${delayMs} ms`];
  annotate("debug", words.filter(Boolean).join(" "));
}
