/**
 * wasm-bindgen's JavaScript as a function that makes an instance of the wasm, with all that belongs to it. A trap ends an instance for good, and
 * wasm-bindgen keeps one for the life of its module; so that another can take its place, each has a scope of its own, and the callbacks
 * of one that ended reach nothing but itself. As a function it is importable where there is no WebAssembly, too.
 */

const LOADER = /^async function __wbg_load\([\s\S]*?^}\n/m;
const INIT = /^let __wbg_init_promise;[\s\S]*$/m;
const EXPORTS = "wasm = instance.exports;";

/**
 * The module's text: `make(around)` gives what `glue` exports and `initSync`. `around.guarded` is given the wasm's exports, and gives those to be
 * called; `setTimeout` and `clearTimeout` take the place of the runtime's, where `glue` has timers.
 */
export function factory(glue) {
  for (const part of [LOADER, INIT]) if (!part.test(glue)) throw changed(part);
  if (!glue.includes(EXPORTS)) throw changed(EXPORTS);
  const names = [...glue.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
  const body = glue
    .replace(LOADER, "")
    .replace(INIT, "")
    .replace(EXPORTS, "wasm = guarded(instance.exports);")
    .replace(/^export (class|function) /gm, "$1 ");
  if (/^(export|import)\b/m.test(body)) throw changed("its exports");
  return `export function make({ guarded, setTimeout, clearTimeout }) {\n${body}\nreturn { initSync, ${names.join(", ")} };\n}\n`;
}

function changed(what) {
  return new Error(`wasm-bindgen's JavaScript no longer has ${what}: see scripts/build/factory.mjs`);
}
