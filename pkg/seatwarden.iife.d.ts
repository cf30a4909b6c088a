/**
 * seatwarden.iife.js makes the global `Seatwarden`, with the names that `import … from "seatwarden"` gives. Its type comes with
 * `import type {} from "seatwarden/seatwarden.iife.js"`.
 */
declare global {
  /** What seatwarden.iife.js makes. */
  var Seatwarden: typeof import("./index.js");
}
export {};
