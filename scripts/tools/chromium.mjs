/** A Chromium for the browser tests: the installed one, or Debian's. */

import { existsSync } from "node:fs";
import { aptInstall } from "./apt.mjs";
import { Missing } from "./missing.mjs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The path of a Chromium; `CHROMIUM` names another than those in the usual places. Installs Debian's if there is none. */
export async function installChromium() {
  const found = find();
  if (found !== undefined) return found;
  const said = await aptInstall("chromium");
  const installed = find();
  if (installed === undefined)
    throw new Missing(`There is no Chromium, and Debian's can't be installed (${said}): install it, or set CHROMIUM`);
  return installed;
}

function find() {
  return [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path));
}
