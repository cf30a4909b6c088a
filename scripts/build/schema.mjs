/** The JSON Schemas of the step: the crate schema/ asks the core for them, natively. */

import { run } from "../run.mjs";
import { ROOT } from "./plan.mjs";

/** Makes the files, as a map from name to content. */
export async function schemas() {
  const made = JSON.parse(run.read("cargo", ["run", "--quiet", "--locked", "-p", "seatwarden-schema"], { cwd: ROOT }));
  return new Map(Object.entries(made).map(([name, schema]) => [`schema/${name}`, `${JSON.stringify(schema, null, 2)}\n`]));
}
