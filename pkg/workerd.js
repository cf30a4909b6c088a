// js/entry/workerd.ts
import { provide } from "./core.js";
import { steps } from "./step.js";
import module from "./seatwarden.wasm";
export * from "./client.js";
import { parseWebhook, verifyWebhook, webhookChallenge } from "./webhooks-workerd.js";
var run = /* @__PURE__ */ steps(async () => (await import("./webhooks-workerd.js")).webhookStep);
provide(() => module);
export {
  parseWebhook,
  run,
  verifyWebhook,
  webhookChallenge
};
