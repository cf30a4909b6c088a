/** Wasm from wherever it comes, compiled, or why it can't be. Knows no module by name. */

import { SeatwardenError } from "./error.js";

/** The wasm: compiled, or as bytes. */
export type WasmSource = WebAssembly.Module | ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/** The wasm in any form that can be awaited. */
export type WasmInput = WasmSource | Response | Promise<WasmSource | Response>;

/** `initSync` of a wasm's own JavaScript. */
export type Glue = (from: { module: WebAssembly.Module }) => unknown;

/** The error for the slim entry, whose callers load the wasm themselves. `who` ends in "isn't" or "aren't". */
export function notLoaded(who: string, how: string): SeatwardenError {
  return failed(
    "invalid_input",
    `${who} loaded: the slim entry doesn't bring its wasm along`,
    `Call ${how} first, or import from "seatwarden".`,
  );
}

/**
 * Compiles the wasm that `from` gives, hands it to its glue and gives it back. `known` is something that only this wasm exports: the glue keeps
 * the module that it instantiates, good or bad, so a bad one must not get there.
 */
export function instantiate(from: () => WasmSource, glue: Glue, known: string, file: string): WebAssembly.Module {
  try {
    const given = from();
    const module = given instanceof WebAssembly.Module ? given : new WebAssembly.Module(given);
    if (!WebAssembly.Module.exports(module).some(({ name }) => name === known)) throw new Error(`it doesn't export what ${file} does`);
    glue({ module });
    return module;
  } catch (error) {
    throw refused(error, file);
  }
}

/** Compiles off the main thread. */
export async function compile(input: WasmInput, file: string): Promise<WebAssembly.Module> {
  const given = await input;
  try {
    const from = isResponse(given) ? await given.arrayBuffer() : given;
    return from instanceof WebAssembly.Module ? from : await WebAssembly.compile(from);
  } catch (error) {
    throw refused(error, file);
  }
}

function isResponse(given: WasmSource | Response): given is Response {
  return typeof (given as Partial<Response> | null | undefined)?.arrayBuffer === "function";
}

/** Why the runtime didn't take the wasm. */
function refused(error: unknown, file: string): SeatwardenError {
  if (SeatwardenError.is(error)) return error;
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
    `${file} didn't start: these bytes are not the wasm of this version of Seatwarden`,
    `Use the ${file} that came with this version of the package.`,
    said,
  );
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
