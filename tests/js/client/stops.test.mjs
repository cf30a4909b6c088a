/**
 * A call that is stopped, by its signal or by its deadline, at each point at which it waits: no timer is left, no listener on the
 * signal, no request on its way, and the promise is settled. A process in which that happened ends by itself.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { connect, SeatwardenError } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";

const LEAVER = "jane@example.com";
const JOINER = { email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" };
const CALLS = {
  provision: (client, options) => client.provision(JOINER, options),
  deactivate: (client, options) => client.deactivate(LEAVER, options),
  update: (client, options) => client.update(LEAVER, { title: "Lead" }, options),
  remove: (client, options) => client.remove(LEAVER, { confirm: LEAVER, ...options }),
  list: (client, options) => client.list({ pageSize: 2 }, options).toArray(),
  find: (client, options) => client.find("nobody@example.com", options),
  resetPassword: (client, options) => client.resetPassword(LEAVER, options),
  token: (client, options) => client.token(options),
};

/** Counts what is under way, and calls `at` each time that something begins or ends. */
function counted(at) {
  const real = { setTimeout, clearTimeout };
  const timers = new Set();
  globalThis.setTimeout = (done, ms, ...rest) => {
    // Time-outs never come, and waits are short.
    const timer = real.setTimeout(
      () => {
        timers.delete(timer);
        done(...rest);
      },
      ms >= 5_000 ? 2 ** 30 : Math.min(ms, 3),
    );
    timers.add(timer);
    at();
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    timers.delete(timer);
    real.clearTimeout(timer);
  };
  return { timers, end: () => Object.assign(globalThis, real) };
}

/** A signal whose listeners are counted. */
function listenedTo(signal) {
  const listeners = new Set();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (type, listener, ...rest) => {
    listeners.add(listener);
    return addEventListener.call(signal, type, listener, ...rest);
  };
  signal.removeEventListener = (type, listener, ...rest) => {
    listeners.delete(listener);
    return removeEventListener.call(signal, type, listener, ...rest);
  };
  return listeners;
}

/** Calls a verb and aborts it at the point of that number. Whether it came so far. */
async function abortedAt(point, call) {
  const sandbox = createSandbox({ users: 5, faults: { script: [{ kind: "tooMany", method: "GET" }] } });
  const controller = new AbortController();
  const listeners = listenedTo(controller.signal);
  let [passed, onTheirWay, came] = [0, 0, false];
  const at = () => {
    passed += 1;
    if (passed !== point) return;
    came = true;
    queueMicrotask(() => controller.abort("stop"));
  };
  const count = counted(at);
  const fetch = async (url, init) => {
    onTheirWay += 1;
    at();
    try {
      const aborted = new Promise((_, reject) => init.signal.addEventListener("abort", () => reject(new Error("aborted"))));
      return await Promise.race([sandbox.fetch(url, init), aborted]);
    } finally {
      onTheirWay -= 1;
      at();
    }
  };
  try {
    const client = connect(sandbox.connection, { fetch });
    const ended = await call(client, { signal: controller.signal }).then(
      () => "done",
      (reason) => reason,
    );
    assert.ok(ended === "done" || ended === "stop", String(ended));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([count.timers.size, listeners.size, onTheirWay], [0, 0, 0], `at point ${point}: timers, listeners, requests`);
    return came;
  } finally {
    count.end();
  }
}

for (const [verb, call] of Object.entries(CALLS)) {
  test(`${verb}, aborted at each point, leaves no timer, no listener and no request`, async () => {
    let point = 1;
    while (await abortedAt(point, call)) point += 1;
    assert.ok(point > 3, `${point} points`);
  });
}

test("a process whose calls were aborted, ran out of time or were forgotten ends by itself", async () => {
  const server = createServer(() => {});
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const script = `
    import { connect } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "../../../pkg/index.js")).href)};
    const client = connect({ provider: "scim", baseUrl: "http://127.0.0.1:${server.address().port}", auth: { type: "bearer", token: "t" } });
    const stop = new AbortController();
    setTimeout(() => stop.abort("stop"), 50);
    const ended = await Promise.all([
      client.find("a@b.example", { signal: stop.signal }).catch((reason) => reason),
      client.find("a@b.example", { deadlineMs: 100 }).catch(({ code }) => code),
      client.find("a@b.example", { timeoutMs: 60 , deadlineMs: 150 }).catch(({ code }) => code),
    ]);
    const left = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout");
    console.log(JSON.stringify([...ended, left]));`;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { timeout: 20_000 });
    assert.equal(stdout.trim(), '["stop","timeout","timeout",[]]');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("a deadline at each millisecond leaves no timer", async () => {
  for (let ms = 1; ms < 40; ms += 3) {
    const sandbox = createSandbox({ users: 5, latencyMs: [2, 2] });
    const client = connect(sandbox.connection, { fetch: sandbox.fetch });
    const before = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    const ended = await client.deactivate(LEAVER, { deadlineMs: ms }).catch((error) => error);
    assert.ok(ended.outcome !== undefined || SeatwardenError.is(ended), String(ended));
    // The sandbox's own latency is over by then.
    await new Promise((resolve) => setTimeout(resolve, 10));
    const after = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    assert.ok(after <= before, `${after - before} timers after ${ms} ms`);
  }
});
