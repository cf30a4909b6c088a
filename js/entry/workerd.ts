/** The entry for Cloudflare Workers: workerd compiles no wasm at run time, it is handed a module. */

import module from "./seatwarden.wasm";
import { provide } from "../core.js";

export * from "../index.js";

provide(() => module);
