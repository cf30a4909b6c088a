/** The webhooks without their wasm, for those who serve `webhooks.wasm` themselves: load it first with `initWebhooks` or `initWebhooksSync`. */

import { compile, notLoaded, type WasmInput, type WasmSource } from "../wasm.js";
import { startWebhooks, webhooks } from "./door.js";

/**
 * Loads the webhooks, at once. A second time does nothing.
 *
 * @throws SeatwardenError `not_supported` where the page or the runtime forbids wasm; `invalid_input` if it isn't this version's wasm.
 */
export function initWebhooksSync(moduleOrBytes: WasmSource): void {
  startWebhooks(() => moduleOrBytes);
}

/**
 * Loads the webhooks, compiling off the main thread. A second time does nothing.
 *
 * @example
 * await initWebhooks(fetch(new URL("seatwarden/webhooks.wasm", import.meta.url)));
 */
export async function initWebhooks(moduleOrBytesOrResponse: WasmInput): Promise<void> {
  const module = await compile(moduleOrBytesOrResponse, "webhooks.wasm");
  startWebhooks(() => module);
}

export const { verifyWebhook, parseWebhook, webhookChallenge, webhookStep } = /* @__PURE__ */ webhooks(() => {
  throw notLoaded("The webhooks aren't", "initWebhooksSync(moduleOrBytes) or await initWebhooks(moduleOrBytesOrResponse)");
});
