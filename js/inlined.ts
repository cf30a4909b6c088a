/** The wasm that travels inside JavaScript: deflated (RFC 1951), in base64. Knows how to unpack it, not what it is. */

/** A wasm as the build packs it. Functions, so that neither is read before it is needed: a text of this length takes some milliseconds. */
export interface Packed {
  /** The wasm, deflated, in base64. */
  wasm(): string;
  /** What inflates it where the runtime has no way of its own that is synchronous. */
  inflate(): { inflateSync(data: Uint8Array): Uint8Array<ArrayBuffer> };
}

/** What some runtimes have of their own: ten times as fast as what is written in JavaScript. */
interface Runtime {
  /** Node, Deno and Bun: a module of the runtime, found without an import that a bundler for browsers would trip over. */
  process?: { getBuiltinModule?: (name: string) => unknown };
  Buffer?: { from?: (text: string, encoding: "base64") => Uint8Array<ArrayBuffer> };
}

interface Zlib {
  inflateRawSync(data: Uint8Array): Uint8Array<ArrayBuffer>;
}

interface FromBase64 {
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
}

/** The bytes of the wasm. At once: `connect` is synchronous, and `DecompressionStream` is not. */
export function unpack(packed: Packed): Uint8Array<ArrayBuffer> {
  const data = decode(packed.wasm());
  try {
    const wasm = zlib()?.inflateRawSync(data);
    if (wasm !== undefined) return wasm;
  } catch {
    // A stand-in for Node's module, as some bundlers put in: it is there and can't do it.
  }
  return packed.inflate().inflateSync(data);
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as FromBase64;
  if (fromBase64 !== undefined) return fromBase64.call(Uint8Array, text);
  const { Buffer } = globalThis as Runtime;
  if (typeof Buffer?.from === "function") return Buffer.from(text, "base64");
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  // A loop: `Uint8Array.from` with a function takes ten times as long.
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function zlib(): Zlib | undefined {
  const { process } = globalThis as Runtime;
  if (typeof process?.getBuiltinModule !== "function") return undefined;
  return process.getBuiltinModule("zlib") as Zlib | undefined;
}
