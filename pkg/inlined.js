// js/inlined.ts
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
  const { Buffer } = globalThis;
  if (typeof Buffer?.from === "function") return Buffer.from(text, "base64");
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
export {
  unpack
};
