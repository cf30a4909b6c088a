/** The code in README.md works as it stands. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { createSandbox } from "../../../pkg/sandbox.js";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const [first, inMemory, step] = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);

/** Runs a block as a module of its own, its imports led to the built package. */
function module(code) {
  const led = code.replace(
    /from "seatwarden(\/[a-z]+)?"/g,
    (_, part = "/index") => `from "${new URL(`../../../pkg${part}.js`, import.meta.url)}"`,
  );
  return import(`data:text/javascript,${encodeURIComponent(led)}`);
}

/** What is printed while `act` runs. */
async function printed(t, act) {
  const log = t.mock.method(console, "log", () => {});
  await act();
  return log.mock.calls.map(({ arguments: words }) => words);
}

test("ten lines: a joiner, who is active, a leaver, and nobody", async (t) => {
  const sandbox = createSandbox({ users: 3, baseUrl: "https://rest.zuora.com", clientId: "id", clientSecret: "secret" });
  t.mock.method(globalThis, "fetch", sandbox.fetch);
  process.env.ZUORA_ID = "id";
  process.env.ZUORA_SECRET = "secret";
  const lines = await printed(t, () => module(first));
  assert.ok(lines.some(([userName, status]) => userName === "jane@example.com" && status === "Active"));
  assert.equal(lines.at(-1)[0], "not_found");
  assert.equal(sandbox.users().find(({ username }) => username === "jane@example.com").status, "Inactive");
});

test("a tenant in memory", async () => {
  const { users } = await module(`${inMemory}\nimport { connect } from "seatwarden";\nexport const users = await zuora.list().toArray();`);
  assert.equal(users.length, 120);
});

test("a step", async (t) => {
  const sandbox = createSandbox();
  t.mock.method(globalThis, "fetch", sandbox.fetch);
  const { output } = await module(`const connection = ${JSON.stringify(sandbox.connection)};\n${step}\nexport { output };`);
  assert.equal(output.ok, true);
  assert.equal(output.outcome, "deactivated");
});

test("every command line of the README names a command and flags that there are", async () => {
  const { seatwarden } = await import("../cli/command.mjs");
  const lines = [...readme.matchAll(/^npx seatwarden (\S+)(.*)$/gm)];
  assert.ok(lines.length >= 5);
  for (const [, name, rest] of lines) {
    const { stdout, code } = await seatwarden([name, "--help"]);
    assert.equal(code, 0, name);
    for (const [flag] of rest.replace(/#.*/, "").matchAll(/--[a-z-]+/g)) assert.ok(stdout.includes(flag), `${name} ${flag}`);
  }
});
