/** Starts the core when it is first needed, and again if it trapped. Knows that it is wasm, not what it does; each entry says where its bytes come from. */

import { Instance } from "./instance.js";
import { type Glue, instantiate, notLoaded, type WasmSource } from "./wasm.js";

let source: (() => WasmSource) | undefined;
let module: WebAssembly.Module | undefined;
let running: Instance | undefined;

/** Says where the wasm comes from; it is asked for at the first call, not at import. */
export function provide(from: () => WasmSource): void {
  source = from;
}

/** The core that runs; another one if the last trapped. Throws `not_supported` where this page or runtime forbids wasm. */
export function core(): Instance {
  if (running === undefined || running.ended) {
    if (module === undefined) {
      if (source === undefined) throw notLoaded("The core isn't", "initSync(moduleOrBytes) or await init(moduleOrBytesOrResponse)");
      start(source);
    } else {
      running = new Instance(module);
    }
  }
  return running as Instance;
}

/** Compiles and starts the core with the wasm that `from` gives. A second time does nothing. */
export function start(from: () => WasmSource): void {
  if (module !== undefined) return;
  const begin: Glue = (made) => {
    running = new Instance(made.module);
  };
  module = instantiate(from, begin, "core_call", "seatwarden.wasm");
}

/** Frees what lives in the core. After a trap the core may still hold it; then the runtime's collector takes it. */
export function letGo(held: { free(): void }): void {
  try {
    held.free();
  } catch {
    // "attempted to take ownership of Rust value while it was borrowed": the call that trapped never gave it back.
  }
}
