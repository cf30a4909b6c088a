/** A panic in the core in workerd: the request is answered with `internal`, and the isolate, its client and its token live on. */

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { ask, ROOT, worker } from "./worker.mjs";

const SCRIPT = `
import { connect } from "seatwarden";
import { Core } from "./core.js";
import connection from "values";
const zuora = connect(connection);
const { call, list } = Core.prototype;
Core.prototype.call = function (action, ...rest) { return call.call(this, action === "find" ? "__panic" : action, ...rest); };
Core.prototype.list = function (query, ...rest) { return query.includes("sales") ? this.panic() : list.call(this, query, ...rest); };
export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    try {
      if (pathname === "/async") await zuora.find("jane@example.com");
      if (pathname === "/sync") await zuora.list({ department: "sales" }).toArray();
      return Response.json((await zuora.list().toArray()).length);
    } catch (error) {
      return Response.json(error.code, { status: 500 });
    }
  },
};`;

test("panics, at once and after waiting, are answered with internal, and the next request is served", async (t) => {
  const sandbox = await serveSandbox({ users: 5 });
  t.after(() => sandbox.close());
  const runs = await worker(SCRIPT, sandbox.connection, join(ROOT, "target/pkg-panic-probe"));
  t.after(() => runs.end());
  const said = async (path) => (await ask(new URL(path, runs.url)).answer).body;
  for (const path of ["/async", "/sync", "/async"]) {
    assert.equal(await said(path), '"internal"');
    assert.equal(await said("/"), "5");
  }
  assert.equal(sandbox.requests().filter(({ path }) => path === "/oauth/token").length, 1);
});
