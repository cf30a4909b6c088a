/** The sandbox over real sockets on this machine, reached with the runtime's own fetch. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { after, test } from "node:test";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { callerOf, JOHN, johnIsIn } from "./caller.mjs";

const servers = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function serve(options) {
  const server = await serveSandbox(options);
  servers.push(server);
  return server;
}

async function serveAndSignIn(options) {
  const server = await serve(options);
  return { server, call: await callerOf({ fetch, connection: server.connection }) };
}

test("it listens on the loopback address alone and its connection leads there", async () => {
  const { server, call } = await serveAndSignIn();
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(server.connection.baseUrl, server.url);
  const page = await (await call("GET", "/v1/users?pageSize=40&page=3")).json();
  assert.equal(page.users.length, 40);
  assert.equal(page.nextPage, undefined);
  const addresses = Object.values(networkInterfaces()).flat();
  for (const { address, family, internal } of addresses) {
    if (internal || family !== "IPv4") continue;
    await assert.rejects(fetch(server.url.replace("127.0.0.1", address)), TypeError, address);
  }
});

test("the guide's examples get the guide's answers over HTTP", async () => {
  const { call } = await serveAndSignIn({ users: 1, record: "guide" });
  const fixture = (name) => readFileSync(new URL(`../../../sandbox/tests/fixtures/zuora/${name}`, import.meta.url), "utf8");
  for (const name of ["get-user", "create-user", "update-user", "reset-password", "delete-user"]) {
    const [line] = fixture(`${name}.request.http`).split("\n");
    const body = fixture(`${name}.request.http`).match(/^\{[\s\S]*\}$/m)?.[0];
    const [method, path] = line.split(" ");
    const response = await call(method, path, body === undefined ? undefined : JSON.parse(body));
    assert.deepEqual(await response.json(), JSON.parse(fixture(`${name}.response.json`)), name);
  }
});

test("two servers are two tenants, and a port that is taken is an error", async () => {
  const one = await serve({ seed: 1, users: 3 });
  const two = await serve({ seed: 2, users: 4 });
  assert.notEqual(one.connection.clientSecret, two.connection.clientSecret);
  await assert.rejects(serveSandbox({ port: Number(new URL(one.url).port) }), { code: "EADDRINUSE" });
});

test("options that a sandbox doesn't have are refused, and no socket stays open", async () => {
  await assert.rejects(serveSandbox({ sede: 1 }), /unknown field `sede`/);
});

for (const applied of [false, true]) {
  test(`reset: the connection breaks, the tenant having ${applied ? "" : "not "}acted`, async () => {
    const { server, call } = await serveAndSignIn();
    server.fault({ kind: "reset", applied });
    await assert.rejects(call("POST", "/v1/users", JOHN), (error) => {
      assert.equal(error.message, "fetch failed");
      assert.match(String(error.cause.code), /ECONNRESET|UND_ERR_SOCKET/);
      return true;
    });
    assert.equal(johnIsIn(server), applied);
  });
}

for (const [kind, isIn] of [
  ["lostBefore", false],
  ["lostAfter", true],
]) {
  test(`${kind}: nothing is answered until the caller gives up`, async () => {
    const { server, call } = await serveAndSignIn();
    server.fault(kind);
    await assert.rejects(call("POST", "/v1/users", JOHN, { signal: AbortSignal.timeout(100) }), { name: "TimeoutError" });
    assert.equal(johnIsIn(server), isIn);
    assert.equal((await call("GET", "/v1/users")).status, 200);
  });
}

test("cut: the head promises more than comes", async () => {
  const { server, call } = await serveAndSignIn();
  server.fault("cut");
  const response = await call("GET", "/v1/users");
  assert.equal(response.status, 200);
  assert.ok(Number(response.headers.get("content-length")) > 1000);
  await assert.rejects(response.text(), TypeError);
});

test("429, 503, HTML and a redirect are plain answers", async () => {
  const { server, call } = await serveAndSignIn();
  const statuses = [];
  for (const kind of ["tooMany", "tooManyRetryAfter", "unavailable", "html", "redirect", "busy"]) {
    server.fault(kind);
    const response = await call("GET", "/v1/users", undefined, { redirect: "manual" });
    statuses.push(response.status);
    await response.text();
  }
  assert.deepEqual(statuses, [429, 429, 503, 200, 302, 200]);
});

test("latency and slowness pass in real time", async () => {
  const { server, call } = await serveAndSignIn({ latencyMs: [20, 20], faults: { slowMs: 100 } });
  const timed = async () => {
    const began = performance.now();
    await (await call("GET", "/v1/users")).text();
    return performance.now() - began;
  };
  assert.ok((await timed()) >= 18);
  server.fault("slow");
  assert.ok((await timed()) >= 115);
});

test("an awkward id survives a real request line", async () => {
  const { server, call } = await serveAndSignIn();
  for (const { id, username } of server.users().filter((user) => /[^\w-]/.test(user.id))) {
    const response = await call("GET", `/v1/users/${encodeURIComponent(id)}`);
    assert.equal((await response.json()).username, username);
  }
});

test("many requests at once are all answered", async () => {
  const { call } = await serveAndSignIn({ concurrency: null, latencyMs: [0, 20] });
  const answers = await Promise.all(Array.from({ length: 100 }, () => call("GET", "/v1/users").then((response) => response.json())));
  assert.ok(answers.every(({ users }) => users.length === 20));
});

test("a caller who leaves in the middle of a request harms nobody", async () => {
  const { server, call } = await serveAndSignIn();
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.write("POST /v1/users HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{");
  await once(socket, "connect");
  socket.destroy();
  await once(socket, "close");
  assert.equal((await call("GET", "/v1/users")).status, 200);
});

test("close ends even a request that is never answered", async () => {
  const { server, call } = await serveAndSignIn();
  server.fault("lostBefore");
  const pending = assert.rejects(call("GET", "/v1/users"), TypeError);
  await new Promise((end) => setTimeout(end, 30));
  await server.close();
  await pending;
  await assert.rejects(fetch(server.url), TypeError);
});
