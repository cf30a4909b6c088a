/** The JavaScript of docs/batches.md, as it stands, on a tenant in memory. */

import assert from "node:assert/strict";
import test from "node:test";
import { blocks } from "../platforms/blocks.mjs";
import { JOINER, tenant } from "./tenant.mjs";

const PAGE = "docs/batches.md";
const AsyncFunction = (async () => {}).constructor;
const [first, second, ...others] = blocks(PAGE).filter(({ language }) => language === "js");
const people = [...Array.from({ length: 40 }, (_, at) => ({ ...JOINER, email: `kim-${at}@example.com` })), { email: "nobody" }];

test("the first block: many join, and some leave", async () => {
  assert.deepEqual(others, []);
  const { sandbox, client } = tenant({ users: 20 });
  const said = [];
  const console = { log: (...words) => said.push(words), error: (...words) => said.push(words) };
  const code = first.code.replace(/^import .*$/m, "").replace(/^const zuora = .*$/m, "");
  await new AsyncFunction("zuora", "people", "console", code)(client, people, console);
  assert.ok(said.some(([counts]) => counts.created === 40 && counts.failed === 1));
  assert.ok(said.some(([email, code]) => email === "nobody" && code === "invalid_input"));
  assert.equal(sandbox.users().filter(({ username }) => username.startsWith("kim-")).length, 40);
});

test("the second block: on until all are done", async () => {
  const { sandbox, client } = tenant({ users: 20, latencyMs: [10, 20] });
  const saved = [];
  const code = second.code.replace("25_000", "300");
  await new AsyncFunction("zuora", "people", "save", code)(client, people, (results) => saved.push(...results));
  assert.equal(saved.length, 41);
  assert.equal(sandbox.users().filter(({ username }) => username.startsWith("kim-")).length, 40);
});
