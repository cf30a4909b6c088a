/** Each fault as a caller of the sandbox's fetch meets it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "../../../pkg/sandbox.js";
import { callerOf, JOHN, johnIsIn } from "./caller.mjs";

/** John is created while this goes wrong. */
async function createUnder(fault, init) {
  const sandbox = createSandbox();
  const call = await callerOf(sandbox);
  sandbox.fault(fault);
  return { sandbox, answer: call("POST", "/v1/users", JOHN, init) };
}

for (const [kind, isIn] of [
  ["lostBefore", false],
  ["lostAfter", true],
]) {
  test(`${kind}: the answer never comes, until the caller gives up, and the user ${isIn ? "is" : "isn't"} there`, async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const { sandbox, answer } = await createUnder(kind, { signal: controller.signal });
    const first = await Promise.race([answer.catch(() => "failed"), new Promise((end) => setTimeout(end, 30, "waiting"))]);
    assert.equal(first, "waiting");
    controller.abort(reason);
    await assert.rejects(answer, reason);
    assert.equal(johnIsIn(sandbox), isIn);
  });
}

for (const applied of [false, true]) {
  test(`reset: fetch fails as it does for a broken connection, the tenant having ${applied ? "" : "not "}acted`, async () => {
    const { sandbox, answer } = await createUnder({ kind: "reset", applied });
    await assert.rejects(answer, (error) => {
      assert.ok(error instanceof TypeError);
      assert.equal(error.message, "fetch failed");
      assert.equal(error.cause.code, "ECONNRESET");
      return true;
    });
    assert.equal(johnIsIn(sandbox), applied);
  });
}

test("tooMany and tooManyRetryAfter: 429 without and with the time to wait", async () => {
  const plain = await (await createUnder("tooMany")).answer;
  assert.deepEqual([plain.status, plain.headers.get("retry-after")], [429, null]);
  const advised = await (await createUnder("tooManyRetryAfter")).answer;
  assert.deepEqual([advised.status, advised.headers.get("retry-after"), advised.headers.get("ratelimit-reset")], [429, "2", "2"]);
});

test("unavailable: 503 that is no JSON", async () => {
  const response = await (await createUnder("unavailable")).answer;
  assert.equal(response.status, 503);
  await assert.rejects(response.json(), SyntaxError);
});

test("cut: the head is whole, a part of the body comes, then it fails; the user is there", async () => {
  const { sandbox, answer } = await createUnder("cut");
  const response = await answer;
  assert.equal(response.status, 200);
  const reader = response.body.getReader();
  const { value } = await reader.read();
  assert.ok(value.length < Number(response.headers.get("content-length")));
  await assert.rejects(reader.read(), TypeError);
  assert.ok(johnIsIn(sandbox));
  await assert.rejects((await (await createUnder("cut")).answer).text(), TypeError);
});

test("html: 200 with a page", async () => {
  const response = await (await createUnder("html")).answer;
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/html");
  assert.match(await response.text(), /^<!DOCTYPE html>/);
});

test("redirect: 302 to another host", async () => {
  const response = await (await createUnder("redirect", { redirect: "manual" })).answer;
  assert.equal(response.status, 302);
});

test("slow: the answer is whole and late", async () => {
  const slept = [];
  const sandbox = createSandbox({ sleep: async (ms) => void slept.push(ms), faults: { slowMs: 7000 } });
  const call = await callerOf(sandbox);
  sandbox.fault("slow");
  assert.equal((await call("GET", "/v1/users")).status, 200);
  assert.deepEqual(slept, [7000]);
});

test("busy: 200 that asks to try again", async () => {
  const { sandbox, answer } = await createUnder("busy");
  const response = await answer;
  assert.equal(response.status, 200);
  assert.equal((await response.json()).success, false);
  assert.equal(johnIsIn(sandbox), false);
});

test("a fault waits for its method and path, and repeats as told", async () => {
  const sandbox = createSandbox();
  const call = await callerOf(sandbox);
  sandbox.fault({ kind: "unavailable", method: "GET", path: "/v1/users*", skip: 1, times: 2 });
  assert.equal((await call("GET", "/v1/user-profiles")).status, 200);
  const statuses = [];
  for (let at = 0; at < 4; at += 1) statuses.push((await call("GET", "/v1/users")).status);
  assert.deepEqual(statuses, [200, 503, 503, 200]);
});

test("faults by chance are the same for the same seed and can be ended", async () => {
  const run = async () => {
    const sandbox = createSandbox({ seed: 11, users: 1 });
    const call = await callerOf(sandbox);
    sandbox.faults({ unavailable: 200, tooMany: 200, html: 200 });
    for (let at = 0; at < 50; at += 1) await call("GET", "/v1/users");
    const faults = sandbox.requests().map(({ fault }) => fault);
    sandbox.faults({});
    assert.equal((await call("GET", "/v1/users")).status, 200);
    return faults;
  };
  const faults = await run();
  assert.ok(faults.filter(Boolean).length > 15);
  assert.deepEqual(await run(), faults);
});
