/**
 * `npm run docs`: the API reference in target/docs, by typedoc, of the declarations in pkg/: what users are given is what is described. A
 * warning is an error. `--json FILE` writes it as data too, `--out DIR` elsewhere.
 */

import { join } from "node:path";
import { ROOT } from "./build/plan.mjs";
import { tryRun } from "./run.mjs";
import { installConsumers } from "./tools/consumers.mjs";

const modules = join(await installConsumers(), "node_modules");
const { code, output } = await tryRun(
  process.execPath,
  [
    join(modules, "typedoc/bin/typedoc"),
    ...["--plugin", join(modules, "typedoc-plugin-missing-exports/index.js")],
    ...process.argv.slice(2),
  ],
  { cwd: ROOT },
);
process.stdout.write(output);
process.exitCode = code === 0 ? 0 : 1;
