/** The tables of a Markdown page, as rows of cells. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../packaging/fresh-project.mjs";

/** The tables under a heading of a page: each an array of rows, heads left out. */
export function tables(page, under) {
  const text = readFileSync(join(ROOT, page), "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  const begin = new RegExp(`^(#{1,6}) ${under.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`, "m").exec(text);
  if (begin === null) throw new Error(`${page} has no heading "${under}"`);
  const rest = text.slice(begin.index + begin[0].length);
  const end = rest.search(new RegExp(`^#{1,${begin[1].length}} `, "m"));
  const section = end === -1 ? rest : rest.slice(0, end);
  return [...section.matchAll(/^\|.*\|\n\|[-| :]+\|\n((?:\|.*\|\n?)+)/gm)].map(([, rows]) =>
    rows
      .trimEnd()
      .split("\n")
      .map((row) =>
        row
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim()),
      ),
  );
}

/** What stands in backticks in a cell. */
export function coded(cell) {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word);
}
