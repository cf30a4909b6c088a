/**
 * The HR Worker in workerd, by Miniflare, with its local Workflows, Queues, Durable Objects and D1, and tenants over HTTP beside it. What a test
 * sends is signed by hand: what is tested shares no code with it.
 */

import { createHmac, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { Log, LogLevel, Miniflare } from "miniflare";
import { serveSandbox } from "../../../pkg/sandbox-server.js";

const ROOT = join(import.meta.dirname, "../../..");
const PKG = join(ROOT, "pkg");
export const SECRET = `whsec_${Buffer.from("the HR system's secret").toString("base64")}`;
/** In memory where there is such a place: workerd syncs every new object's database to disk on the thread that its sockets wait for. */
export const STORE = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
export const TOKEN = "desk-token";

/** Bundles a Worker as wrangler would. */
export async function bundled(entry) {
  const { exports } = JSON.parse(readFileSync(join(PKG, "package.json"), "utf8"));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    outdir: tmpdir(),
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*"],
    plugins: [
      {
        name: "as wrangler",
        setup({ onResolve }) {
          onResolve({ filter: /^seatwarden$/ }, () => ({ path: join(PKG, exports["."].workerd.default) }));
          onResolve({ filter: /^seatwarden\/worker$/ }, () => ({ path: join(PKG, exports["./worker"].default) }));
          onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path: `./${basename(path)}`, external: true }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

const script = await bundled(join(import.meta.dirname, "hr.js"));

/** The options of Miniflare, as the template's wrangler.jsonc has them. */
export function miniflare(text, folder, env, queue = {}) {
  const object = (className) => ({ className, useSQLite: true });
  return {
    host: "127.0.0.1",
    port: 0,
    verbose: Boolean(process.env.WORKER_LOG),
    log: process.env.WORKER_LOG ? new Log(LogLevel.DEBUG) : undefined,
    compatibilityDate: "2026-07-01",
    modulesRoot: "/",
    modules: [
      { type: "ESModule", path: "/worker.mjs", contents: text },
      ...["seatwarden.wasm", "webhooks.wasm"].map((file) => ({
        type: "CompiledWasm",
        path: `/${file}`,
        contents: readFileSync(join(PKG, file)),
      })),
    ],
    durableObjects: { HR_PERSON: object("HrPerson"), HR_TENANT: object("HrTenant"), HR_DESK: object("HrDesk") },
    workflows: { HR_WORKFLOW: { name: "hr", className: "HrWorkflow" } },
    queueProducers: { HR_FAILED: { queueName: "hr-failed" }, HR_DEAD: { queueName: "hr-failed-dead" } },
    queueConsumers: {
      "hr-failed": { maxBatchSize: 10, maxBatchTimeout: 0, maxRetries: 2, retryDelay: 0, deadLetterQueue: "hr-failed-dead", ...queue },
      "hr-failed-dead": { maxBatchSize: 10, maxBatchTimeout: 0 },
    },
    d1Databases: { HR_DB: "hr" },
    bindings: { SECRET, OLD_SECRET: `whsec_${Buffer.from("an older one").toString("base64")}`, HR_DESK_TOKEN: TOKEN, ...env },
    handleRuntimeStdio: process.env.WORKER_LOG
      ? undefined
      : (out, error) => {
          out.resume();
          error.resume();
        },
    ...Object.fromEntries(["durableObjects", "d1", "workflows"].map((what) => [`${what}Persist`, join(folder, what)])),
  };
}

/** Starts the Worker and its tenants; all of it ends with the test. `sandboxes`: the options of each. */
export async function stage(t, { zuora: zuoraOptions = {}, scim: scimOptions = {}, env = {}, queue } = {}) {
  const folder = mkdtempSync(join(STORE, "seatwarden-hr-"));
  const zuora = await serveSandbox({ users: 5, token: "reference", errors: "ok", ...zuoraOptions });
  const scim = await serveSandbox({ provider: "scim", users: 5, ...scimOptions });
  const bindings = { TENANTS: { zuora: zuora.connection, scim: scim.connection }, ...env };
  let runs;
  const begin = async () => {
    runs = new Miniflare(miniflare(script, folder, bindings, queue));
    staged.url = await runs.ready;
  };
  const rows = async (sql, ...values) => {
    const db = await runs.getD1Database("HR_DB");
    try {
      return (
        await db
          .prepare(sql)
          .bind(...values)
          .all()
      ).results;
    } catch (error) {
      if (/no such table/.test(String(error))) return [];
      throw error;
    }
  };
  const staged = {
    zuora,
    scim,
    rows,
    /** Ends workerd, and starts it again on what it has stored. */
    async restart() {
      await runs.dispose();
      await begin();
    },
    /** Makes the Worker end once at that place. */
    async trap(place) {
      const db = await runs.getD1Database("HR_DB");
      await db.exec("CREATE TABLE IF NOT EXISTS traps (place TEXT)");
      await db.prepare("INSERT INTO traps VALUES (?)").bind(place).run();
    },
    post: (path, body, headers) => fetch(new URL(path, staged.url), { method: "POST", body, headers }),
    /** Delivers an event of the source `hr`; gives the status. */
    async deliver(type, data = {}, { id = randomUUID() } = {}) {
      const body = JSON.stringify({ type: `employee.${type}`, data });
      const response = await staged.post("/hooks/hr", body, signed(body, { id }));
      await response.arrayBuffer();
      return response.status;
    },
    async outcomes() {
      return (await rows("SELECT record FROM hr_outcomes ORDER BY at")).map(({ record }) => JSON.parse(record));
    },
    async audits() {
      return (await rows("SELECT record FROM hr_audit ORDER BY at")).map(({ record }) => JSON.parse(record));
    },
    async desk(method = "GET", path = "", token = TOKEN) {
      const response = await fetch(new URL(`/desk${path}`, staged.url), { method, headers: { authorization: `Bearer ${token}` } });
      return { status: response.status, body: await response.json() };
    },
    /** What is known of a person: his outcomes once there are `count`, in order of arrival, and the audit once it has `writes` records and stays so. */
    async of(person, count, writes) {
      const outcomes = await until(async () => {
        const all = (await staged.outcomes()).filter((one) => one.person === person && one.outcome !== "waiting");
        return all.length >= count && all;
      }, `${count} outcomes of ${person}`);
      const audits = async () => (await staged.audits()).filter((one) => one.person === person);
      await until(async () => (await audits()).length >= writes, `${writes} audit records of ${person}`);
      await new Promise((resolve) => setTimeout(resolve, 150));
      return { outcomes, audits: await audits() };
    },
    /** Waits until `count` deliveries have an outcome that isn't `waiting`, and gives them. */
    settled: (count, ms) =>
      until(
        async () => {
          const all = (await staged.outcomes()).filter(({ outcome }) => outcome !== "waiting");
          return all.length >= count && all;
        },
        `${count} outcomes`,
        ms,
      ),
    /** Waits for so many audit records, then a little longer for any that shouldn't be. */
    async written(count) {
      await until(async () => (await staged.audits()).length >= count, `${count} audit records`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return staged.audits();
    },
    /** What people were told of by `notify`. */
    told: async () => (await rows("SELECT kind FROM told")).map(({ kind }) => kind),
    /** The accounts in Zuora with this mail address: user name and status. */
    inZuora: (email) =>
      zuora
        .users()
        .filter((user) => user.email === email)
        .map(({ username, status }) => [username, status]),
    inScim: (email) =>
      scim
        .users()
        .filter((user) => user.emails?.[0]?.value === email)
        .map(({ userName, active }) => [userName, active]),
  };
  t.after(async () => {
    await runs.dispose();
    await Promise.all([zuora.close(), scim.close()]);
    rmSync(folder, { recursive: true, force: true });
  });
  await begin();
  return staged;
}

/** The headers of a delivery by Standard Webhooks, signed as its specification says. */
export function signed(body, { id = randomUUID(), secret = SECRET, at = Date.now() } = {}) {
  const time = String(Math.floor(at / 1000));
  const mac = createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"));
  const signature = mac.update(`${id}.${time}.`).update(body).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": `v1,${signature}` };
}

/** Waits until `met` gives something. */
export async function until(met, what = "it", ms = 20_000) {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    const found = await met();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  throw new Error(`never came: ${what}`);
}

export const MIRA = { id: "7", email: "mira@example.com", firstName: "Mira", lastName: "Okafor" };
