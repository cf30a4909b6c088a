/** The entry for Node, Deno, Bun, browsers and bundlers: the wasm travels inside, and is unpacked and compiled at the first call. */

import packed from "#core-wasm";
import { provide } from "../core.js";
import { unpack } from "../inlined.js";

export * from "../index.js";

provide(() => unpack(packed));
