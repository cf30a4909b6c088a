/** The entry without the wasm, for those who serve `seatwarden.wasm` themselves: load it first with `init` or `initSync`. */

import { start } from "../core.js";
import { steps } from "../run.js";
import { compile, type WasmInput, type WasmSource } from "../wasm.js";

export * from "../index.js";
export type { WasmInput, WasmSource } from "../wasm.js";
export { initWebhooks, initWebhooksSync, parseWebhook, verifyWebhook, webhookChallenge } from "../webhook/slim.js";

/** Runs one verb, JSON in and JSON out. Webhooks are loaded with `initWebhooks` first. */
export const run: ReturnType<typeof steps> = /* @__PURE__ */ steps(async () => (await import("../webhook/slim.js")).webhookStep);

/**
 * Loads the core, at once. A second time does nothing.
 *
 * @throws SeatwardenError `not_supported` where the page or the runtime forbids wasm; `invalid_input` if it isn't this version's wasm.
 */
export function initSync(moduleOrBytes: WasmSource): void {
  start(() => moduleOrBytes);
}

/**
 * Loads the core, compiling off the main thread. A second time does nothing.
 *
 * @example
 * await init(fetch(new URL("seatwarden/seatwarden.wasm", import.meta.url)));
 */
export async function init(moduleOrBytesOrResponse: WasmInput): Promise<void> {
  const module = await compile(moduleOrBytesOrResponse, "seatwarden.wasm");
  start(() => module);
}
