/**
 * What users use the package with (Deno, Bun, bundlers, test runners, an old compiler), and typedoc: pinned by the lock file in consumers/.
 * Kept apart from our own npm packages, which `npm run build` needs and these are ten times as large as.
 */

import { join } from "node:path";
import { installNode } from "./packages.mjs";

/** The folder whose node_modules has them. Installs them if they aren't there; no package's install script is run. */
export function installConsumers() {
  return installNode("consumers", join(import.meta.dirname, "consumers"));
}
