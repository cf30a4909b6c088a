/** Many calls at once, what must not leak out of any, and the step. */

import { begin } from "./lives.mjs";
import { equal, holds, impatient, JOINER, rejection } from "./said.mjs";

const CANARY = "cAnArY-4711/+&=%20x";

const tokens = (sandbox) => sandbox.requests().filter(({ path }) => path === "/oauth/token").length;

export const TOGETHER = {
  async "forty calls at once share one token"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox }, { latencyMs: [5, 20] });
    const [{ id }] = sandbox.users();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? zuora.get({ id }) : zuora.roles())));
    equal(answers.length, 40);
    equal(tokens(sandbox), 1);
  },

  async "concurrency is an upper bound"({ connect, createSandbox }) {
    const sandbox = createSandbox({ latencyMs: [5, 10] });
    let now = 0;
    let most = 0;
    const fetch = async (...args) => {
      now += 1;
      most = Math.max(most, now);
      try {
        return await sandbox.fetch(...args);
      } finally {
        now -= 1;
      }
    };
    const zuora = connect(sandbox.connection, { fetch, concurrency: 3 });
    await Promise.all(Array.from({ length: 20 }, () => zuora.roles()));
    equal(most, 3);
  },

  async "twenty joiners at once, each made once"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox }, { latencyMs: [1, 10] });
    const people = Array.from({ length: 20 }, (_, at) => ({ ...JOINER, email: `joiner${at}@example.com` }));
    const made = await Promise.all(people.map((person) => zuora.provision(person)));
    equal(
      made.map(({ outcome }) => outcome),
      people.map(() => "created"),
    );
    for (const { email } of people) equal(sandbox.users().filter(({ username }) => username === email).length, 1, email);
  },

  async "many at once, each made once, with a result each in order"({ connect, createSandbox, SeatwardenError }) {
    const { sandbox, zuora } = begin({ connect, createSandbox }, { latencyMs: [1, 10] });
    const people = Array.from({ length: 60 }, (_, at) => ({ ...JOINER, email: `joiner${at}@example.com` }));
    async function* source() {
      for (const person of people) yield person;
      yield { email: "nobody" };
    }
    const told = [];
    const { results, counts } = await zuora.provisionAll(source(), { onProgress: (done) => told.push(done) });
    equal(Object.entries(counts).sort(), [
      ["created", 60],
      ["failed", 1],
    ]);
    equal(
      results.map(({ index }) => index),
      Array.from({ length: 61 }, (_, at) => at),
    );
    holds(SeatwardenError.is(results[60].error), "an error");
    equal(results[60].error.code, "invalid_input");
    equal(told.length, 61);
    for (const { email } of people) equal(sandbox.users().filter(({ username }) => username === email).length, 1, email);
    const left = await zuora.deactivateAll(people.map(({ email }) => email));
    equal(left.counts, { deactivated: 60 });
  },

  async "a plan writes nothing, applied it is done, and after it a new one is empty"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox }, { users: 20, latencyMs: [1, 10] });
    const active = sandbox.users().filter(({ status }) => status === "Active");
    const [leaver, mover, ...others] = active.filter(({ username }) => username.endsWith("@example.com"));
    async function* roster() {
      yield { userName: mover.username, familyName: "Roe" };
      for (const { username } of others) yield { userName: username };
      for (let at = 0; at < 120; at++) yield { ...JOINER, email: `joiner${at}@example.com` };
    }
    const policy = { onMissing: "deactivate", scope: { userNames: active.map(({ username }) => username) }, maxRemovals: 20 };
    const plan = await zuora.plan(roster(), policy);
    holds(
      plan.deactivate.some(({ userName }) => userName === leaver.username),
      "the leaver is in it",
    );
    equal([plan.create.length, plan.update.length, plan.guard.tripped], [120, 1, false]);
    holds(
      sandbox.requests().every(({ committed, path }) => !committed || path === "/oauth/token"),
      "something was written",
    );
    const told = [];
    const { counts } = await zuora.apply(JSON.parse(JSON.stringify(plan)), { onProgress: (done, total) => told.push([done, total]) });
    equal([counts.created, counts.updated, counts.deactivated], [120, 1, plan.deactivate.length]);
    equal(told.at(-1), [told.length, 121 + plan.deactivate.length]);
    const { create, reactivate, update, deactivate } = await zuora.plan(roster(), policy);
    equal([create, reactivate, update, deactivate], [[], [], [], []]);
  },

  async "one caller's abort is not another's"({ connect, createSandbox }) {
    const { zuora } = begin({ connect, createSandbox }, { latencyMs: [40, 40] });
    const controller = new AbortController();
    const first = rejection(zuora.roles({ signal: controller.signal }));
    const others = Array.from({ length: 9 }, () => zuora.roles());
    setTimeout(() => controller.abort("mine"), 10);
    equal(await first, "mine");
    equal((await Promise.all(others)).length, 9);
  },

  async "no secret is in an error, an event, an audit record, a client or a result"({ connect, createSandbox, run }) {
    const told = [];
    const sandbox = createSandbox({ clientSecret: CANARY });
    const options = {
      fetch: sandbox.fetch,
      sleep: impatient,
      onEvent: (event) => told.push(event),
      onAudit: (record) => told.push(record),
    };
    const zuora = connect(sandbox.connection, options);
    const { accessToken } = await zuora.token();
    told.push(zuora, await zuora.provision(JOINER), await zuora.list({ raw: true }).toArray({ limit: 3 }));
    for (const kind of ["html", "redirect", "unavailable", "tooMany"]) {
      sandbox.faults({ script: [{ kind, times: 40 }] });
      told.push(await rejection(zuora.get("nobody@example.com")));
    }
    sandbox.faults({});
    told.push(await run({ action: "token", connection: sandbox.connection }, options));
    told.push(await rejection(connect({ ...sandbox.connection, clientId: "other" }, options).token()));
    const text = told.map((one) => `${String(one)} ${JSON.stringify(one)} ${one.stack ?? ""} ${String(one.cause ?? "")}`).join("\n");
    for (const secret of [CANARY, encodeURIComponent(CANARY), btoa(CANARY).slice(0, 20), accessToken])
      holds(!text.includes(secret), "a secret came out");
  },

  async "one audit record for each write that was attempted"({ connect, createSandbox, LEAVER }) {
    const records = [];
    const { zuora } = begin({ connect, createSandbox }, {}, { onAudit: (record) => records.push(record), actor: "hr" });
    await zuora.provision(JOINER, { dryRun: true });
    await zuora.provision(JOINER);
    await zuora.provision(JOINER);
    await zuora.deactivate(LEAVER.email);
    equal(
      records.map(({ action, outcome, actor }) => [action, outcome, actor]),
      [
        ["create", "created", "hr"],
        ["deactivate", "deactivated", "hr"],
      ],
    );
  },

  async "a step is JSON in and JSON out, and never throws for what went wrong"({ run, createSandbox, LEAVER }) {
    const sandbox = createSandbox({ users: 30 });
    const step = async (action, input, options) => {
      const output = await run({ action, connection: sandbox.connection, input, options }, { fetch: sandbox.fetch });
      equal(JSON.parse(JSON.stringify(output)), output);
      return output;
    };
    const joiner = await step("provision", { person: JOINER });
    equal([joiner.ok, joiner.action, joiner.outcome, joiner.data.user.userName], [true, "provision", "created", JOINER.email]);
    const leaver = await step("deactivate", { who: LEAVER.email });
    equal([leaver.outcome, leaver.warnings.map(({ code }) => code)], ["deactivated", ["oauth_clients_survive"]]);
    const nobody = await step("get", { who: "nobody@example.com" });
    equal([nobody.ok, nobody.error.code, nobody.error.retryable], [false, "not_found", false]);
    const page = await step("list", { limit: 20 });
    const rest = await step("list", { limit: 20, cursor: page.cursor });
    equal([page.data.users.length, rest.data.users.length, rest.cursor], [20, 11, undefined]);
    const unknown = await run({ action: "fly", connection: sandbox.connection });
    equal([unknown.ok, unknown.error.code], [false, "invalid_input"]);
  },
};
