export * from './index.js';

/** Starts the core once, when it is first needed. Knows that it is wasm, not what it does; each entry says where its bytes come from. */

/** The wasm: compiled, or as bytes. */
type WasmSource = WebAssembly.Module | ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/** The entry without the wasm, for those who serve `seatwarden.wasm` themselves: load it first with `init` or `initSync`. */

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
declare function init(moduleOrBytesOrResponse: WasmSource | Response | Promise<WasmSource | Response>): Promise<void>;

export { init, initSync };
export type { WasmSource };
