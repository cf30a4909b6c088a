/**
 * A thousand steps at random, good and broken: none throws, each output fits the schema, and what the schema refuses the core
 * refuses too, before anything is sent. `SEED=4711` replays one run, `RUNS=100000` makes it longer.
 */

import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { connect, run } from "../../../../pkg/index.js";
import { createSandbox } from "../../../../pkg/sandbox.js";
import { checkOutput, isStep } from "./schemas.mjs";
import { asRead, brokenStep, goodStep, NO_STEP } from "./steps.mjs";

const SEED = Number(process.env.SEED ?? 20_260_317);
const RUNS = Number(process.env.RUNS ?? 1_000);
/** Time runs a hundred times as fast, so that time-outs come. */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms / 100, 1_500)));

/** What the reader refuses and a schema can't say: rules beyond one field's type, and characters that count as more than one byte. */
const UNSAID = [
  /has white space around it/,
  /bytes long; \d+ are taken/,
  /is nested too deeply/,
  /is not a cursor|is of another query/,
  /^options\.resume: /,
  /has a comma|has a colon/,
  /^input\.filter: /,
  /is not a URL|is not https|is not an https|is the origin alone|has (a query|credentials)/,
  /lone surrogate/,
  /has a control character/,
  /change: is empty/,
  /^path: /,
  /^body: can't go with GET/,
  /extra\.(id|status): /,
  /^change\.email: differs from the userName/,
  // Which fields there are, and who is in a roster or a plan.
  /^policy\.(fields|scope)|^roster|^plan(\.|:)/,
  /^person(\.extra)?(\.[^:]*)?: |^change(\.extra)?(\.[^:]*)?: (is empty|has)/,
];

/** What the core takes though the schema doesn't: methods in lower case; `remove` unconfirmed, which its guard refuses. */
function isMerely(step, output) {
  if (step?.action === "remove" && output.error?.code !== "invalid_input") return true;
  return step?.action === "request" && /^(get|post|put|patch|delete)$/i.test(step.input?.method ?? "");
}

/** A tenant in some trouble, as tenants are. */
function troubled() {
  const faults = { tooMany: 20, unavailable: 20, reset: 20, html: 2, redirect: 2, busy: 10, lostBefore: 1, lostAfter: 1 };
  return createSandbox({ users: 12, duplicateNames: true, faults });
}

async function check(arbitrary, tell) {
  const sandbox = troubled();
  const seen = { ok: 0, failed: 0, codes: new Set(), actions: new Set() };
  let last;
  try {
    await fc.assert(
      fc.asyncProperty(arbitrary(sandbox.connection), async (step) => {
        sandbox.clearRequests();
        const output = await run(step, { fetch: sandbox.fetch, sleep });
        last = output;
        assert.deepEqual(JSON.parse(JSON.stringify(output)), output);
        checkOutput(output);
        assert.ok(!JSON.stringify(output).includes(sandbox.connection.clientSecret), "the secret is in the output");
        seen[output.ok ? "ok" : "failed"] += 1;
        if (!output.ok) seen.codes.add(output.error.code);
        seen.actions.add(output.action);
        tell(step, output, sandbox.requests().length);
      }),
      { numRuns: RUNS, seed: SEED, verbose: 1 },
    );
  } catch (error) {
    error.message += `\nlast output: ${JSON.stringify(last)}\nSEED=${SEED} node --test tests/js/client/step/random.test.mjs`;
    throw error;
  }
  return seen;
}

test(`${RUNS} good steps do what they are asked or say why not`, async (t) => {
  const seen = await check(
    (connection) => goodStep(connection).filter((step) => isStep(step)),
    (_step, output, sent) => {
      const { code, message } = output.error ?? {};
      if (code !== "invalid_input" || sent > 0) return;
      assert.ok(
        UNSAID.some((rule) => rule.test(message)),
        `the schema takes what the core refuses: ${message}`,
      );
    },
  );
  t.diagnostic(`seed ${SEED}: ${seen.ok} done, ${seen.failed} failed with ${[...seen.codes].sort().join(", ")}`);
  assert.ok(seen.ok > RUNS / 4, `only ${seen.ok} steps were done`);
  assert.equal(seen.actions.size, 24);
});

test(`${RUNS} broken steps are refused where the schema refuses them, and nothing is sent`, async (t) => {
  let refused = 0;
  const seen = await check(brokenStep, (step, output, sent) => {
    const read = readable(step);
    if (read === undefined || isStep(read) || isMerely(read, output)) return;
    refused += 1;
    assert.equal(output.ok, false, "the core takes what the schema refuses");
    assert.ok(["invalid_input", "not_supported"].includes(output.error.code), output.error.code);
    assert.equal(sent, 0);
  });
  t.diagnostic(
    `seed ${SEED}: ${refused} refused by the schema; ${seen.ok} done, ${seen.failed} failed with ${[...seen.codes].sort().join(", ")}`,
  );
  assert.ok(refused > RUNS / 3, `only ${refused} were broken`);
});

test(`${RUNS} things that are nothing like a step are invalid_input`, async () => {
  await check(
    () => NO_STEP,
    (_step, output, sent) => {
      assert.equal(output.error.code, "invalid_input");
      assert.equal(sent, 0);
    },
  );
});

test("a client's run is held to the same", async () => {
  const sandbox = troubled();
  const client = connect(sandbox.connection, { fetch: sandbox.fetch, sleep });
  const steps = fc.sample(brokenStep(sandbox.connection), { numRuns: Math.ceil(RUNS / 4), seed: SEED });
  for (const step of steps) {
    const given = step?.connection === sandbox.connection ? { ...step, connection: undefined } : step;
    checkOutput(await client.run(given));
  }
});

/** `asRead`, or `undefined` for what no JSON can be made of: that is refused before it is a step. */
function readable(step) {
  try {
    return asRead(step);
  } catch {
    return undefined;
  }
}
