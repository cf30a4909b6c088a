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
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// js/inlined.ts
var inlined_exports = {};
__export(inlined_exports, {
  unpack: () => unpack
});
module.exports = __toCommonJS(inlined_exports);
function unpack(packed) {
  const data = decode(packed.wasm());
  try {
    const wasm = zlib()?.inflateRawSync(data);
    if (wasm !== void 0) return wasm;
  } catch {
  }
  return packed.inflate().inflateSync(data);
}
function decode(text) {
  const { fromBase64 } = Uint8Array;
  if (fromBase64 !== void 0) return fromBase64.call(Uint8Array, text);
  const { Buffer: Buffer2 } = globalThis;
  if (typeof Buffer2?.from === "function") return Buffer2.from(text, "base64");
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
function zlib() {
  const { process } = globalThis;
  if (typeof process?.getBuiltinModule !== "function") return void 0;
  return process.getBuiltinModule("zlib");
}
