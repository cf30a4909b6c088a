/** Debian's packages, where this is Debian and we are root. */

import { existsSync } from "node:fs";
import { tryRun } from "../run.mjs";

/** Installs a package. Gives nothing if that worked, and otherwise why not, in a few words. */
export async function aptInstall(name) {
  if (!existsSync("/usr/bin/apt-get")) return "no apt-get here";
  if (process.getuid?.() !== 0) return "not root";
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = () => tryRun("apt-get", ["install", "-y", "-q", "--no-install-recommends", name], { env });
  let ended = await install();
  if (ended.code !== 0) {
    await tryRun("apt-get", ["update", "-q"], { env });
    ended = await install();
  }
  return ended.code === 0 ? undefined : ended.output.trim().split("\n").at(-1);
}
