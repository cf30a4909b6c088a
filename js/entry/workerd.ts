/** The entry for Cloudflare Workers: workerd compiles no wasm at run time, it is handed a module. */

import { provide } from "../core.js";
import module from "./seatwarden.wasm";

export * from "../index.js";

provide(() => module);
