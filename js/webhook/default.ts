/** The webhooks for Node, Deno, Bun, browsers and bundlers: their wasm travels inside, and is unpacked and compiled at the first call. */

import packed from "#webhook-wasm";
import { unpack } from "../inlined.js";
import { webhooks } from "./door.js";

export const { verifyWebhook, parseWebhook, webhookChallenge, webhookStep } = /* @__PURE__ */ webhooks(() => unpack(packed));
