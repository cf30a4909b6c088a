// js/entry/slim.ts
import { start } from "./core.js";
import { steps } from "./step.js";
import { compile } from "./core.js";
export * from "./client.js";
import { initWebhooks, initWebhooksSync, parseWebhook, verifyWebhook, webhookChallenge } from "./webhooks-slim.js";
var run = /* @__PURE__ */ steps(async () => (await import("./webhooks-slim.js")).webhookStep);
function initSync(moduleOrBytes) {
  start(() => moduleOrBytes);
}
async function init(moduleOrBytesOrResponse) {
  const module = await compile(moduleOrBytesOrResponse, "seatwarden.wasm");
  start(() => module);
}
export {
  init,
  initSync,
  initWebhooks,
  initWebhooksSync,
  parseWebhook,
  run,
  verifyWebhook,
  webhookChallenge
};
