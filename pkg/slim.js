// js/entry/slim.ts
import { refused, start } from "./core.js";
export * from "./client.js";
function initSync(moduleOrBytes) {
  start(() => moduleOrBytes);
}
async function init(moduleOrBytesOrResponse) {
  const given = await moduleOrBytesOrResponse;
  const from = isResponse(given) ? await given.arrayBuffer() : given;
  if (from instanceof WebAssembly.Module) return start(() => from);
  let module;
  try {
    module = await WebAssembly.compile(from);
  } catch (error) {
    throw refused(error);
  }
  start(() => module);
}
function isResponse(given) {
  return typeof given?.arrayBuffer === "function";
}
export {
  init,
  initSync
};
