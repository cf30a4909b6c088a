/** Verifies Ed25519 with the runtime's own WebCrypto, for the core, which asks. Knows nothing of webhooks. */

/** What the core asks: bytes in hex. */
export interface Question {
  /** What was signed. */
  message: string;
  /** Public keys, each with a signature that may be by it. */
  pairs: [key: string, signature: string][];
}

/** What the core takes for an answer. */
const BAD = 0;
const GOOD = 1;
const UNKNOWN = 2;

/** One answer for each pair, in order. */
export async function answers({ message, pairs }: Question): Promise<Uint8Array> {
  const signed = bytes(message);
  return Uint8Array.from(await Promise.all(pairs.map(([key, signature]) => answer(bytes(key), bytes(signature), signed))));
}

async function answer(key: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>): Promise<number> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return UNKNOWN;
  let known: CryptoKey;
  try {
    known = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  } catch (error) {
    // Bytes that are no point on the curve are refused here by some runtimes (a DataError), and below by the others.
    return (error as Partial<Error> | null)?.name === "DataError" ? BAD : UNKNOWN;
  }
  try {
    return (await subtle.verify("Ed25519", known, signature, message)) ? GOOD : BAD;
  } catch {
    return UNKNOWN;
  }
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(hex.length / 2);
  for (let at = 0; at < all.length; at += 1) all[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return all;
}
