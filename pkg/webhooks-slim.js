// js/webhook/slim.ts
import { compile, notLoaded } from "./core.js";
import { startWebhooks, webhooks } from "./webhook-door.js";
function initWebhooksSync(moduleOrBytes) {
  startWebhooks(() => moduleOrBytes);
}
async function initWebhooks(moduleOrBytesOrResponse) {
  const module = await compile(moduleOrBytesOrResponse, "webhooks.wasm");
  startWebhooks(() => module);
}
var { verifyWebhook, parseWebhook, webhookChallenge, webhookStep } = /* @__PURE__ */ webhooks(() => {
  throw notLoaded("The webhooks aren't", "initWebhooksSync(moduleOrBytes) or await initWebhooks(moduleOrBytesOrResponse)");
});
export {
  initWebhooks,
  initWebhooksSync,
  parseWebhook,
  verifyWebhook,
  webhookChallenge,
  webhookStep
};
