"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __reExport = (target, mod, secondTarget) => (__copyProps(target, mod, "default"), secondTarget && __copyProps(secondTarget, mod, "default"));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// js/entry/slim.ts
var slim_exports = {};
__export(slim_exports, {
  init: () => init,
  initSync: () => initSync
});
module.exports = __toCommonJS(slim_exports);
var import_core = require("./core.cjs");
__reExport(slim_exports, require("./client.cjs"), module.exports);
function initSync(moduleOrBytes) {
  (0, import_core.start)(() => moduleOrBytes);
}
async function init(moduleOrBytesOrResponse) {
  const given = await moduleOrBytesOrResponse;
  const from = isResponse(given) ? await given.arrayBuffer() : given;
  if (from instanceof WebAssembly.Module) return (0, import_core.start)(() => from);
  let module2;
  try {
    module2 = await WebAssembly.compile(from);
  } catch (error) {
    throw (0, import_core.refused)(error);
  }
  (0, import_core.start)(() => module2);
}
function isResponse(given) {
  return typeof given?.arrayBuffer === "function";
}
