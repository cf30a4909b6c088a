/** docs/plan.md and its workflow do what they say: each block as it stands, on a tenant in memory. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { served } from "../cli/command.mjs";
import { desk } from "../cli/terminal.mjs";
import { JOINER, rejection, tenant } from "../client/tenant.mjs";
import { ROOT } from "../packaging/fresh-project.mjs";
import { blocks } from "./blocks.mjs";
import { coded, tables } from "./tables.mjs";

const PAGE = "docs/plan.md";
const AsyncFunction = (async () => {}).constructor;
const [first, guard, rest, ...others] = blocks(PAGE).filter(({ language }) => language === "js");
const joiners = (count) => Array.from({ length: count }, (_, at) => ({ ...JOINER, email: `kim-${at}@example.com` }));

/** A tenant, and a roster of all who are active in it. */
function staffed(options) {
  const { sandbox, client } = tenant({ users: 30, ...options });
  const active = sandbox.users().filter(({ status }) => status === "Active");
  return { sandbox, zuora: client, roster: active.map(({ username }) => ({ userName: username })) };
}

const stored = (sandbox, name) => sandbox.users().find(({ username }) => username === name);

test("the first block: the plan is told, and done", async () => {
  assert.deepEqual(others, []);
  const { sandbox, zuora, roster } = staffed();
  const [jane, mover, leaver] = [roster[0], roster[2], roster[3]].map(({ userName }) => userName);
  assert.equal(jane, "jane@example.com");
  const given = [{ userName: mover, familyName: "Roe" }, ...roster.slice(4), roster[1], ...joiners(2)];
  const said = [];
  const console = { log: (...words) => said.push(words), error: (...words) => assert.fail(words.join(" ")) };
  const code = first.code.replace(/^import .*$/m, "").replace(/^const zuora = .*$/m, "");
  await new AsyncFunction("zuora", "roster", "console", code)(zuora, given, console);
  const [update, counts, done] = said;
  assert.deepEqual([update[0], update[1][0].to], [mover, "Roe"]);
  assert.deepEqual(counts, [2, 1, { removals: 1, maxRemovals: 1, tripped: false }]);
  assert.deepEqual(done, [{ created: 2, updated: 1, deactivated: 1 }]);
  assert.deepEqual([stored(sandbox, jane).status, stored(sandbox, leaver).status], ["Active", "Inactive"]);
});

test("the guard's block: somebody is asked, and then it is done", async () => {
  const { zuora, roster } = staffed();
  const asked = [];
  const ask = async (plan) => asked.push(plan.guard);
  const code = guard.code;
  await new AsyncFunction("zuora", "roster", "askSomebody", code)(zuora, roster.slice(4), ask);
  assert.equal(asked.length, 1);
  assert.ok(asked[0].tripped);
  const left = await zuora.list({ active: true }).toArray();
  assert.ok(left.length < roster.length);
});

test("the deadline's block: on until all is done", async () => {
  const { sandbox, zuora } = staffed({ latencyMs: [10, 20] });
  const plan = await zuora.plan(joiners(60));
  const saved = [];
  const code = rest.code.replace("25_000", "400");
  await new AsyncFunction("zuora", "plan", "save", code)(zuora, plan, (results) => saved.push(...results));
  assert.deepEqual(
    saved.map(({ index }) => index).sort((one, other) => one - other),
    joiners(60).map((_, at) => at),
  );
  assert.equal(sandbox.users().filter(({ username }) => username.startsWith("kim-")).length, 60);
});

test("the tables name the fields of a plan, and the lists of a scope", async () => {
  const { zuora, roster } = staffed();
  const fields = tables(PAGE, "A whole tenant against a roster")[0].map(([field]) => coded(field)[0]);
  const plan = await zuora.plan(roster);
  assert.deepEqual(
    fields.sort(),
    Object.keys(plan)
      .filter((key) => !["provider", "tenant", "readAt"].includes(key))
      .sort(),
  );
  const lists = tables(PAGE, "Whose seat is taken back")[0].map(([list]) => coded(list)[0]);
  assert.deepEqual(lists, ["domains", "roles", "groups", "userNames"]);
  const leaving = async (scope) => (await zuora.plan(joiners(1), { onMissing: "deactivate", scope })).deactivate.length;
  assert.ok((await leaving({ roles: ["Administrator"] })) > 0);
  assert.equal(await leaving({ roles: ["Administrator"], domains: ["nobody.example"] }), 0);
  assert.equal(await leaving({ userNames: ["LBRANDT@legacy.example.com", "nobody@example.com"] }), 1);
  const error = await rejection(leaving({ roles: ["Emperor"] }));
  assert.equal(error.code, "invalid_input");
});

test("the workflow plans in a pull request, and applies everywhere else", async (t) => {
  const { jobs, on } = parse(readFileSync(join(ROOT, "examples/github-action/reconcile.yml"), "utf8"));
  const { steps, env: names } = jobs.reconcile;
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const [plan, apply] = steps.filter(({ run }) => run !== undefined);
  assert.deepEqual(Object.keys(on), ["pull_request", "push", "schedule"]);
  assert.deepEqual([plan.if, apply.if], [undefined, "github.event_name != 'pull_request'"]);

  const sandbox = await served(["--users", "40"]);
  const place = desk();
  t.after(async () => {
    place.rm();
    await sandbox.close();
  });
  const { provider, clientId, clientSecret, baseUrl } = sandbox.connection;
  assert.equal(names.SEATWARDEN_PROVIDER, provider);
  for (const name of ["CLIENT_ID", "CLIENT_SECRET"]) assert.equal(names[`SEATWARDEN_${name}`], `\${{ secrets.ZUORA_${name} }}`);
  const env = {
    ...place.env,
    ...{
      SEATWARDEN_PROVIDER: provider,
      SEATWARDEN_CLIENT_ID: clientId,
      SEATWARDEN_CLIENT_SECRET: clientSecret,
      SEATWARDEN_BASE_URL: baseUrl,
    },
  };
  const run = (line) => {
    const command = line.replaceAll(`npx --yes seatwarden@${version} `, "seatwarden ");
    assert.notEqual(command, line);
    return spawnSync("bash", ["-e", "-c", command], { cwd: place.folder, env, encoding: "utf8" });
  };
  writeFileSync(join(place.folder, "people.csv"), "email,givenName,familyName,role\nkim@example.com,Kim,Lee,Read Only\n");
  writeFileSync(join(place.folder, "policy.json"), '{"onMissing":"ignore"}');
  const planned = run(plan.run);
  assert.equal(planned.status, 0, planned.stderr);
  assert.match(planned.stdout, /create 1\n {2}\+ kim@example\.com Kim Lee, Read Only/);
  const applied = run(apply.run);
  assert.equal(applied.status, 0, applied.stderr);
  assert.match(applied.stdout, /"outcome":"created"/);
  assert.match(run(plan.run).stdout, /nothing to do: 1 as asked already/);
  writeFileSync(join(place.folder, "policy.json"), '{"onMissing":"deactivate","scope":{"domains":["example.com"]}}');
  assert.equal(run(plan.run).status, 0);
  assert.equal(run(apply.run).status, 4);
});
