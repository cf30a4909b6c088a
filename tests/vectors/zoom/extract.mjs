/**
 * Cuts Zoom's SCIM2 document into fixtures: `node tests/vectors/zoom/extract.mjs zoom-scim2.md`. One file an example, as it
 * stands but for its indentation, which the document has lost; one row an error. It corrects nothing.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const lines = readFileSync(process.argv[2], "utf8").split("\n");
const write = (name, value) => writeFileSync(join(import.meta.dirname, "fixtures", name), `${JSON.stringify(value, null, 2)}\n`);
/** The document is Markdown that escapes what it need not. */
const plain = (text) =>
  text
    .replace(/ \\$/, "")
    .replace(/\\([^\w\s])/g, "$1")
    .trim();

const operations = [];
const errors = [];
let operation;
let status;

lines.forEach((line, at) => {
  const [, title] = /^### (.+)$/.exec(line) ?? [];
  if (title !== undefined) {
    operation = { name: title.toLowerCase().replaceAll(" ", "-"), line: at + 1 };
    operations.push(operation);
    status = undefined;
  }
  const [, word, value] = /^- \*\*(Method|Path):\*\* `(.+)`$/.exec(line) ?? [];
  if (word !== undefined) operation[word.toLowerCase()] = value;
  const [, granular] = /^\*\*\[Granular Scopes\].*`(.+)`$/.exec(line) ?? [];
  if (granular !== undefined) operation.scope = granular;
  const [, label] = /^\*\*\[Rate Limit Label\].*`(.+)`$/.exec(line) ?? [];
  if (label !== undefined) operation.rateLimit = label;

  const [, number] = /^##### Status: (\d+)/.exec(line) ?? [];
  if (number !== undefined) {
    status = Number(number);
    if (status < 300) operation.status = status;
    // A 429 has no code of its own, only the sentence below it.
    else if (status === 429) errors.push(row(at + 1));
  }
  if (status >= 300 && line.includes("\\*\\*Error Code:\\*\\*")) errors.push(row(at + 1));

  if (line === "```json") {
    const end = lines.indexOf("```", at);
    const kind = status === undefined ? "request" : "response";
    write(`${operation.name}.${kind}.json`, JSON.parse(lines.slice(at + 1, end).join("\n")));
  }
});

function row(at) {
  return { operation: operation.name, status, text: plain(lines[at]), line: at + 1 };
}

write("operations.json", operations);
write("errors.json", errors);
console.log(`${operations.length} operations, ${errors.length} errors`);
