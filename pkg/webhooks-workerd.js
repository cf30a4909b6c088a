// js/webhook/workerd.ts
import { webhooks } from "./webhook-door.js";
import module from "./webhooks.wasm";
var { verifyWebhook, parseWebhook, webhookChallenge, webhookStep } = /* @__PURE__ */ webhooks(() => module);
export {
  parseWebhook,
  verifyWebhook,
  webhookChallenge,
  webhookStep
};
