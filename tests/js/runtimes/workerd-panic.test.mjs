/** A panic in the core in workerd: the request is answered with `internal`, and the isolate and its client live on. */

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { ask, ROOT, worker } from "./worker.mjs";

const SCRIPT = `
import { connect } from "seatwarden";
import connection from "values";
const zuora = connect(connection);
export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    try {
      if (pathname === "/async") await zuora.find("__panic");
      if (pathname === "/sync") await zuora.list({ department: "__panic" }).toArray();
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
  // A core that starts anew asks for a token of its own.
  assert.equal(sandbox.requests().filter(({ path }) => path === "/oauth/token").length, 3);
});
