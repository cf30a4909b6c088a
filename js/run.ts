/** The step's door: hands JSON to the core and gives back what it says. What went wrong is in the output, never thrown. */

import { run as runCore } from "#core";
import { ensureCore } from "./core.js";
import { settled } from "./envelope.js";
import { invalidInput, SeatwardenError } from "./error.js";
import { readCallOptions, readHost } from "./host.js";
import { encode, isPlain } from "./json.js";
import type { HostOptions } from "./types/options.js";
import type { Action, Step, StepFailed, StepOutput } from "./types/step.js";

/** What a step can't say as JSON. */
export interface RunOptions extends HostOptions {
  /** Aborts the step, which then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Runs one verb, JSON in and JSON out, and never throws for what went wrong: branch on `ok`, then on `outcome` or `error.code`.
 *
 * @example
 * const output = await run({ action: "deactivate", connection, input: { who: "jane@example.com" } });
 * if (!output.ok && output.error.retryable) console.log("later:", output.error.message);
 */
export async function run<A extends Action>(step: Step<A>, options?: RunOptions): Promise<StepOutput<A>> {
  let signal: AbortSignal | undefined;
  try {
    const asked = readCallOptions(options);
    signal = asked.signal;
    if (signal?.aborted) throw signal.reason;
    const { hooks, rest } = readHost(asked.rest);
    const unknown = Object.keys(rest)[0];
    if (unknown !== undefined) throw invalidInput(`options.${unknown}`, "is no option of run; the verb's own options go into the step");
    const json = encode(step, "step");
    ensureCore();
    const output = JSON.parse(await settled({ operation: "run" }, runCore(json, hooks, signal)));
    if (!("ok" in output)) throw signal?.reason;
    return output;
  } catch (error) {
    if (!SeatwardenError.is(error)) throw error;
    return failed(step, error);
  }
}

/** What went wrong before the core could say it, as a step's output. */
export function failed(step: unknown, { code, message, hint, retryable, retryAfterMs, status }: SeatwardenError): StepFailed {
  const action = isPlain(step) && typeof step.action === "string" ? step.action : "unknown";
  return {
    ok: false,
    action,
    error: {
      code,
      message,
      retryable,
      ...(hint !== undefined && { hint }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(status !== undefined && { status }),
    },
  };
}
