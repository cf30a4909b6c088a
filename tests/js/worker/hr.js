/** The Worker under test: what a user would write, its figures small, and places where it can be made to end in the midst. */

import { env as own } from "cloudflare:workers";
import { bambooHr, createHrWorker, d1Audit, hiBob } from "seatwarden/worker";

/** D1, as long as the test says that it is there. */
function sink(env) {
  const d1 = d1Audit()(env);
  const isThere = async () => {
    if (own.SINK_URL && !(await fetch(own.SINK_URL)).ok) throw new Error("D1_ERROR: Exceeded maximum DB size");
  };
  return {
    audit: (entries) => isThere().then(() => d1.audit(entries)),
    outcome: (record) => isThere().then(() => d1.outcome(record)),
  };
}

const hr = createHrWorker({
  sources: (env) => ({
    hr: { source: "standard-webhooks", secret: [env.SECRET, env.OLD_SECRET] },
    bob: { source: "hibob", secret: "bob", resolve: hiBob({ serviceUserId: "bot", token: "hunter2", baseUrl: env.HR_URL }) },
    bamboo: { source: "bamboohr", secret: "panda", resolve: bambooHr({ companyDomain: "acme", apiKey: "key", baseUrl: env.HR_URL }) },
    bare: {
      source: "generic",
      generic: { signatureHeader: "x-signature", algorithm: "sha256", encoding: "hex" },
      secret: "bare",
      resolve: bambooHr({ companyDomain: "acme", apiKey: "key", baseUrl: env.HR_URL }),
    },
    okta: { source: "okta", secret: "okta-secret" },
    gusto: { source: "gusto", secret: "gusto" },
    own: {
      source: "generic",
      generic: { signatureHeader: "x-signature", algorithm: "sha256", encoding: "hex" },
      secret: "own",
      personOf: ({ person }) => person?.employeeNumber,
    },
  }),
  tenants: (env) =>
    Object.fromEntries(Object.entries(env.TENANTS).map(([name, one]) => [name, { connection: one, ...env.TENANT_OPTIONS?.[name] }])),
  rules(_, { department, title }) {
    if (department === "Nowhere") throw new Error("there is no such department");
    const seats = [{ tenant: "zuora", role: "Read Only" }];
    if (department === "Engineering") seats.push({ tenant: "scim", fields: { userType: title === "CTO" ? "Lead" : "Employee" } });
    if (department === "Platform") seats.push({ tenant: "scim", groups: ["Platform on call"] });
    return seats;
  },
  audit: sink,
  timeZone: own.TIME_ZONE ?? "UTC",
  timeOfDay: own.TIME_OF_DAY ?? {},
  maxRemovals: own.MAX_REMOVALS ?? 1000,
  // Into a table, for tests to see.
  async notify({ kind, message }, { HR_DB }) {
    if (own.NOTIFY_HANGS) await new Promise((resolve) => setTimeout(resolve, 60_000));
    await HR_DB.exec("CREATE TABLE IF NOT EXISTS told (kind TEXT, message TEXT)");
    await HR_DB.prepare("INSERT INTO told VALUES (?, ?)").bind(kind, message).run();
  },
  retries: own.RETRIES ?? { limit: 3, delayMs: 100 },
});

/** Throws once, where the test wants the Worker to end. */
async function trap(ctx, env, place) {
  const { results } = await env.HR_DB.prepare("SELECT 1 FROM sqlite_master WHERE name = 'traps'").all();
  if (results.length === 0) return;
  const sprung = await env.HR_DB.prepare("DELETE FROM traps WHERE place = ? RETURNING place").bind(place).all();
  if (sprung.results.length === 0) return;
  if (ctx === null) throw new Error(`ended at ${place}`);
  ctx.abort(`ended at ${place}`);
}

/** Hands a person's events to his object one by one, each decided before the next comes, and says what it makes of him. */
async function inOrder(arrivals, env) {
  const person = env.HR_PERSON.get(env.HR_PERSON.idFromName(arrivals[0].object));
  for (const arrival of arrivals) {
    await person.accept(arrival);
    await person.begin(arrival.instance);
    await person.decide(arrival.instance);
  }
  const { person: known, employed } = await person.enter(arrivals[0].instance, "none", false);
  return { known, employed };
}

/** Hands a person's events to his object, none of which is begun before the last has come, and says which ones that one called off. */
async function calledOff(arrivals, env) {
  const person = env.HR_PERSON.get(env.HR_PERSON.idFromName(arrivals[0].object));
  for (const arrival of arrivals) await person.accept(arrival);
  return (await person.begin(arrivals.at(-1).instance)).calledOff;
}

export const { HrWorkflow, HrDesk } = hr;
export class HrPerson extends hr.HrPerson {
  async accept(arrival) {
    await trap(this.ctx, this.env, "person before accept");
    return super.accept(arrival);
  }
  async refresh(...given) {
    const begun = await super.refresh(...given);
    await trap(this.ctx, this.env, "person after refresh");
    return begun;
  }
  async leave(...given) {
    await trap(this.ctx, this.env, "person before leave");
    return super.leave(...given);
  }
  async alarm() {
    await trap(this.ctx, this.env, "person at alarm");
    if (!own.HOLD) await super.alarm();
  }
  /** Makes all that is known older. */
  backdate(hours) {
    const ms = hours * 3_600_000;
    const at = "json_set(entry, '$.received', json_extract(entry, '$.received') - ?)";
    this.ctx.storage.sql.exec(`UPDATE events SET received = received - ?, entry = ${at}`, ms, ms);
  }
  /** What the alarm would do two hours from now. */
  async hoursLater() {
    const now = Date.now;
    Date.now = () => now() + 7_200_000;
    try {
      await super.alarm();
    } finally {
      Date.now = now;
    }
  }
}
export class HrTenant extends hr.HrTenant {
  end() {
    this.ctx.abort("ended by the test");
  }
  async act(order) {
    await trap(this.ctx, this.env, "tenant before act");
    const acting = super.act(order);
    await trap(this.ctx, this.env, "tenant while it acts");
    const acted = await acting;
    await trap(this.ctx, this.env, "tenant after act");
    return acted;
  }
}
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/list") return Response.json(await hr.run(env, "zuora", { action: "list", input: {} }));
    if (pathname === "/order") return Response.json(await inOrder(await request.json(), env));
    if (pathname === "/called-off") return Response.json(await calledOff(await request.json(), env));
    if (pathname.startsWith("/terminate/")) {
      await (await env.HR_WORKFLOW.get(pathname.slice(11))).terminate();
      return new Response("terminated");
    }
    if (pathname.startsWith("/hours-later/")) {
      await env.HR_PERSON.get(env.HR_PERSON.idFromName(decodeURIComponent(pathname.slice(13)))).hoursLater();
      return new Response("looked after");
    }
    if (pathname.startsWith("/backdate/")) {
      const [hours, object] = pathname.slice(10).split("/");
      await env.HR_PERSON.get(env.HR_PERSON.idFromName(decodeURIComponent(object))).backdate(Number(hours));
      return new Response("backdated");
    }
    if (pathname.startsWith("/end/")) {
      await env.HR_TENANT.get(env.HR_TENANT.idFromName(pathname.slice(5)))
        .end()
        .catch(() => {});
      return new Response("ended");
    }
    const response = await hr.handlers.fetch(request, env);
    if (request.method === "POST") await trap(null, env, "fetch before its answer");
    return response;
  },
  async queue(batch, env) {
    await hr.handlers.queue(batch, env);
    if (!batch.queue.endsWith("-dead")) await trap(null, env, "queue after its work");
  },
};
