/**
 * Cuts Zuora's two OneID documents into fixtures:
 * `node tests/vectors/oneid/extract.mjs zuora-oneid-bulk-create-users.md zuora-oneid-api-users.md`. The first has one operation,
 * a request and a response; the second only rules, one row each. It corrects nothing: `:n` in the tests is a line of the document.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const read = (path) => readFileSync(path, "utf8").split("\n");
const write = (name, value) => writeFileSync(join(import.meta.dirname, "fixtures", name), `${JSON.stringify(value, null, 2)}\n`);

const [bulk, rules] = process.argv.slice(2).map(read);

/** What stands between backticks: JSON whose every line is an item of a list, and whose URLs are links. */
function examples(lines) {
  const found = [];
  lines.forEach((line, at) => {
    if (!/^`[[{]$/.test(line)) return;
    const end = lines.findIndex((other, place) => place > at && /^[\]}]`$/.test(other));
    const json = lines
      .slice(at, end + 1)
      .map((text) => text.replaceAll("`", "").replace(/^\s*- {3}/, ""))
      .join("\n");
    found.push(JSON.parse(json.replace(/"\[(.+)\]\(\1\)"/g, '"$1"')));
  });
  return found;
}

const [request, response] = examples(bulk);
write("bulk-create-users.request.json", request);
write("bulk-create-users.response.json", response);

const place = bulk.findIndex((line) => /^(get|put|post|patch|delete)\//.test(line));
const [, method, path] = /^(\w+)(\/.+)$/.exec(bulk[place]);
const statuses = bulk.flatMap((line, at) => (/^\d{3}$/.test(line) ? [{ status: Number(line), text: bulk[at + 2], line: at + 1 }] : []));
const fields = bulk.flatMap((line, at) => {
  const [, name, kind] = /^\| ([\w:.]+) \| (string|object|Array of strings|Array of objects)/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, kind, line: at + 1 }];
});
write("operations.json", [{ operation: "bulk-create-users", method: method.toUpperCase(), path, line: place + 1, statuses, fields }]);

const rows = rules.flatMap((line, at) => {
  const [, name, text] = /^- {3}([^:]+): (.+)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, text, line: at + 1 }];
});
write("api-users.json", rows);
console.log(`${fields.length} fields, ${statuses.length} statuses, ${rows.length} rules`);
