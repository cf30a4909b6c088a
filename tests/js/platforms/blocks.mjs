/** The code blocks of a Markdown page, as a reader would copy them. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../packaging/fresh-project.mjs";

/** The blocks of a page, each with its language and the heading that it stands under. */
export function blocks(page) {
  let under = "";
  const found = [];
  for (const [, heading, language, code] of readFileSync(join(ROOT, page), "utf8").matchAll(/^#{1,6} (.+)$|^```(\w*)\n([\s\S]*?)^```$/gm)) {
    if (heading !== undefined) under = heading;
    else found.push({ under, language, code });
  }
  return found;
}

/** The block of a page under a heading; `at` counts those of that language. */
export function block(page, under, language, at = 0) {
  const found = blocks(page).filter((one) => one.under === under && one.language === language)[at];
  if (found === undefined) throw new Error(`${page} has no such block: ${language} ${at + 1} under "${under}"`);
  return found.code;
}
