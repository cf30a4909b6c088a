/**
 * What a delivery costs the HR Worker in workerd: how long the vendor waits for its answer (verify and enqueue), and CPU. By itself: NODE22
 * benches/worker.mjs, because Miniflare needs Node 22. Every delivery is of somebody new, the dearest kind: his object is made with it.
 *
 * CPU is that of the whole process, so with it comes what Miniflare needs for Cloudflare's own parts; where /proc isn't, it isn't told.
 */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const EACH = 400;
const WHOLE = 60;
const BUDGET = { p99Ms: 50, cpuMs: 10 };
/** Ticks a second of /proc (`getconf CLK_TCK`, 100 on Linux). */
const TICKS = 100;

async function measure() {
  const { bundled, miniflare, signed, STORE, until } = await import("../tests/js/worker/stage.mjs");
  const { serveSandbox } = await import("../pkg/sandbox-server.js");
  const { Miniflare } = await import("miniflare");
  const text = await bundled(join(import.meta.dirname, "hr-worker.js"));
  const sandbox = await serveSandbox({ users: 5, concurrency: null });
  const folders = [];
  const start = async (env) => {
    const folder = mkdtempSync(join(STORE, "seatwarden-bench-"));
    folders.push(folder);
    const options = miniflare(text, folder, { TENANTS: { zuora: sandbox.connection }, ...env });
    options.durableObjects.PLAIN = { className: "Plain", useSQLite: true };
    const runs = new Miniflare(options);
    return { runs, url: await runs.ready };
  };
  let people = 0;
  const plain = (url) => {
    people += 1;
    return post(new URL("/plain", url), `text ${people}`, {});
  };
  const deliver = (url) => {
    people += 1;
    const data = { id: `E-${people}`, email: `p${people}@example.com`, firstName: "Mira", lastName: "Okafor", department: "Finance" };
    const body = JSON.stringify({ type: "employee.hired", data });
    return post(new URL("/hooks/hr", url), body, signed(body));
  };
  try {
    const held = await start({ HOLD: true });
    const kinds = { ours: () => deliver(held.url), plain: () => plain(held.url) };
    for (const kind of Object.values(kinds)) for (let warm = 0; warm < 40; warm += 1) await kind();
    const times = { ours: [], plain: [] };
    const cpu = { ours: 0, plain: 0 };
    for (let round = 0; round < 4; round += 1)
      for (const [name, kind] of Object.entries(kinds)) {
        const before = cpuMs();
        for (let done = 0; done < EACH / 4; done += 1) times[name].push(await kind());
        cpu[name] += cpuMs() - before;
      }
    await held.runs.dispose();

    const { runs, url } = await start({});
    const outcomes = async () => {
      const db = await runs.getD1Database("HR_DB");
      return (
        await db
          .prepare("SELECT COUNT(*) AS n FROM hr_outcomes WHERE outcome = 'done'")
          .first()
          .catch(() => ({ n: 0 }))
      ).n;
    };
    for (let warm = 0; warm < 5; warm += 1) await deliver(url);
    await until(async () => (await outcomes()) >= 5, "the first outcomes", 60_000);
    const before = cpuMs();
    for (let done = 0; done < WHOLE; done += 1) await deliver(url);
    await until(async () => (await outcomes()) >= WHOLE + 5, "the outcomes", 120_000);
    const whole = (cpuMs() - before) / WHOLE;
    await runs.dispose();
    return {
      p50Ms: quantile(times.ours, 0.5),
      p99Ms: quantile(times.ours, 0.99),
      plainP50Ms: quantile(times.plain, 0.5),
      plainP99Ms: quantile(times.plain, 0.99),
      cpuMs: cpu.ours / EACH,
      plainCpuMs: cpu.plain / EACH,
      wholeCpuMs: whole,
      deliveries: EACH,
    };
  } finally {
    await sandbox.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

async function post(url, body, headers) {
  const start = performance.now();
  const response = await fetch(url, { method: "POST", body, headers });
  await response.arrayBuffer();
  if (response.status !== 202) throw new Error(`the Worker answered ${response.status}`);
  return performance.now() - start;
}

function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

/** CPU of the children of this process so far, in milliseconds; NaN where there is no /proc. */
function cpuMs() {
  if (!existsSync("/proc/self/stat")) return Number.NaN;
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      // After the name, which may hold anything: state, parent, …, user and system time (proc(5), fields 4, 14 and 15).
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
      if (Number(fields[1]) === process.pid) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return (ticks * 1000) / TICKS;
}

/** Lines for people. */
export function workerLines({ p50Ms, p99Ms, plainP50Ms, plainP99Ms, cpuMs, plainCpuMs, wholeCpuMs, deliveries }) {
  const verdict = (figure, budget) => (figure === null ? "" : `≤ ${budget} ms  ${figure <= budget ? "✓" : "✗"}`);
  const ms = (number) => (number === null ? "not known here" : `${number.toFixed(1)} ms`);
  return [
    `${"HR Worker: verify and enqueue, p99".padEnd(48)} ${ms(p99Ms)}  ${verdict(p99Ms, BUDGET.p99Ms)}`,
    `  of ${deliveries}, each of somebody new: median ${ms(p50Ms)}; a Worker that only writes a text to a new object: ${ms(plainP50Ms)}, p99 ${ms(plainP99Ms)}`,
    `${"HR Worker: CPU of verify and enqueue".padEnd(48)} ${ms(cpuMs)}  ${verdict(cpuMs, BUDGET.cpuMs)}`,
    `  that other Worker ${ms(plainCpuMs)}; the whole delivery to its outcome, with Miniflare's Workflows, Durable Objects and D1: ${ms(wholeCpuMs)}`,
  ].join("\n");
}

/** Whether the figures that don't hang on what else the machine does are within their budget. */
export function workerFits({ cpuMs }) {
  return cpuMs === null || cpuMs <= BUDGET.cpuMs;
}

/** Measures in a process of Node 22. */
export async function hrWorker() {
  const [{ nodeOf }, { run }] = [await import("../scripts/tools/node.mjs"), await import("../scripts/run.mjs")];
  return JSON.parse(run.read(await nodeOf(22), [import.meta.filename]));
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await measure()));
