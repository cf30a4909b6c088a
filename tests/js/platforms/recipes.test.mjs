/**
 * Every block of docs/recipes.md, run in plain Node with the platform's calling convention around it, the packed tarball installed, and a
 * tenant in memory for the whole network. Each recipe has a joiner, a leaver, a failure for good and one to try again.
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { parse } from "yaml";
import { createSandbox } from "../../../pkg/sandbox.js";
import { installPlatforms } from "../../../scripts/tools/platforms.mjs";
import { pack, project, ROOT } from "../packaging/fresh-project.mjs";
import { block, blocks } from "./blocks.mjs";
import { metadata } from "./runner.mjs";

const PAGE = "docs/recipes.md";
const JOINER = { email: "kim.lee@example.com", givenName: "Kim", familyName: "Lee", role: "Read Only" };
const LEAVER = "lena.brandt@example.com";
/** A tenant that asks to come back in an hour. */
const BUSY = { script: [{ kind: "tooManyRetryAfter", path: "/v1/users", times: 1000 }], retryAfterSeconds: 3600 };

// Here and not in a hook: a folder lives as long as what asked for it.
const platforms = await installPlatforms();
const folder = project(pack().tarball, {});
for (const name of ["@temporalio", "zapier-platform-core"])
  symlinkSync(join(platforms, "node_modules", name), join(folder, "node_modules", name));
for (const name of ["ajv", "ajv-formats"]) symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));

/** A tenant at Zuora's own address, the only one that the network reaches; its client is in the environment. */
function tenant(t, options = {}) {
  const sandbox = createSandbox({ users: 12, baseUrl: "https://rest.zuora.com", ...options });
  t.mock.method(globalThis, "fetch", sandbox.fetch);
  const { clientId, clientSecret } = sandbox.connection;
  process.env.ZUORA_CLIENT_ID = clientId;
  process.env.ZUORA_CLIENT_SECRET = clientSecret;
  return { sandbox, clientId, clientSecret, stored: (email) => sandbox.users().find((user) => user.email === email) };
}

let count = 0;
/** A block as a module of its own in the user's project. */
async function module(code, extension = "mjs") {
  count += 1;
  const file = join(folder, `recipe-${count}.${extension}`);
  writeFileSync(file, code);
  return import(pathToFileURL(file).href);
}

const plain = async (code) => (await transform(code, { loader: "ts", format: "esm" })).code;

/** What a promise rejects with. */
const rejection = (promise) =>
  promise.then(
    () => assert.fail("it did not reject"),
    (error) => error,
  );

test("the page's first block: a step", async (t) => {
  const { sandbox } = tenant(t);
  const code = block(PAGE, "Recipes for workflow platforms", "js");
  const { output } = await module(`const connection = ${JSON.stringify(sandbox.connection)};\n${code}\nexport { output };`);
  assert.equal(output.ok, true);
});

test("the page's second block: many people in one step, until all are done", async (t) => {
  const { sandbox, stored } = tenant(t, { latencyMs: [5, 10] });
  const people = Array.from({ length: 30 }, (_, at) => ({ ...JOINER, email: `kim-${at}@example.com` }));
  const code = block(PAGE, "Recipes for workflow platforms", "js", 1).replace("50_000", "400");
  const given = `const connection = ${JSON.stringify(sandbox.connection)};\nconst people = ${JSON.stringify(people)};`;
  await module(`import { run } from "seatwarden";\n${given}\n${code}`);
  for (const { email } of people) assert.ok(stored(email), email);
});

test("JSON Schemas: a step is held to the part of its action", async (t) => {
  const { sandbox } = tenant(t);
  const { problems } = await module(block(PAGE, "JSON Schemas", "js"));
  const step = { action: "deactivate", connection: sandbox.connection, input: { who: LEAVER } };
  assert.equal(problems(step), "");
  assert.equal(problems({ ...step, input: {} }), "step/input must have required property 'who'");
  assert.equal(problems({ ...step, action: "groups.create", input: { name: 3 } }), "step/input/name must be string");
  for (const action of ["verifyWebhook", "who", "connection", "group", undefined])
    assert.equal(problems({ ...step, action }), `there is no action ${action}`);
  for (const action of ["token", "groups.list"]) assert.equal(problems({ action, connection: sandbox.connection }), "");
});

test("GitHub Actions: the block uses inputs that there are", () => {
  const [step] = parse(block(PAGE, "GitHub Actions", "yaml")).steps;
  for (const name of Object.keys(step.with)) assert.ok(name in metadata.inputs, name);
});

test("n8n: items in, items out, in a realm like the task runner's", () => {
  const run = (items, options = { users: 12 }) => {
    const flags = ["--disallow-code-generation-from-strings", "--disable-proto=delete"];
    const runner = join(ROOT, "tests/js/platforms/n8n-runner.cjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, runner, join(folder, "node_modules")], {
      input: JSON.stringify({ code: block(PAGE, "n8n", "js"), items, options }),
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  };
  const items = [
    { json: { event: "joiner", person: JOINER } },
    { json: { event: "leaver", email: LEAVER } },
    { json: { event: "joiner", person: { ...JOINER, email: "x@example.com", role: "Emperor" } } },
  ];
  const { result, users } = run(items);
  assert.deepEqual(
    result.map(({ json, pairedItem }) => [json.outcome ?? json.error.code, pairedItem.item]),
    [
      ["created", 0],
      ["deactivated", 1],
      ["invalid_input", 2],
    ],
  );
  assert.equal(users.find(({ email }) => email === JOINER.email).status, "Active");
  assert.equal(users.find(({ email }) => email === LEAVER).status, "Inactive");
  const [busy] = run([items[1]], { users: 3, faults: BUSY }).result;
  assert.deepEqual([busy.json.ok, busy.json.error.code, busy.json.error.retryable], [false, "rate_limited", true]);
});

test("Pipedream: exports and returns, runs again later, throws for good", async (t) => {
  globalThis.defineComponent = (component) => component;
  t.after(() => delete globalThis.defineComponent);
  const { default: component } = await module(block(PAGE, "Pipedream", "js"));
  const step = async (body, runs = 1) => {
    const exported = {};
    const reruns = [];
    const $ = {
      export: (name, value) => {
        exported[name] = value;
      },
      context: { run: { runs } },
      flow: { rerun: (...how) => reruns.push(how) && undefined },
    };
    const returned = await component.run({ steps: { trigger: { event: { body } } }, $ });
    return { exported, reruns, returned };
  };
  const { stored } = tenant(t);
  const joined = await step({ event: "joiner", email: JOINER.email, person: JOINER });
  assert.deepEqual([joined.exported.outcome, joined.returned.user.id], ["created", stored(JOINER.email).id]);
  assert.equal((await step({ event: "leaver", email: LEAVER })).exported.outcome, "deactivated");
  assert.equal(stored(LEAVER).status, "Inactive");
  const refused = await rejection(step({ event: "joiner", person: { ...JOINER, email: "x@example.com", role: "Emperor" } }));
  assert.match(refused.message, /^invalid_input: /);

  tenant(t, { faults: BUSY });
  const later = await step({ event: "leaver", email: LEAVER });
  const [[ms, context, tries]] = later.reruns;
  assert.ok(ms > 3_500_000 && ms <= 3_600_000);
  assert.deepEqual([context, tries], [null, 3]);
  assert.match((await rejection(step({ event: "leaver", email: LEAVER }, 4))).message, /^rate_limited: /);
});

test("Windmill: main gives JSON; errors have a name that retries branch on", async (t) => {
  const { main } = await module(await plain(block(PAGE, "Windmill", "ts")));
  const { clientId, clientSecret, stored } = tenant(t);
  const zuora = { clientId, clientSecret };
  const joined = await main(zuora, "joiner", JOINER.email, JOINER.givenName, JOINER.familyName);
  assert.deepEqual(JSON.parse(JSON.stringify(joined)), { outcome: "created", id: stored(JOINER.email).id });
  // What a form sends of fields that were left empty.
  assert.equal((await main(zuora, "joiner", JOINER.email, "", "", "")).outcome, "unchanged");
  assert.equal((await main(zuora, "leaver", LEAVER)).outcome, "deactivated");
  assert.equal(stored(LEAVER).status, "Inactive");
  assert.deepEqual(await main(zuora, "leaver", "nobody@example.com"), { outcome: "not_found", id: null });
  const refused = await rejection(main(zuora, "joiner", "x@example.com", "X", "Y", "Emperor"));
  assert.deepEqual([refused.name, refused.message.split(":")[0]], ["Refused", "invalid_input"]);
  const busy = tenant(t, { faults: BUSY });
  const later = await rejection(main({ clientId: busy.clientId, clientSecret: busy.clientSecret }, "leaver", LEAVER));
  assert.equal(later.name, "TryLater");
  assert.match(block(PAGE, "Windmill", "ts"), /"TryLater"/);
});

test("Zapier: a private integration, in Zapier's own core", async (t) => {
  const require = createRequire(join(folder, "package.json"));
  writeFileSync(join(folder, "zapier.cjs"), block(PAGE, "Zapier", "js"));
  const App = require("./zapier.cjs");
  const zapier = require("zapier-platform-core");
  const act = zapier.createAppTester(App);
  const { clientId, clientSecret, stored } = tenant(t);
  const bundle = (inputData, authData = { clientId, clientSecret }) => ({ authData, inputData: { role: "Read Only", ...inputData } });
  const { perform } = App.creates.seat.operation;

  assert.deepEqual(await act(App.authentication.test, bundle({})), { ok: true });
  const joined = await act(perform, bundle({ event: "joiner", ...JOINER }));
  assert.deepEqual(joined, { id: stored(JOINER.email).id, outcome: "created" });
  const empty = { email: JOINER.email, givenName: "", familyName: "", role: "" };
  assert.equal((await act(perform, bundle({ event: "joiner", ...empty }))).outcome, "unchanged");
  assert.equal((await act(perform, bundle({ event: "leaver", email: LEAVER }))).outcome, "deactivated");
  assert.equal(stored(LEAVER).status, "Inactive");
  const refused = await rejection(act(perform, bundle({ event: "joiner", ...JOINER, email: "x@example.com", role: "Emperor" })));
  assert.deepEqual([refused.name, JSON.parse(refused.message).code], ["AppError", "invalid_input"]);
  const wrong = await rejection(act(App.authentication.test, bundle({}, { clientId, clientSecret: "cAnArY" })));
  assert.equal(JSON.parse(wrong.message).code, "auth_failed");
  assert.ok(!wrong.message.includes("cAnArY"));

  const busy = tenant(t, { faults: BUSY });
  const auth = { clientId: busy.clientId, clientSecret: busy.clientSecret };
  const later = await rejection(act(perform, bundle({ event: "leaver", email: LEAVER }, auth)));
  assert.equal(later.name, "ThrottledError");
  const { delay } = JSON.parse(later.message);
  assert.ok(delay > 3500 && delay <= 3600, `${delay}`);
});

test("Zapier: a code step takes inputData and sets output", async (t) => {
  const code = block(PAGE, "Zapier", "js", 1);
  const { step } = await module(`export async function step(inputData) { let output;\n${code}\nreturn output; }`);
  const { clientId, clientSecret, stored } = tenant(t);
  const inputs = { clientId, clientSecret, role: "Read Only" };
  assert.deepEqual(await step({ ...inputs, event: "joiner", ...JOINER }), { ok: true, outcome: "created" });
  const empty = { email: JOINER.email, givenName: "", familyName: "", role: "" };
  assert.deepEqual(await step({ ...inputs, event: "joiner", ...empty }), { ok: true, outcome: "unchanged" });
  assert.deepEqual(await step({ ...inputs, event: "leaver", email: LEAVER }), { ok: true, outcome: "deactivated" });
  assert.equal(stored(LEAVER).status, "Inactive");
  const refused = await step({ ...inputs, event: "joiner", ...JOINER, email: "x@example.com", role: "Emperor" });
  assert.deepEqual([refused.ok, refused.code, refused.retryable], [false, "invalid_input", false]);
});

test("Temporal: an activity whose failures say whether to try again, and when", async (t) => {
  const { seat } = await module(await plain(block(PAGE, "Temporal", "ts")));
  const { ApplicationFailure } = createRequire(join(folder, "package.json"))("@temporalio/common");
  const { stored } = tenant(t);
  assert.deepEqual(await seat({ event: "joiner", person: JOINER }), { outcome: "created", id: stored(JOINER.email).id });
  assert.equal((await seat({ event: "leaver", email: LEAVER })).outcome, "deactivated");
  assert.equal(stored(LEAVER).status, "Inactive");
  const refused = await rejection(seat({ event: "joiner", person: { ...JOINER, email: "x@example.com", role: "Emperor" } }));
  assert.ok(refused instanceof ApplicationFailure);
  assert.deepEqual([refused.nonRetryable, refused.type], [true, "invalid_input"]);
  tenant(t, { faults: BUSY });
  const later = await rejection(seat({ event: "leaver", email: LEAVER }));
  assert.deepEqual([later.nonRetryable, later.type], [false, "rate_limited"]);
  assert.ok(later.nextRetryDelay > 3_500_000);
});

test("the blocks in TypeScript compile, strictly, against the package's types", () => {
  const typed = join(folder, "typed");
  mkdirSync(typed);
  const found = blocks(PAGE).filter(({ language }) => language === "ts");
  assert.equal(found.length, 2);
  for (const [at, { code }] of found.entries()) writeFileSync(join(typed, `block${at}.ts`), code);
  const options = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    module: "nodenext",
    target: "es2022",
    types: ["node"],
    typeRoots: [join(ROOT, "node_modules/@types")],
    skipLibCheck: true,
  };
  writeFileSync(join(typed, "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
  writeFileSync(join(typed, "package.json"), '{"type":"module"}');
  const { status, stdout } = spawnSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", typed], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stdout);
});

test("every block of the page was run above", () => {
  const headings = blocks(PAGE).map(({ under, language }) => `${under}: ${language}`);
  assert.deepEqual(headings, [
    "Recipes for workflow platforms: js",
    "Recipes for workflow platforms: js",
    "JSON Schemas: js",
    "GitHub Actions: yaml",
    "n8n: js",
    "Pipedream: js",
    "Windmill: ts",
    "Zapier: js",
    "Zapier: js",
    "Temporal: ts",
  ]);
});
