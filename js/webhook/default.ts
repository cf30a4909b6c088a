/** The webhooks for Node, Deno, Bun, browsers and bundlers: their wasm travels inside, in base64, and is compiled at the first call. */

import base64 from "#webhook-wasm";
import { decode } from "../core.js";
import { webhooks } from "./door.js";

export const { verifyWebhook, parseWebhook, webhookChallenge, webhookStep } = /* @__PURE__ */ webhooks(() => decode(base64));
