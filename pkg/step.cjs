"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// js/run.ts
var run_exports = {};
__export(run_exports, {
  failed: () => failed,
  steps: () => steps
});
module.exports = __toCommonJS(run_exports);
var import_core = require("./core.cjs");
var import_error = require("./core.cjs");
var import_host = require("./core.cjs");
var import_json = require("./core.cjs");
var WEBHOOKS = ["verifyWebhook", "parseWebhook"];
function steps(webhooks) {
  return async (step, options) => {
    let signal;
    try {
      const asked = (0, import_host.readCallOptions)(options);
      signal = asked.signal;
      if (signal?.aborted) throw signal.reason;
      const { hooks, rest } = (0, import_host.readHost)(asked.rest);
      const unknown = Object.keys(rest)[0];
      if (unknown !== void 0) throw (0, import_error.invalidInput)(`options.${unknown}`, "is no option of run; the verb's own options go into the step");
      const json = (0, import_json.encode)(step, "step");
      const needsNone = WEBHOOKS.includes(actionOf(step));
      const output = JSON.parse(await (needsNone ? (await webhooks())(json, hooks) : ask(json, hooks, signal)));
      if (!("ok" in output)) throw signal?.reason;
      return output;
    } catch (error) {
      if (!import_error.SeatwardenError.is(error) || signal?.aborted && error === signal.reason) throw error;
      return failed(step, error);
    }
  };
}
async function ask(json, hooks, signal) {
  const running = (0, import_core.core)();
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
    if ((0, import_json.isPlain)(step) && typeof step.action === "string") return step.action;
  } catch {
  }
  return "unknown";
}
