/** Starts the core once, when it is first needed. Knows that it is wasm, not what it does; each entry says where its bytes come from. */

import { initSync } from "#core";
import { SeatwardenError } from "./error.js";

/** The wasm: compiled, or as bytes. */
export type WasmSource = WebAssembly.Module | ArrayBuffer | ArrayBufferView<ArrayBuffer>;

let source: (() => WasmSource) | undefined;
let started = false;

/** Says where the wasm comes from; it is asked for at the first call, not at import. */
export function provide(from: () => WasmSource): void {
  source = from;
}

/** Makes sure that the core runs. Throws `not_supported` where this page or runtime forbids wasm. */
export function ensureCore(): void {
  if (started) return;
  if (source === undefined) {
    throw failed(
      "invalid_input",
      "The core isn't loaded: the slim entry doesn't bring its wasm along",
      'Call initSync(moduleOrBytes) or await init(moduleOrBytesOrResponse) first, or import from "seatwarden".',
    );
  }
  start(source);
}

/** Compiles and starts the core with the wasm that `from` gives. A second time does nothing. */
export function start(from: () => WasmSource): void {
  if (started) return;
  try {
    const given = from();
    const module = given instanceof WebAssembly.Module ? given : new WebAssembly.Module(given);
    // The glue keeps the first module that it instantiates, good or bad: a bad one must not get there.
    if (!WebAssembly.Module.exports(module).some(({ name }) => name === "core_call"))
      throw new Error("it doesn't export what the core does");
    initSync({ module });
  } catch (error) {
    throw refused(error);
  }
  started = true;
}

/** Why the runtime didn't take the wasm. */
export function refused(error: unknown): SeatwardenError {
  const said = error instanceof Error ? error.message : "";
  if (typeof WebAssembly === "undefined") {
    const hint = "Use a runtime that has it. Node's --jitless, Safari's Lockdown Mode and some browsers' strict modes switch it off.";
    return failed("not_supported", "This runtime has no WebAssembly", hint, said);
  }
  // V8 "Wasm code generation disallowed by embedder" or "…'unsafe-eval' is not an allowed source…",
  // Firefox "blocked by CSP", Safari "…'wasm-unsafe-eval'…" as an EvalError or a CompileError.
  if (/unsafe-eval|\bCSP\b|content security policy|disallowed by embedder/i.test(said)) {
    return failed(
      "not_supported",
      "The page's Content-Security-Policy, or the runtime, forbids to compile WebAssembly",
      "Add 'wasm-unsafe-eval' to the script-src directive. In a Worker (workerd), let your bundler use the condition \"workerd\".",
      said,
    );
  }
  return failed(
    "invalid_input",
    "The core didn't start: these bytes are not the wasm of this version of Seatwarden",
    "Use the seatwarden.wasm that came with this version of the package.",
    said,
  );
}

/** Frees what lives in the core. After a trap the core may still hold it; then the runtime's collector takes it. */
export function letGo(held: { free(): void }): void {
  try {
    held.free();
  } catch {
    // "attempted to take ownership of Rust value while it was borrowed": the call that trapped never gave it back.
  }
}

function failed(code: "not_supported" | "invalid_input", message: string, hint: string, cause?: string): SeatwardenError {
  return new SeatwardenError({
    code,
    message,
    hint,
    operation: "connect",
    retryable: false,
    attempts: 0,
    ...(cause !== undefined && cause !== "" && { cause }),
  });
}
