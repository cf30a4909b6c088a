/**
 * `npm run deliver`: a signed delivery of each kind, as an HR system would send it (Standard Webhooks, https://www.standardwebhooks.com). A word
 * picks one: joiner, mover, leaver, later, cancelled, rehire. HR_URL and HR_SECRET say where to and signed with what.
 */

import { createHmac, randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

const vars = existsSync(".dev.vars") ? readFileSync(".dev.vars", "utf8") : "";
const secret = process.env.HR_SECRET ?? /^HR_SECRET="?(.*?)"?$/m.exec(vars)?.[1];
const url = process.env.HR_URL ?? "http://127.0.0.1:8787/hooks/hr";
if (secret === undefined) throw new Error("There is no HR_SECRET, neither in the environment nor in .dev.vars");

const mira = { id: "E-1", email: "mira.okafor@example.com", firstName: "Mira", lastName: "Okafor", department: "Finance" };
const soon = new Date(Date.now() + 20_000).toISOString();
const DELIVERIES = {
  joiner: ["employee.hired", mira],
  mover: ["employee.updated", { ...mira, email: "mira.diallo@example.com", lastName: "Diallo", status: "active" }],
  leaver: ["employee.terminated", { id: mira.id, email: "mira.diallo@example.com" }],
  rehire: ["employee.rehired", { ...mira, email: "mira.diallo@example.com", lastName: "Diallo" }],
  later: ["employee.terminated", { id: mira.id, email: "mira.diallo@example.com", terminationDate: soon }],
  cancelled: ["employee.termination_cancelled", { id: mira.id, email: "mira.diallo@example.com" }],
};

const asked = process.argv.slice(2);
for (const kind of asked.length > 0 ? asked : Object.keys(DELIVERIES)) {
  if (!Object.hasOwn(DELIVERIES, kind)) throw new Error(`There is no "${kind}". There are: ${Object.keys(DELIVERIES).join(", ")}`);
  const [type, data] = DELIVERIES[kind];
  const { status } = await deliver(JSON.stringify({ type, timestamp: new Date().toISOString(), data }));
  console.log(`${kind}: ${status}`);
  if (status !== 202) process.exitCode = 1;
  // So that each is done before the next: an HR system leaves more time than that.
  if (asked.length !== 1) await new Promise((resolve) => setTimeout(resolve, 3_000));
}

function deliver(body) {
  const [id, time] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1000))];
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest("base64");
  const headers = { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": `v1,${signature}` };
  return fetch(url, { method: "POST", body, headers });
}
