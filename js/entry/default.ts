/** The entry for Node, Deno, Bun, browsers and bundlers: the wasm travels inside, and is unpacked and compiled at the first call. */

import packed from "#core-wasm";
import { provide } from "../core.js";
import { unpack } from "../inlined.js";
import { steps } from "../run.js";

export * from "../index.js";
export { parseWebhook, verifyWebhook, webhookChallenge } from "../webhook/default.js";

export const run = /* @__PURE__ */ steps(async () => (await import("../webhook/default.js")).webhookStep);

provide(() => unpack(packed));
