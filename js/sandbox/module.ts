/** Starts the sandbox's wasm when the first sandbox is made. Knows nothing of tenants. */

import { initSync } from "#sandbox-core";
import packed from "#sandbox-wasm";
import { unpack } from "../inlined.js";

/** The wasm: compiled, or as bytes. */
export type SandboxWasm = WebAssembly.Module | BufferSource;

let given: SandboxWasm | undefined;
let started = false;

/**
 * Says where the sandbox's wasm comes from, in place of the copy in the package. Needed only where
 * a runtime refuses to compile bytes: in workerd, hand over the module that the bundler imported.
 * Call it before the first `createSandbox`; later it does nothing.
 *
 * @example
 * import module from "./sandbox.wasm";
 * useSandboxModule(module);
 */
export function useSandboxModule(wasm: SandboxWasm): void {
  given = wasm;
}

/** Makes sure that the wasm runs. */
export function ensureSandbox(): void {
  if (started) return;
  initSync({ module: given ?? unpack(packed) });
  started = true;
}
