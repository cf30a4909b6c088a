/** The entry without the wasm, for those who serve `seatwarden.wasm` themselves: load it first with `init` or `initSync`. */

import { refused, start, type WasmSource } from "../core.js";

export type { WasmSource } from "../core.js";
export * from "../index.js";

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
export async function init(moduleOrBytesOrResponse: WasmSource | Response | Promise<WasmSource | Response>): Promise<void> {
  const given = await moduleOrBytesOrResponse;
  const from = isResponse(given) ? await given.arrayBuffer() : given;
  if (from instanceof WebAssembly.Module) return start(() => from);
  let module: WebAssembly.Module;
  try {
    module = await WebAssembly.compile(from);
  } catch (error) {
    throw refused(error);
  }
  start(() => module);
}

function isResponse(given: WasmSource | Response): given is Response {
  return typeof (given as Partial<Response> | null | undefined)?.arrayBuffer === "function";
}
