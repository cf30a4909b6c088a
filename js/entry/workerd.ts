/** The entry for Cloudflare Workers: workerd compiles no wasm at run time, it is handed a module. */

import { provide } from "../core.js";
import { steps } from "../run.js";
import module from "./seatwarden.wasm";

export * from "../index.js";
export { parseWebhook, verifyWebhook, webhookChallenge } from "../webhook/workerd.js";

export const run = /* @__PURE__ */ steps(async () => (await import("../webhook/workerd.js")).webhookStep);

provide(() => module);
