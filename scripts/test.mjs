/**
 * `npm test`: installs what is needed, runs every suite, prints one line for each and all output of those that failed. The last line
 * adds them up. Words pick suites: a group (`rust`, `js`, `pkg`) or a part of a name.
 */

import { Missing } from "./tools/missing.mjs";
import { installNpm } from "./tools/npm.mjs";

try {
  await installNpm();
  const { runSuites } = await import("./test/run-suites.mjs");
  process.exitCode = (await runSuites(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.log(error instanceof Missing ? error.message : (error.stack ?? error));
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
