/** The webhooks for Cloudflare Workers: workerd compiles no wasm at run time, it is handed a module. */

import { webhooks } from "./door.js";
import module from "./webhooks.wasm";

export const { verifyWebhook, parseWebhook, webhookChallenge, webhookStep } = /* @__PURE__ */ webhooks(() => module);
