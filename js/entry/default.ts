/** The entry for Node, Deno, Bun, browsers and bundlers: the wasm travels inside, in base64, and is compiled at the first call. */

import base64 from "#core-wasm";
import { provide } from "../core.js";

export * from "../index.js";

provide(() => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  // A loop: `Uint8Array.from` with a function takes ten times as long.
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
});
