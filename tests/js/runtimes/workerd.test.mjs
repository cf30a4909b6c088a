/**
 * One client in a Worker's global scope, used by many requests at once. workerd kills a request whose promise or timer another
 * request would have to complete ("code had hung"): whatever the client shares, it must not share that.
 */

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { ask, worker } from "./worker.mjs";

const SCRIPT = `
import { connect, SeatwardenError } from "seatwarden";
import connection from "values";
const zuora = connect(connection);
export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    try {
      if (pathname === "/signal") return Response.json(await zuora.roles({ signal: request.signal }));
      if (pathname === "/list") return Response.json((await zuora.list().toArray()).length);
      if (pathname === "/bad") return Response.json(await zuora.get("nobody@example.com"));
      return Response.json((await zuora.roles()).length);
    } catch (error) {
      return Response.json({ code: error.code, known: SeatwardenError.is(error) }, { status: 500 });
    }
  },
};`;

let sandbox;
let runs;

before(async () => {
  sandbox = await serveSandbox({ users: 90, latencyMs: [150, 150], concurrency: null });
  runs = await worker(SCRIPT, sandbox.connection);
});
after(async () => {
  await runs?.end();
  await sandbox?.close();
});

/** Makes the next call need a token, and counts the requests for one from now on. */
async function without(token) {
  if (token) {
    sandbox.expireTokens();
    await runs.end();
    runs = await worker(SCRIPT, sandbox.connection);
  }
  sandbox.clearRequests();
}

const tokenRequests = () => sandbox.requests().filter(({ path }) => path === "/oauth/token").length;

async function until(met) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (met()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("it never came to that");
}

/** All answers, or a failure if one takes longer than any of them may. */
function inTime(asked) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("a request hung")), 20_000);
  });
  return Promise.race([Promise.all(asked.map(({ answer }) => answer)), late]).finally(() => clearTimeout(timer));
}

const fifty = (path = "/") => Array.from({ length: 50 }, () => ask(new URL(path, runs.url)));

test("50 requests at once share one client: all are answered, one token request", async () => {
  await without("token");
  const answers = await inTime(fifty());
  for (const { status, body } of answers) assert.equal(status, 200, body);
  assert.equal(tokenRequests(), 1);
});

test("50 requests at once, the first hung up while it fetches the token: the others are answered, at most two token requests", async () => {
  await without("token");
  const first = ask(runs.url);
  first.answer.catch(() => {});
  await until(() => tokenRequests() === 1);
  const others = fifty().slice(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  first.hangUp();
  for (const { status, body } of await inTime(others)) assert.equal(status, 200, body);
  assert.ok(tokenRequests() <= 2, `${tokenRequests()} token requests`);
});

test("the same when the first gives its own signal to the call, which aborts as its client hangs up", async () => {
  await without("token");
  const first = ask(new URL("/signal", runs.url));
  first.answer.catch(() => {});
  await until(() => tokenRequests() === 1);
  const others = fifty().slice(1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  first.hangUp();
  for (const { status, body } of await inTime(others)) assert.equal(status, 200, body);
  assert.ok(tokenRequests() <= 2, `${tokenRequests()} token requests`);
});

test("all but one of 50 hang up, and the one is answered", async () => {
  await without("token");
  const asked = fifty();
  await until(() => tokenRequests() === 1);
  for (const { answer, hangUp } of asked.slice(0, -1)) {
    answer.catch(() => {});
    hangUp();
  }
  const [{ status, body }] = await inTime(asked.slice(-1));
  assert.equal(status, 200, body);
});

test("a token is kept from one request to the next", async () => {
  await without(undefined);
  for (const { status } of await inTime([ask(runs.url)])) assert.equal(status, 200);
  assert.equal(tokenRequests(), 0);
});

test("a token that the tenant has forgotten is fetched anew once for 50 requests", async () => {
  await without(undefined);
  sandbox.expireTokens();
  for (const { status, body } of await inTime(fifty())) assert.equal(status, 200, body);
  assert.equal(tokenRequests(), 1);
});

test("a listing of three pages gives everybody, 20 times at once", async () => {
  await without(undefined);
  const answers = await inTime(fifty("/list").slice(0, 20));
  for (const { body } of answers) assert.equal(body, "90");
});

test("an error is a SeatwardenError there too", async () => {
  const [{ status, body }] = await inTime([ask(new URL("/bad", runs.url))]);
  assert.deepEqual([status, JSON.parse(body)], [500, { code: "not_found", known: true }]);
});
