/** The step's door: hands JSON to the core and gives back what it says. What went wrong is in the output, never thrown. */

import type { Hooks } from "#core";
import { core } from "./core.js";
import { invalidInput, SeatwardenError } from "./error.js";
import { readCallOptions, readHost } from "./host.js";
import type { run } from "./index.js";
import { encode, isPlain } from "./json.js";
import type { HostOptions } from "./types/options.js";
import type { StepFailed } from "./types/step.js";

/** What a step can't say as JSON. */
export interface RunOptions extends HostOptions {
  /** Aborts the step, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** The actions that need no connection, and a wasm of their own. */
const WEBHOOKS: readonly string[] = ["verifyWebhook", "parseWebhook"];

/** Runs a webhook's step: JSON in, JSON out. */
type WebhookStep = (step: string, hooks: { now?: unknown }) => Promise<string>;

/** Makes `run`, documented in index.ts. `webhooks` loads what runs a webhook's step, when the first one comes. */
export function steps(webhooks: () => Promise<WebhookStep>): typeof run {
  return async (step, options) => {
    let signal: AbortSignal | undefined;
    try {
      const asked = readCallOptions(options);
      signal = asked.signal;
      if (signal?.aborted) throw signal.reason;
      const { hooks, rest } = readHost(asked.rest);
      const unknown = Object.keys(rest)[0];
      if (unknown !== undefined) throw invalidInput(`options.${unknown}`, "is no option of run; the verb's own options go into the step");
      const json = encode(step, "step");
      const needsNone = WEBHOOKS.includes(actionOf(step));
      const output = JSON.parse(await (needsNone ? (await webhooks())(json, hooks) : ask(json, hooks, signal)));
      if (!("ok" in output)) throw signal?.reason;
      return output;
    } catch (error) {
      // The caller's own reason may be one of our errors.
      if (!SeatwardenError.is(error) || (signal?.aborted && error === signal.reason)) throw error;
      return failed(step, error);
    }
  };
}

async function ask(json: string, hooks: Hooks, signal: AbortSignal | undefined): Promise<string> {
  const running = core();
  return running.ask({ operation: "run" }, () => running.core.run(json, hooks, signal));
}

/** What went wrong before the core could say it, as a step's output. */
export function failed(step: unknown, { code, message, hint, retryable, retryAfterMs, status }: SeatwardenError): StepFailed {
  return {
    ok: false,
    action: actionOf(step),
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

function actionOf(step: unknown): string {
  try {
    if (isPlain(step) && typeof step.action === "string") return step.action;
  } catch {
    // A getter that throws: that is what went wrong.
  }
  return "unknown";
}
