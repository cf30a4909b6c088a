/** `npm run build`: installs what the build itself is made of, then builds. See build/make.mjs. */

import { Missing } from "./tools/missing.mjs";
import { installNpm } from "./tools/npm.mjs";

try {
  await installNpm();
  const { make } = await import("./build/make.mjs");
  await make(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Missing ? error.message : (error.stack ?? error));
  process.exitCode = 1;
}
