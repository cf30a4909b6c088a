// js/entry/default.ts
import base64 from "./seatwarden.wasm.cjs";
import { provide } from "./core.js";
export * from "./client.js";
provide(() => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
});
