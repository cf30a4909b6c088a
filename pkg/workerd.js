// js/entry/workerd.ts
import { provide } from "./core.js";
import module from "./seatwarden.wasm";
export * from "./client.js";
provide(() => module);
