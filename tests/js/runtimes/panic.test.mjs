/** A panic in the core, in the Node that runs this. */

import test from "node:test";
import { connect, SeatwardenError } from "../../../target/pkg-panic-probe/index.js";
import { createSandbox } from "../../../target/pkg-panic-probe/sandbox.js";
import { PANICS } from "./behaviour/panics.mjs";

for (const [name, behaviour] of Object.entries(PANICS)) {
  test(`Node ${process.versions.node.split(".")[0]}: ${name}`, () => behaviour({ connect, SeatwardenError, createSandbox }));
}
