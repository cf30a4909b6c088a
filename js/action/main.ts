/** The GitHub Action: one step of Seatwarden from the inputs of `action.yml`, its result as outputs. A failure ends with 1. */

import { run, type SeatwardenEvent, type Step, type StepOutput } from "../entry/default.js";
import { BadInput, readConnection, readStep, secrets } from "./inputs.js";
import { annotate, log, mask, output, summarize } from "./runner.js";
import { line, markdown } from "./summary.js";

/** GitHub takes no more than 1 MiB of outputs from a job. */
const LARGEST_DATA = 900_000;

process.exitCode = await main();

async function main(): Promise<number> {
  const result = await act();
  // Before anything of the result is said: `token` gives one if `reveal` asks for it.
  for (const secret of secrets(result)) mask(secret);
  give(result);
  summarize(markdown(result));
  log(line(result));
  if (!result.ok) {
    const { message, hint } = result.error;
    annotate("error", hint === undefined ? message : `${message}\n${hint}`, `Seatwarden: ${result.error.code}`);
    return 1;
  }
  for (const warning of result.warnings) annotate("warning", warning.message, `Seatwarden: ${warning.code}`);
  return 0;
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
  output("ok", String(result.ok));
  if (!result.ok) {
    const { code, message, retryable, retryAfterMs } = result.error;
    output("code", code);
    output("message", message);
    output("retryable", String(retryable));
    if (retryAfterMs !== undefined) output("retry-after-ms", String(retryAfterMs));
    return;
  }
  if (result.outcome !== undefined) output("outcome", result.outcome);
  if ("user" in result.data && result.data.user) output("user-id", result.data.user.id);
  if (result.cursor !== undefined) output("cursor", result.cursor);
  const data = JSON.stringify(result.data);
  if (Buffer.byteLength(data) <= LARGEST_DATA) output("data", data);
  else annotate("warning", "The result is too large for an output of GitHub: ask for less, with a limit.", "Seatwarden");
}

function debug({ type, method, path, status, attempt, delayMs }: SeatwardenEvent): void {
  const words = [type, method, path, status, attempt && `attempt ${attempt}`, delayMs && `wait ${delayMs} ms`];
  annotate("debug", words.filter(Boolean).join(" "));
}
