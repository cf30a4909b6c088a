/** The code in README.md works as it stands. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { createSandbox } from "../../../pkg/sandbox.js";
import { JOINER } from "./tenant.mjs";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const samples = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
const [first, inMemory, step] = samples;

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

test("a plan, and what it says is done", async (t) => {
  const sandbox = createSandbox({ users: 30 });
  t.mock.method(globalThis, "fetch", sandbox.fetch);
  const isOurs = ({ status, username, email }) =>
    status === "Active" && (username.includes("@") ? username : email).toLowerCase().endsWith("@example.com");
  const [leaver, ...others] = sandbox.users().filter(isOurs);
  const roster = [...others.map(({ username }) => ({ userName: username })), JOINER];
  const code = samples.find((one) => one.includes("zuora.plan("));
  const given = `const zuora = connect(${JSON.stringify(sandbox.connection)});\nconst roster = ${JSON.stringify(roster)};`;
  const lines = await printed(t, () => module(`import { connect } from "seatwarden";\n${given}\n${code}\nconsole.log(counts);`));
  assert.deepEqual(
    lines[0].map((one) => (Array.isArray(one) ? one.map(({ userName }) => userName) : one)),
    [1, [], [leaver.username], { removals: 1, maxRemovals: 1, tripped: false }],
  );
  assert.deepEqual(lines[1], [{ created: 1, deactivated: 1 }]);
  const stored = (name) => sandbox.users().find(({ username }) => username === name);
  assert.deepEqual([stored(leaver.username).status, stored(JOINER.email).status], ["Inactive", "Active"]);
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
