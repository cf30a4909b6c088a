import * as ___index_js from './index.cjs';
import { run as run$1 } from './index.cjs';
export * from './index.cjs';

/** The step's door: hands JSON to the core and gives back what it says. What went wrong is in the output, never thrown. */

/** Runs a webhook's step: JSON in, JSON out. */
type WebhookStep = (step: string, hooks: {
    now?: unknown;
}) => Promise<string>;
/** Makes `run`, documented in index.ts. `webhooks` loads what runs a webhook's step, when the first one comes. */
declare function steps(webhooks: () => Promise<WebhookStep>): typeof run$1;

/** Wasm from wherever it comes, compiled, or why it can't be. Knows no module by name. */

/** The wasm: compiled, or as bytes. */
type WasmSource = WebAssembly.Module | ArrayBuffer | ArrayBufferView;
/** The wasm in any form that can be awaited. */
type WasmInput = WasmSource | Response | Promise<WasmSource | Response>;

/**
 * Loads the webhooks, at once. A second time does nothing.
 *
 * @throws SeatwardenError `not_supported` where the page or the runtime forbids wasm; `invalid_input` if it isn't this version's wasm.
 */
declare function initWebhooksSync(moduleOrBytes: WasmSource): void;
/**
 * Loads the webhooks, compiling off the main thread. A second time does nothing.
 *
 * @example
 * await initWebhooks(fetch(new URL("seatwarden/webhooks.wasm", import.meta.url)));
 */
declare function initWebhooks(moduleOrBytesOrResponse: WasmInput): Promise<void>;
declare const verifyWebhook: typeof ___index_js.verifyWebhook;
declare const parseWebhook: typeof ___index_js.parseWebhook;
declare const webhookChallenge: typeof ___index_js.webhookChallenge;

/** The entry without the wasm, for those who serve `seatwarden.wasm` themselves: load it first with `init` or `initSync`. */

/** Runs one verb, JSON in and JSON out. Webhooks are loaded with `initWebhooks` first. */
declare const run: ReturnType<typeof steps>;
/**
 * Loads the core, at once. A second time does nothing.
 *
 * @throws SeatwardenError `not_supported` where the page or the runtime forbids wasm; `invalid_input` if it isn't this version's wasm.
 */
declare function initSync(moduleOrBytes: WasmSource): void;
/**
 * Loads the core, compiling off the main thread. A second time does nothing.
 *
 * @example
 * await init(fetch(new URL("seatwarden/seatwarden.wasm", import.meta.url)));
 */
declare function init(moduleOrBytesOrResponse: WasmInput): Promise<void>;

export { init, initSync, initWebhooks, initWebhooksSync, parseWebhook, run, verifyWebhook, webhookChallenge };
export type { WasmInput, WasmSource };
