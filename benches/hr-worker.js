/** The Worker that benches/worker.mjs measures: an HR Worker that may stop after it has kept a delivery, and beside it one that keeps a text and no more. */

import { DurableObject, env as own } from "cloudflare:workers";
import { createHrWorker, d1Audit } from "seatwarden/worker";

const hr = createHrWorker({
  sources: (env) => ({ hr: { source: "standard-webhooks", secret: env.SECRET } }),
  tenants: (env) => ({ zuora: { connection: env.TENANTS.zuora } }),
  rules: () => [{ tenant: "zuora", role: "Read Only" }],
  audit: d1Audit(),
});
export const { HrWorkflow, HrTenant, HrDesk } = hr;

export class HrPerson extends hr.HrPerson {
  async alarm() {
    if (!own.HOLD) await super.alarm();
  }
}

export class Plain extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS texts (text TEXT)");
  }
  keep(text) {
    this.ctx.storage.sql.exec("INSERT INTO texts VALUES (?)", text);
  }
}

export default {
  async fetch(request, env) {
    if (new URL(request.url).pathname !== "/plain") return hr.handlers.fetch(request, env);
    const text = await request.text();
    await env.PLAIN.get(env.PLAIN.idFromName(text)).keep(text);
    return new Response("kept", { status: 202 });
  },
  queue: hr.handlers.queue,
};
