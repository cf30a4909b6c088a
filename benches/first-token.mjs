/**
 * How long `import`, `connect` and the first token take, as a multiple of the same request by plain `fetch`. Fresh processes, one of each in
 * turn, against one server on this machine; medians, so that what else the machine does hits both.
 */

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

const RUNS = 31;
const BUDGET = 1.5;

/** The clock starts when the script does: what Node itself needs to start is the same for both. */
const PLAIN = (url) => `
const start = performance.now();
const response = await fetch("${url}/oauth/token", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams({ client_id: "id", client_secret: "secret", grant_type: "client_credentials" }) });
const { access_token } = await response.json();
console.log(performance.now() - start, access_token);`;

const OURS = (url, index) => `
const start = performance.now();
const { connect } = await import("${index}");
const imported = performance.now();
const zuora = connect({ provider: "zuora", clientId: "id", clientSecret: "secret", baseUrl: "${url}" });
const connected = performance.now();
const { accessToken } = await zuora.token();
const end = performance.now();
console.log(end - start, accessToken, imported - start, connected - imported, end - connected);`;

/** A thread of its own, because starting processes blocks this one. */
const SERVER = `
const { createServer } = require("node:http");
const { parentPort } = require("node:worker_threads");
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.setHeader("content-type", "application/json");
    response.end('{"access_token":"first","token_type":"bearer","expires_in":3599}');
  });
});
server.listen(0, "127.0.0.1", () => parentPort.postMessage("http://127.0.0.1:" + server.address().port));`;

/** Measures. Milliseconds, and their ratio. */
export async function firstToken(pkg) {
  const server = new Worker(SERVER, { eval: true });
  const [url] = await once(server, "message");
  const index = pathToFileURL(join(pkg, "index.js")).href;
  const plain = [];
  const ours = [];
  for (let run = 0; run < RUNS; run += 1) {
    plain.push(timesOf(PLAIN(url)));
    ours.push(timesOf(OURS(url, index)));
  }
  await server.terminate();
  const [plainMs, oursMs] = [median(plain, 0), median(ours, 0)];
  const parts = { import: median(ours, 1), connect: median(ours, 2), token: median(ours, 3) };
  return { plainMs, oursMs, parts, ratio: oursMs / plainMs, budget: BUDGET, runs: RUNS };
}

/** The time in all, and its parts where the script says them. */
function timesOf(script) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  const [time, token, ...parts] = stdout.trim().split(" ");
  if (status !== 0 || token !== "first") throw new Error(`a measured process failed: ${stdout}${stderr}`);
  return [time, ...parts].map(Number);
}

function median(runs, part) {
  return runs.map((times) => times[part]).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
}
