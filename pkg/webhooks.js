// js/webhook/default.ts
import packed from "./webhook-wasm.cjs";
import { unpack } from "./inlined.js";
import { webhooks } from "./webhook-door.js";
var { verifyWebhook, parseWebhook, webhookChallenge, webhookStep } = /* @__PURE__ */ webhooks(() => unpack(packed));
export {
  parseWebhook,
  verifyWebhook,
  webhookChallenge,
  webhookStep
};
