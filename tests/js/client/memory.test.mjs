/** A client that lives long: what a call held is let go of when it is over, with a deadline and a signal and without. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";

const PACKAGE = new URL("../../../pkg/index.js", import.meta.url).href;

/** In a process of its own, so that garbage can be collected: bytes that each of so many calls leaves behind. */
const PROGRAM = `
import { connect } from ${JSON.stringify(PACKAGE)};
const token = '{"access_token":"t","token_type":"bearer","expires_in":360000}';
const answer = async (url) => new Response(String(url).includes("oauth") ? token : '{"users":[],"success":true}');
const client = connect({ provider: "zuora", clientId: "a", clientSecret: "b" }, { fetch: answer });
const options = { plain: () => ({}), hurried: (signal) => ({ signal, deadlineMs: 60_000 }) }[process.argv.at(-1)];
const signal = new AbortController().signal;
async function held(calls) {
  for (let call = 0; call < calls; call += 1) await client.request("GET", "/v1/users", undefined, options(signal));
  await new Promise((resolve) => setTimeout(resolve, 50));
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
await held(4_000); // what is made once
const [before, calls] = [await held(1_000), 8_000];
console.log(((await held(calls)) - before) / calls);
`;

for (const kind of ["plain", "hurried"])
  test(`${kind} calls leave nothing behind`, () => {
    const flags = ["--expose-gc", "--input-type=module", "-e", PROGRAM, kind];
    const bytes = Number(execFileSync(process.execPath, flags, { encoding: "utf8" }));
    // A timer or a listener that is kept is some 800 bytes.
    assert.ok(bytes < 250, `${bytes} bytes a call`);
  });
