// js/entry/default.ts
import packed from "./core-wasm.cjs";
import { provide } from "./core.js";
import { unpack } from "./inlined.js";
import { steps } from "./step.js";
export * from "./client.js";
import { parseWebhook, verifyWebhook, webhookChallenge } from "./webhooks.js";
var run = /* @__PURE__ */ steps(async () => (await import("./webhooks.js")).webhookStep);
provide(() => unpack(packed));
export {
  parseWebhook,
  run,
  verifyWebhook,
  webhookChallenge
};
