// js/run.ts
import { core } from "./core.js";
import { invalidInput, SeatwardenError } from "./core.js";
import { readCallOptions, readHost } from "./core.js";
import { encode, isPlain } from "./core.js";
var WEBHOOKS = ["verifyWebhook", "parseWebhook"];
function steps(webhooks) {
  return async (step, options) => {
    let signal;
    try {
      const asked = readCallOptions(options);
      signal = asked.signal;
      if (signal?.aborted) throw signal.reason;
      const { hooks, rest } = readHost(asked.rest);
      const unknown = Object.keys(rest)[0];
      if (unknown !== void 0) throw invalidInput(`options.${unknown}`, "is no option of run; the verb's own options go into the step");
      const json = encode(step, "step");
      const needsNone = WEBHOOKS.includes(actionOf(step));
      const output = JSON.parse(await (needsNone ? (await webhooks())(json, hooks) : ask(json, hooks, signal)));
      if (!("ok" in output)) throw signal?.reason;
      return output;
    } catch (error) {
      if (!SeatwardenError.is(error) || signal?.aborted && error === signal.reason) throw error;
      return failed(step, error);
    }
  };
}
async function ask(json, hooks, signal) {
  const running = core();
  return running.ask({ operation: "run" }, () => running.core.run(json, hooks, signal));
}
function failed(step, { code, message, hint, retryable, retryAfterMs, status }) {
  return {
    ok: false,
    action: actionOf(step),
    error: {
      code,
      message,
      retryable,
      ...hint !== void 0 && { hint },
      ...retryAfterMs !== void 0 && { retryAfterMs },
      ...status !== void 0 && { status }
    }
  };
}
function actionOf(step) {
  try {
    if (isPlain(step) && typeof step.action === "string") return step.action;
  } catch {
  }
  return "unknown";
}
export {
  failed,
  steps
};
