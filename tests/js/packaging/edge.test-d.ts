/**
 * The edge as wasm-bindgen declares it against the edge as the TypeScript was promised it: js/wasm-modules.d.ts is written by hand,
 * so that the door can be checked before there is a wasm, and this is what keeps it true.
 */

import type * as promised from "#core";
import type * as promisedSandbox from "#sandbox-core";
import type * as made from "../../../target/wasm/core/seatwarden.js";
import type * as madeSandbox from "../../../target/wasm/sandbox/seatwarden_sandbox.js";

/** What is called with the promise's arguments must be callable, and give what was promised. */
function holds<Promised, _Made extends Promised>(): void {}

holds<promised.CoreGlue["run"], typeof made.run>();
holds<promised.CoreGlue["initSync"], typeof made.initSync>();
holds<ConstructorParameters<typeof made.Core>, ConstructorParameters<promised.CoreGlue["Core"]>>();
holds<promised.Core, made.Core>();
holds<promised.Listing, made.Listing>();

holds<typeof promisedSandbox.initSync, typeof madeSandbox.initSync>();
holds<ConstructorParameters<typeof madeSandbox.Sandbox>, ConstructorParameters<typeof promisedSandbox.Sandbox>>();
holds<promisedSandbox.Sandbox, madeSandbox.Sandbox>();
holds<promisedSandbox.Exchange, madeSandbox.Exchange>();
