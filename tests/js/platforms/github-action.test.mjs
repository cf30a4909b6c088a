/** The GitHub Action, run as the runner runs it, against a tenant over HTTP: a joiner, a leaver, failures, and no secret anywhere. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { FIELDS } from "../../../pkg/given.js";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { nodeOf } from "../../../scripts/tools/node.mjs";
import { ROOT } from "../packaging/fresh-project.mjs";
import { checkout, metadata, runAction } from "./runner.mjs";

const MIRA = { email: "mira.okafor@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" };
const LEAVER = "lena.brandt@example.com";

let repository;
test.before(() => {
  repository = checkout();
});
test.after(() => repository.rm());

async function tenant(t, options = { users: 10 }) {
  const server = await serveSandbox(options);
  t.after(() => server.close());
  const { provider, clientId, clientSecret, baseUrl } = server.connection;
  const inputs = { provider, "client-id": clientId, "client-secret": clientSecret, "base-url": baseUrl };
  const act = async (given, more) => {
    const ended = await runAction(repository.folder, { ...inputs, ...given }, more);
    secretsAreKept(ended, [given["client-secret"] ?? clientSecret]);
    return ended;
  };
  return { server, inputs, act };
}

/** A secret is in the command that has it masked, and nowhere else. */
function secretsAreKept({ stdout, stderr, summary, outputs, env }, secrets) {
  const others = stdout.split("\n").filter((line) => !line.startsWith("::add-mask::"));
  const all = [...others, stderr, summary, JSON.stringify(outputs), env].join("\n");
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString("base64")]) {
      assert.ok(!all.includes(form), `a secret is in ${all}`);
    }
  }
}

test("a joiner, with the Node that action.yml names and with this one", async (t) => {
  const { server, inputs, act } = await tenant(t);
  const node = await nodeOf(Number(/^node(\d+)$/.exec(metadata.runs.using)[1]));
  const made = await act({ action: "provision", person: JSON.stringify(MIRA) }, { node });
  assert.equal(made.code, 0, made.stdout + made.stderr);
  assert.equal(made.stderr, "");
  const stored = server.users().find(({ username }) => username === MIRA.email);
  assert.equal(stored.status, "Active");
  assert.deepEqual(
    { ok: made.outputs.ok, outcome: made.outputs.outcome, "user-id": made.outputs["user-id"] },
    { ok: "true", outcome: "created", "user-id": stored.id },
  );
  assert.equal(JSON.parse(made.outputs.data).user.userName, MIRA.email);
  assert.match(made.summary, /✅ `created`/);
  assert.match(made.stdout, /^provision: created mira\.okafor@example\.com \(/m);
  assert.equal(made.stdout.split("\n")[0], `::add-mask::${inputs["client-secret"].replaceAll("%", "%25")}`);

  const again = await act({ action: "provision", person: JSON.stringify(MIRA) });
  assert.equal(again.outputs.outcome, "unchanged");
});

test("a leaver: dry run, done, done already, never there; the warning is an annotation", async (t) => {
  const { server, act } = await tenant(t);
  const status = () => server.users().find(({ email }) => email === LEAVER).status;
  const dry = await act({ action: "deactivate", who: LEAVER, "dry-run": "true" });
  assert.equal(dry.outputs.outcome, "deactivated");
  assert.match(dry.stdout, /dry run: nothing was written/);
  assert.equal(status(), "Active");
  const done = await act({ action: "deactivate", who: LEAVER });
  assert.equal(done.code, 0);
  assert.equal(status(), "Inactive");
  const [warning] = done.commands.filter(({ name }) => name === "warning");
  assert.equal(warning.title, "Seatwarden: oauth_clients_survive");
  assert.equal((await act({ action: "deactivate", who: LEAVER })).outputs.outcome, "already_inactive");
  assert.equal((await act({ action: "deactivate", who: "nobody@example.com" })).outputs.outcome, "not_found");
});

test("a failure ends with 1, an error annotation, and outputs to branch on", async (t) => {
  const { act } = await tenant(t);
  const strict = await act({ action: "deactivate", who: "nobody@example.com", options: '{"strict":true}' });
  assert.equal(strict.code, 1);
  assert.deepEqual([strict.outputs.ok, strict.outputs.code, strict.outputs.retryable], ["false", "not_found", "false"]);
  const [error] = strict.commands.filter(({ name }) => name === "error");
  assert.equal(error.title, "Seatwarden: not_found");
  assert.match(error.data, /nobody@example\.com/);
  assert.match(strict.summary, /❌ `not_found`/);

  const role = await act({ action: "provision", person: JSON.stringify({ ...MIRA, role: "Emperor" }) });
  assert.deepEqual([role.code, role.outputs.code], [1, "invalid_input"]);
  const refused = await act({ action: "roles", "client-secret": "wrong-cAnArY" });
  assert.deepEqual([refused.code, refused.outputs.code, refused.outputs.retryable], [1, "auth_failed", "false"]);
});

test("many at once: counts, and one that failed fails the step, by its index and never by who it is", async (t) => {
  const { server, act } = await tenant(t);
  const all = (count) => Array.from({ length: count }, (_, at) => ({ ...MIRA, email: `mira-${at}@example.com` }));
  const people = (list) => ({ action: "provision-all", input: JSON.stringify({ people: list }) });
  const errors = ({ commands }) => commands.filter(({ name }) => name === "error");

  const dry = await act({ ...people(all(3)), "dry-run": "true" });
  assert.equal(dry.code, 0, dry.stdout + dry.stderr);
  assert.match(dry.stdout, /^provisionAll: 3 created, dry run: nothing was written$/m);
  const whole = await act(people(all(3)));
  assert.deepEqual([whole.code, whole.outputs.ok, whole.outputs.message, whole.outputs.code], [0, "true", undefined, undefined]);
  assert.deepEqual([whole.outputs.counts, errors(whole)], ['{"created":3}', []]);
  assert.match(whole.stdout, /^provisionAll: 3 created$/m);
  assert.match(whole.summary, /`provisionAll` ✅ 3 created\n\n\| outcome \| how many \|\n.*\n\| `created` \| 3 \|/);

  const mixed = all(5);
  mixed[1] = { email: "mira-1@example.com", givenName: "cAnArY", familyName: 7 };
  mixed[3] = { ...mixed[3], role: "Emperor" };
  const some = await act(people(mixed));
  assert.equal(some.code, 1);
  assert.match(some.stdout, /^provisionAll: 1 created, 2 failed, 2 unchanged$/m);
  assert.deepEqual([some.outputs.ok, some.outputs.code, some.outputs.retryable], ["false", "invalid_input", "false"]);
  assert.deepEqual(JSON.parse(some.outputs.counts), { created: 1, failed: 2, unchanged: 2 });
  assert.equal(some.outputs.resume, undefined);
  assert.equal(some.outputs.message, "1 created, 2 failed, 2 unchanged");
  assert.deepEqual(JSON.parse(some.outputs.data).counts, { created: 1, failed: 2, unchanged: 2 });
  assert.deepEqual(
    errors(some).map(({ title }) => title),
    ["Seatwarden: invalid_input at index 1", "Seatwarden: invalid_input at index 3", "Seatwarden: provisionAll"],
  );
  assert.match(errors(some)[0].data, /^people\[1\]\.familyName: /);
  assert.match(some.summary, /`provisionAll` ❌ 1 created, 2 failed/);
  assert.match(some.summary, /^\| 1 \| `invalid_input` \| people\\\[1\\\]\.familyName: /m);
  assert.ok(!`${some.stdout}${some.summary}`.includes("cAnArY"), some.summary);
  assert.ok(server.users().some(({ username }) => username === "mira-4@example.com"));

  const none = await act({ action: "deactivate-all", input: JSON.stringify({ whos: Array(120).fill({ name: "x" }) }) });
  assert.equal(none.code, 1);
  assert.equal(errors(none).length, 10);
  assert.equal(errors(none)[9].data, "120 failed");
  assert.match(none.summary, /^… and 20 more that failed$/m);
  const nobody = await act({ action: "deactivate-all", input: '{"whos":[]}' });
  assert.equal(nobody.code, 0);
  assert.match(nobody.stdout, /^deactivateAll: there was nobody$/m);
});

test("a plan: numbers and nobody's name in the summary, its id and all of it as outputs, and another step applies it", async (t) => {
  const { server, act } = await tenant(t, { users: 40 });
  const named = server.users().filter(({ username, status }) => status === "Active" && username.endsWith("@example.com"));
  const [mover, ...others] = named;
  const roster = [{ userName: mover.username, familyName: "Roe" }, ...others.map(({ username }) => ({ userName: username })), MIRA];
  const input = (policy) => JSON.stringify({ roster, policy });
  const made = await act({ action: "plan", input: input() });
  assert.equal(made.code, 0, made.stdout + made.stderr);
  const plan = JSON.parse(made.outputs.data);
  assert.deepEqual(JSON.parse(made.outputs.counts), { create: 1, update: 1, unchanged: others.length });
  assert.deepEqual([made.outputs.ok, made.outputs["plan-id"], made.outputs.outcome], ["true", plan.id, undefined]);
  assert.match(made.stdout, new RegExp(`^plan: 1 create, 1 update, ${others.length} unchanged$`, "m"));
  assert.match(made.summary, /`plan` ✅ 1 create, 1 update, \d+ unchanged\n\n\| to do \| how many \|\n.*\n\| `create` \| 1 \|/);
  assert.ok(![mover.username, MIRA.email].some((name) => made.summary.includes(name)), made.summary);
  const done = await act({ action: "apply", input: JSON.stringify({ plan }) });
  assert.deepEqual([done.code, JSON.parse(done.outputs.counts)], [0, { created: 1, updated: 1 }], done.stdout);
  assert.match(done.summary, /`apply` ✅ 1 created, 1 updated/);

  const policy = { onMissing: "deactivate", scope: { roles: ["Administrator", "Read Only", "Billing Operations"] } };
  const leaving = await act({ action: "plan", input: input(policy) });
  const { id, guard } = JSON.parse(leaving.outputs.data);
  assert.ok(guard.tripped && guard.removals > 1);
  assert.equal(leaving.outputs["plan-id"], id);
  const says = `${guard.removals} would be deactivated, and ${guard.maxRemovals} may be: apply needs the plan's id as confirm: \`${id}\``;
  assert.ok(leaving.summary.includes(says), leaving.summary);
  const refused = await act({ action: "apply", input: JSON.stringify({ plan: JSON.parse(leaving.outputs.data) }) });
  assert.deepEqual([refused.code, refused.outputs.code], [1, "guard_tripped"]);
  const confirm = { options: JSON.stringify({ confirm: id, dryRun: true }) };
  const dry = await act({ action: "apply", input: JSON.stringify({ plan: JSON.parse(leaving.outputs.data) }), ...confirm });
  assert.deepEqual([dry.code, JSON.parse(dry.outputs.counts)], [0, { deactivated: guard.removals }], dry.stdout);
});

test("a plan that is too large for an output still has its numbers, and says where to make it", async (t) => {
  const { server, act } = await tenant(t, { users: 3 });
  for (let at = 0; at < 40; at++) server.addUser({ username: `x-${at}@example.com`, lastName: "x".repeat(30_000) });
  const roster = Array.from({ length: 40 }, (_, at) => ({ userName: `x-${at}@example.com`, familyName: "Z" }));
  const { code, outputs, commands, stdout } = await act({ action: "plan", input: JSON.stringify({ roster }) });
  assert.deepEqual([code, outputs.data, outputs.counts], [0, undefined, '{"update":40}'], stdout.slice(0, 2000));
  assert.match(outputs["plan-id"], /^[0-9a-f]{64}$/);
  assert.ok(commands.some(({ name, data }) => name === "warning" && /too large for an output.*command line.*--out/.test(data)));
});

test("many whom the deadline stopped: the step fails, and says how to go on", async (t) => {
  const { act } = await tenant(t, { users: 10, latencyMs: [40, 40] });
  const people = Array.from({ length: 600 }, (_, at) => ({ ...MIRA, email: `mira-${at}@example.com` }));
  const cut = await act({ action: "provision-all", input: JSON.stringify({ people }), options: '{"deadlineMs":1500}' });
  assert.deepEqual([cut.code, cut.outputs.ok, cut.outputs.code, cut.outputs.retryable], [1, "false", "timeout", "true"], cut.stdout);
  assert.match(cut.outputs.message, /^\d+ created, the deadline came before the others$/);
  assert.equal(JSON.parse(cut.outputs.data).resume, cut.outputs.resume);
  assert.match(cut.summary, /To go on, run the same step with its output `resume`/);
});

test("so many that their results are no output of GitHub: counts, who failed and how to go on are there all the same", async (t) => {
  const { server, act } = await tenant(t, { users: 3, faults: { slowMs: 9000 } });
  // Their records make the results large.
  const ids = Array.from({ length: 40 }, () => server.addUser({ Notes__c: "x".repeat(30_000) }));
  server.fault({ kind: "slow", method: "PUT", path: `/v1/users/${ids[0]}*` });
  const step = {
    action: "deactivate-all",
    input: JSON.stringify({ whos: [{ name: "x" }, { id: "nobody" }, ...ids.map((id) => ({ id }))] }),
  };
  const cut = await act({ ...step, options: '{"deadlineMs":7000,"strict":true}' });
  const { ok, code, data, counts, resume } = cut.outputs;
  assert.deepEqual([cut.code, ok, code], [1, "false", "mixed"], cut.stdout.slice(0, 2000));
  assert.deepEqual(JSON.parse(counts), { deactivated: 39, failed: 2 });
  const { results, ...rest } = JSON.parse(data);
  assert.deepEqual(rest, { counts: JSON.parse(counts), resume });
  assert.deepEqual(
    results.map(({ index, error }) => [index, error.code]),
    [
      [0, "invalid_input"],
      [1, "not_found"],
    ],
  );
  assert.ok(cut.commands.some(({ name, data: said }) => name === "warning" && /too large for an output/.test(said)));
  const on = await act({ ...step, options: JSON.stringify({ resume, strict: true }) });
  assert.deepEqual([on.code, JSON.parse(on.outputs.counts)], [0, { already_inactive: 1 }], on.stdout);
});

test("a tenant in trouble is retryable, and says when", async (t) => {
  const faults = { script: [{ kind: "tooManyRetryAfter", path: "/v1/users", times: 50 }], retryAfterSeconds: 3600 };
  const { act } = await tenant(t, { users: 3, faults });
  const { code, outputs } = await act({ action: "list", options: '{"deadlineMs":4000}' });
  assert.deepEqual([code, outputs.code, outputs.retryable], [1, "rate_limited", "true"]);
  assert.ok(Number(outputs["retry-after-ms"]) > 3_500_000);
});

test("inputs that can't be read are told by name, and never repeated", async (t) => {
  const { act, inputs } = await tenant(t);
  const { provider: _, ...rest } = inputs;
  const cases = [
    [{ person: '{"clientSecret": cAnArY' }, /input "person" is not JSON/],
    [{ connection: '{"clientSecret":"cAnArY"' }, /input "connection" is not JSON/],
    [{ options: "[]" }, /input "options" is no JSON object/],
    [{ person: '{"extra":{"ref":9007199254740995}}' }, /input "person": the number 9007199254740995 would lose digits: write it as a text/],
    [{ "dry-run": "perhaps" }, /input "dry-run" is true or false/],
    [{ input: '{"colour":1}' }, /colour/],
    [{ action: "fly" }, /action/],
    [{ action: "" }, /action/],
  ];
  for (const [given, says] of cases) {
    const { code, commands, stdout, outputs } = await act({ action: "roles", ...given });
    assert.deepEqual([code, outputs.code], [1, "invalid_input"], JSON.stringify(given));
    assert.match(commands.find(({ name }) => name === "error").data, says);
    assert.ok(!stdout.includes("cAnArY"), stdout);
  }
  const none = await runAction(repository.folder, { action: "roles", ...rest, provider: "" });
  assert.match(none.commands.find(({ name }) => name === "error").data, /connection\.provider/);
});

test("a whole connection as JSON: its secret is masked too, and single inputs go before it", async (t) => {
  const { server, inputs } = await tenant(t);
  const { "client-secret": secret } = inputs;
  const connection = JSON.stringify({ ...server.connection, clientSecret: "stale-cAnArY" }, null, 2);
  const wrong = await runAction(repository.folder, { action: "roles", connection });
  secretsAreKept(wrong, ["stale-cAnArY"]);
  assert.equal(wrong.outputs.code, "auth_failed");
  assert.ok(wrong.commands.some(({ name, data }) => name === "add-mask" && data === "stale-cAnArY"));
  const right = await runAction(repository.folder, { action: "roles", connection, "client-secret": secret });
  secretsAreKept(right, [secret]);
  assert.equal(right.code, 0);
});

test("an input for each field that the command line takes as a variable, and every kind of tenant", () => {
  for (const field of FIELDS) {
    const name = field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    assert.ok(name in metadata.inputs, name);
  }
  for (const kind of ["zuora", "zuora-oneid", "zoom", "scim"])
    assert.match(metadata.inputs.provider.description, new RegExp(`\\b${kind}\\b`));
});

test("a SCIM server's OAuth client and a OneID organization, by single inputs", async (t) => {
  const scim = await serveSandbox({ provider: "scim", auth: "client_credentials", users: 3 });
  t.after(() => scim.close());
  const { auth, baseUrl } = scim.connection;
  const client = { "client-id": auth.clientId, "client-secret": auth.clientSecret, "token-url": auth.tokenUrl };
  const [first] = scim.users();
  const find = { action: "find", provider: "scim", "base-url": baseUrl, who: first.userName };
  const found = await runAction(repository.folder, { ...find, ...client });
  secretsAreKept(found, [auth.clientSecret]);
  assert.equal(found.code, 0, found.stdout);
  assert.equal(JSON.parse(found.outputs.data).user.id, first.id);
  // One of them alone goes into the auth of the connection that is there.
  const connection = JSON.stringify({ ...scim.connection, auth: { ...auth, clientSecret: "stale-cAnArY" } });
  const mixed = await runAction(repository.folder, { action: "find", who: first.userName, connection, "client-secret": auth.clientSecret });
  assert.equal(mixed.code, 0, mixed.stdout);
  const half = await runAction(repository.folder, { ...find, "client-id": auth.clientId });
  assert.match(half.outputs.message, /connection\.auth\.(clientSecret|tokenUrl)/);

  const oneid = await serveSandbox({ provider: "zuora-oneid", users: 3 });
  t.after(() => oneid.close());
  const { clientId, clientSecret, organizationId, tokenUrl, baseUrl: scimUrl } = oneid.connection;
  const organization = await runAction(repository.folder, {
    ...{ action: "provision", provider: "zuora-oneid", "client-id": clientId, "client-secret": clientSecret },
    ...{ "token-url": tokenUrl, "base-url": scimUrl, "organization-id": organizationId, person: JSON.stringify({ ...MIRA, role: "USER" }) },
  });
  secretsAreKept(organization, [clientSecret]);
  assert.equal(organization.outputs.outcome, "created", organization.stdout);
});

test("a token is an output only if it is asked for, and then it is masked first", async (t) => {
  const { act } = await tenant(t);
  const kept = await act({ action: "token" });
  assert.equal(JSON.parse(kept.outputs.data).accessToken, undefined);
  const shown = await act({ action: "token", options: '{"reveal":true}' });
  const { accessToken } = JSON.parse(shown.outputs.data);
  assert.ok(accessToken.length > 10);
  assert.ok(shown.commands.some(({ name, data }) => name === "add-mask" && data === accessToken));
  assert.ok(!shown.stdout.replaceAll(`::add-mask::${accessToken}`, "").includes(accessToken));
  assert.ok(!shown.summary.includes(accessToken));
});

test("what a tenant says can't command the runner, end an output or draw a table", async (t) => {
  const { act } = await tenant(t);
  const nasty = "x\n::set-output name=ok::no\n##[add-mask]example | <b>`";
  const person = { ...MIRA, extra: { title: nasty, firstName: nasty } };
  const made = await act({ action: "provision", person: JSON.stringify(person) });
  assert.equal(made.code, 0, made.stdout);
  assert.deepEqual(
    [...new Set(made.commands.map(({ name }) => name))].sort(),
    ["add-mask", "warning"].filter((name) => made.commands.some((one) => one.name === name)),
  );
  assert.ok(!made.stdout.includes("##["));
  assert.equal(made.outputs.ok, "true");
  assert.equal(JSON.parse(made.outputs.data).user.givenName, nasty);
  assert.ok(!made.summary.includes("<b>"));
  const cells = made.summary.split("\n").filter((line) => line.startsWith("| `"));
  assert.ok(cells.length > 0 && cells.every((line) => line.replaceAll("\\|", "").split("|").length === 5), made.summary);
});

test("debug logs show each request, without secrets", async (t) => {
  const { act } = await tenant(t);
  const { commands } = await act({ action: "reset-password", who: LEAVER }, { env: { RUNNER_DEBUG: "1" } });
  const debug = commands.filter(({ name }) => name === "debug").map(({ data }) => data);
  assert.ok(
    debug.some((line) => line.startsWith("request POST /v1/users/")),
    debug.join("\n"),
  );
});

test("the example workflow gives the action nothing but its inputs, and reads nothing but its outputs", () => {
  const text = readFileSync(join(ROOT, "examples/github-action/seats.yml"), "utf8");
  const steps = Object.values(parse(text).jobs).flatMap((job) => job.steps);
  const uses = steps.filter((step) => step.uses?.includes("/seatwarden@"));
  assert.equal(uses.length, 3);
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  for (const step of uses) {
    assert.match(step.uses, new RegExp(`@v${version.replaceAll(".", "\\.")}$`));
    for (const name of Object.keys(step.with)) assert.ok(name in metadata.inputs, name);
    for (const [name, { required }] of Object.entries(metadata.inputs)) if (required) assert.ok(name in step.with, name);
  }
  for (const [, name] of text.matchAll(/steps\.\w+\.outputs\.([\w-]+)/g)) assert.ok(name in metadata.outputs, name);
  // No ${{ }} in a script: what a person typed must not become a command.
  for (const { run } of steps) assert.ok(!run?.includes("${{"), run);
});

test("the example workflow leaves out a name that wasn't given, and quotes one that was", () => {
  const { jobs } = parse(readFileSync(join(ROOT, "examples/github-action/seats.yml"), "utf8"));
  const format = (text, ...values) => text.replace(/\{(\d)\}/g, (_, at) => values[at]);
  // GitHub's expressions are as JavaScript's here, but for the names with a hyphen.
  const person = (inputs) =>
    JSON.parse(
      jobs.seat.env.PERSON.replace(/\$\{\{(.*?)\}\}/g, (_, expression) =>
        Function(
          "inputs",
          "toJSON",
          "format",
          `return ${expression.replace(/inputs\.([\w-]+)/g, 'inputs["$1"]')}`,
        )(inputs, JSON.stringify, format),
      ),
    );
  const email = "mira@example.com";
  assert.deepEqual(person({ email, "given-name": "", "family-name": "" }), { email, role: "Read Only" });
  const whole = { email, givenName: 'M"{0}', familyName: "O\\'Okafor", role: "Read Only" };
  assert.deepEqual(person({ email, "given-name": whole.givenName, "family-name": whole.familyName }), whole);
});
