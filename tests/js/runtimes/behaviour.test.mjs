/** The behaviours in the Node that runs this. */

import test from "node:test";
import { connect, run, SeatwardenError } from "../../../pkg/index.js";
import { createSandbox, LEAVER } from "../../../pkg/sandbox.js";
import { BEHAVIOURS } from "./behaviour/all.mjs";

for (const [name, behaviour] of Object.entries(BEHAVIOURS)) {
  test(`Node ${process.versions.node.split(".")[0]}: ${name}`, () => behaviour({ connect, run, SeatwardenError, createSandbox, LEAVER }));
}
