/** The entry for Node, Deno, Bun, browsers and bundlers: the wasm travels inside, in base64, and is compiled at the first call. */

import base64 from "#core-wasm";
import { decode, provide } from "../core.js";
import { steps } from "../run.js";

export * from "../index.js";
export { parseWebhook, verifyWebhook, webhookChallenge } from "../webhook/default.js";

export const run = /* @__PURE__ */ steps(async () => (await import("../webhook/default.js")).webhookStep);

provide(() => decode(base64));
