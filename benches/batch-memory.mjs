/**
 * What a batch of 50,000 people holds in flight over one of 5,000, both from an async iterable, each in a fresh process: JavaScript's heap at the last
 * results, less what they themselves take, how many were read ahead, and the core's memory. The tenant is made up as it is asked, and keeps nobody.
 */

import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";

const PEOPLE = [5_000, 50_000];
/** Of the heap and of those read ahead, which are to be the same however many there are. */
const BUDGET = 1.5;
/** Of the core, for each person: it knows whom it has made, so that nobody is made twice. */
const BYTES_EACH = 512;

const SCRIPT = `
const people = Number(process.env.PEOPLE);
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(module, imports) { super(module, imports); memories.push(this.exports.memory); }
};
const core = () => memories.reduce((all, { buffer }) => all + buffer.byteLength, 0);
const json = (body) => new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
const user = (n) => ({ id: "u-" + n, username: "p" + n + "@example.com", email: "p" + n + "@example.com", firstName: "P", lastName: "N" + n,
  status: "Active", profileId: "p-readonly" });
async function fetch(url, { method, body }) {
  const path = new URL(url).pathname;
  if (path.endsWith("/user-profiles")) return json({ profiles: [{ id: "p-readonly", name: "Read Only" }] });
  if (method === "POST") return json({ id: "u-" + /p(\\d+)@/.exec(body)[1], status: "Active" });
  return json(path.endsWith("/users") ? { users: [] } : user(path.split("-")[1]));
}
let [read, ahead] = [0, 0];
async function* source() {
  for (let n = 0; n < people; n += 1) { read += 1; yield { email: "p" + n + "@example.com", givenName: "P", familyName: "N" + n, role: "Read Only" }; }
}
const heap = () => { gc(); gc(); return process.memoryUsage().heapUsed; };
const { connect } = await import(process.env.INDEX);
const client = connect({ provider: "zuora", clientId: "id", clientSecret: "secret", accessToken: "bench" }, { fetch });
let at;
const batch = await client.provisionAll(source(), { onProgress: (done) => { ahead = Math.max(ahead, read - done); if (done === people - 50) at = heap(); } });
if (batch.counts.created !== people) throw new Error(JSON.stringify(batch.counts));
await new Promise((resume) => setTimeout(resume, 50));
const all = heap();
console.log(at - all, core(), all, ahead);`;

/** Measures: bytes of the heap in flight, of the core and of all results, for the few and for the many. */
export function memoryOfBatch(pkg) {
  const [few, many] = PEOPLE.map((people) => {
    const env = { ...process.env, INDEX: pathToFileURL(`${pkg}/index.js`).href, PEOPLE: `${people}` };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", "--input-type=module", "-e", SCRIPT], {
      encoding: "utf8",
      env,
    });
    if (status !== 0) throw new Error(stderr);
    const [flight, core, results, ahead] = stdout.trim().split(" ").map(Number);
    return { people, flight, core, results, ahead };
  });
  // Read ahead and let go of by the last result, people wouldn't show in what is held then.
  const ratio = Math.max(many.flight / few.flight, many.ahead / few.ahead);
  const each = (many.core - few.core) / (many.people - few.people);
  return { few, many, ratio, each, ok: ratio <= BUDGET && each <= BYTES_EACH };
}

/** For people. */
export function batchMemoryLines({ few, many, ratio, each, ok }) {
  const mb = (bytes) => `${(bytes / 1048576).toFixed(1)} MB`;
  const mark = ok ? "✓" : "✗";
  return [
    `${"50,000 people at once, heap in flight over 5,000".padEnd(48)} ${ratio.toFixed(2)}×  ≤ ${BUDGET}×  ${mark}  (${mb(many.flight)}, ${mb(few.flight)}; read ahead ${many.ahead}, ${few.ahead}; results ${mb(many.results)})`,
    `${"the core's memory, for each more of them".padEnd(48)} ${each.toFixed(0)} B  ≤ ${BYTES_EACH} B  (${mb(many.core)}, ${mb(few.core)})`,
  ];
}
