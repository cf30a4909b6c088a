/**
 * The traps of docs/zuora.md, each provoked in a tenant in memory: a function that rejects with the code of its row, gives a result that
 * warns with it, or, for a row without a code, checks what the row says.
 */

import assert from "node:assert/strict";
import { connect } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";

export const LENA = "lena.brandt@example.com";
export const KIM = { email: "kim.lee@example.com", givenName: "Kim", familyName: "Lee", role: "Read Only" };

/** Waits are a millisecond, time-outs never come. */
const impatient = (ms) =>
  new Promise((resolve) => {
    if (ms < 25_000) setTimeout(resolve, 1);
  });

/** A tenant and a client for it. */
export function tenant(sandbox = {}, connection = {}, options = { sleep: impatient }) {
  const made = createSandbox({ users: 12, ...sandbox });
  return { made, zuora: connect({ ...made.connection, ...connection }, { fetch: made.fetch, ...options }) };
}
const zuora = (...how) => tenant(...how).zuora;
const always = (kind, more = {}) => ({ faults: { script: [{ kind, times: 1000, path: "/v1/users", ...more }] } });
const listing = (sandbox) => zuora(sandbox).list().toArray();
/** Requests that changed something. */
export const written = (made) => made.requests().filter(({ committed }) => committed);
const count = (made, path) => made.requests().filter((request) => request.path === path).length;

/** By the first words of a row: what provokes it. It rejects with the code, warns with it, or returns what `holds` is asked of. */
export const TRAPS = {
  "Id or secret is wrong": () => zuora({}, { clientSecret: "wrong" }).roles(),
  "The client's owner is no administrator": () => zuora({ forbidden: true }).roles(),
  "User name and password": async () => connect({ provider: "zuora", username: "a", password: "b" }),
  "`/v1` in `baseUrl`": async () => zuora({}, { baseUrl: "https://rest.zuora.com/v1" }),
  "A legacy tenant answers 404": () => listing({ legacy: true }),
  "The tenant has moved to Zuora OneID": () => zuora({ migrated: true }).provision(KIM),
  "A token ends while a call is under way": async () => {
    let now = Date.now();
    const made = createSandbox({ users: 3, tokenSeconds: 100, now: () => now });
    const client = connect(made.connection, { fetch: made.fetch });
    await client.roles();
    // The tenant's clock alone goes on: the client thinks that its token is good.
    now += 200_000;
    await client.roles();
    assert.equal(count(made, "/oauth/token"), 2);
    assert.deepEqual(made.requests().filter(({ status }) => status === 401).length, 1);
  },
  "Zuora allows 100 tokens a minute": async () => {
    const { made, zuora } = tenant();
    await Promise.all(Array.from({ length: 30 }, () => zuora.roles()));
    assert.equal(count(made, "/oauth/token"), 1);
  },
  "A page has 40 users at most": async () => {
    const { made, zuora } = tenant({ users: 100 });
    assert.equal((await zuora.list({ pageSize: 1000 }).toArray()).length, 100);
    for (const { query } of made.requests().filter(({ path }) => path === "/v1/users")) assert.match(query, /pageSize=40&/);
  },
  "`nextPage` names another host": async () => {
    const { made, zuora } = tenant({ users: 100 });
    await zuora.list().toArray();
    assert.ok(made.requests().every(({ foreign }) => !foreign));
  },
  "The list has no total and changes": async () => {
    const page = {
      users: [{ id: "u-1", username: "a@example.com", status: "Active" }],
      nextPage: "https://rest.zuora.com/v1/users?page=2",
    };
    const token = { access_token: "t", token_type: "Bearer", expires_in: 3600 };
    const fetch = async (url) => Response.json(url.endsWith("/oauth/token") ? token : page);
    await connect({ provider: "zuora", clientId: "id", clientSecret: "secret" }, { fetch, sleep: impatient }).list().toArray();
  },
  "Somebody is removed for good while the pages are read": async () => {
    const { made, zuora: other } = tenant({ users: 81 });
    const users = await other.list().toArray();
    const [passedOver, gone] = [users[40], users.slice(1, 4)];
    let leaves;
    const fetch = async (url, init) => {
      if (leaves !== undefined && url.includes("page=2")) {
        const { userName } = leaves;
        leaves = undefined;
        await other.remove({ userName }, { confirm: userName });
      }
      return made.fetch(url, init);
    };
    const client = connect(made.connection, { fetch, sleep: impatient });
    leaves = gone[0];
    const seen = (await client.list().toArray()).map(({ id }) => id);
    assert.deepEqual(
      users.filter(({ id }) => !seen.includes(id)).map(({ id }) => id),
      [passedOver.id],
    );
    // The same again while he is looked for: his account is found, and none is made.
    leaves = gone[1];
    const next = (await other.list().toArray())[40];
    const { userName, email, givenName, familyName } = next;
    const { outcome, user } = await client.provision({ userName, email, givenName, familyName, role: "Read Only" });
    assert.notEqual(outcome, "created");
    assert.deepEqual([user.id, leaves], [next.id, undefined]);
    assert.equal((await other.list().toArray()).length, 79);
    // And if only what changes is given, nobody is told what a new account would need.
    leaves = gone[2];
    const mover = (await other.list().toArray())[40];
    const moved = await client.provision({ userName: mover.userName, title: "Engineer" });
    assert.deepEqual([moved.outcome, moved.user.id, leaves], ["updated", mover.id, undefined]);
  },
  "There is no search": async () => {
    const { made, zuora } = tenant({ users: 200 });
    assert.equal((await zuora.find("nobody@example.com")) ?? null, null);
    assert.ok(made.requests().filter(({ path }) => path === "/v1/users").length >= 5);
  },
  "A row of the list shows only": async () => {
    assert.equal((await zuora({ sparse: true }).get({ email: LENA })).email, LENA);
  },
  "Not even the user's record shows": () => zuora({ sparse: true, record: "guide" }).find({ email: LENA }),
  "Two accounts have the same mail address": async () => {
    const client = zuora();
    for (const userName of ["one@example.com", "two@example.com"]) await client.provision({ ...KIM, userName });
    await client.deactivate({ email: KIM.email });
  },
  "Nobody is there": async () => {
    const client = zuora();
    assert.equal(await client.find("nobody@example.com"), null);
    assert.equal((await client.deactivate("nobody@example.com")).outcome, "not_found");
    assert.equal((await client.remove("nobody@example.com", { confirm: "nobody@example.com" })).outcome, "not_found");
    for (const verb of ["get", "reactivate", "resetPassword"])
      await assert.rejects(client[verb]("nobody@example.com"), { code: "not_found" });
    await client.update("nobody@example.com", { title: "x" });
  },
  "A status is neither": async () => {
    const answer = (status) => ({ users: [{ id: "u-1", username: "a@example.com", status }] });
    for (const [status, active] of [
      ["ACTIVE", true],
      ["PENDING_ACTIVATION", true],
      ["Frozen", true],
      ["INACTIVE", false],
      ["Deactivated", false],
    ]) {
      const fetch = async () => Response.json(answer(status));
      const [user] = await connect({ provider: "zuora", accessToken: "t" }, { fetch }).list().toArray();
      assert.deepEqual([user.status, user.active], [status, active]);
    }
  },
  "Numbers beyond 2^53": async () => {
    const { made, zuora } = tenant();
    const { raw } = await zuora.get(LENA);
    const digits = Object.entries(made.users().find(({ email }) => email === LENA)).filter(([, value]) => /^-?\d{16,}$/.test(value));
    assert.ok(digits.length > 0);
    for (const [field, value] of digits) assert.equal(raw[field], value);
  },
  "Profile ids differ": async () => {
    const error = await zuora()
      .provision({ ...KIM, role: "Emperor" })
      .catch((caught) => caught);
    assert.match(error.message, /Read Only/);
    throw error;
  },
  "A new user lacks a field": async () => {
    const { made, zuora } = tenant();
    const error = await zuora.provision({ email: KIM.email }).catch((caught) => caught);
    assert.match(error.message, /givenName, familyName, role/);
    assert.equal(written(made).length, 0);
    throw error;
  },
  "A refusal with HTTP 200": async () => {
    const error = await zuora({ errors: "ok" })
      .update(LENA, { extra: { profileId: "p-nope" } })
      .catch((caught) => caught);
    assert.equal(error.status, 200);
    assert.match(error.vendor.code, /^\d+$/);
    throw error;
  },
  "The user name is taken already": async () => {
    const { made, zuora } = tenant();
    const before = made.users().length;
    const { outcome } = await zuora.provision({ ...KIM, userName: "lbrandt@legacy.example.com" });
    assert.deepEqual([outcome, made.users().length], ["updated", before]);
  },
  "The user name is taken by somebody who": () => zuora({ taken: [KIM.email] }).provision(KIM),
  "The mail address belongs to another": async () => {
    const { made, zuora } = tenant({ uniqueEmail: true });
    const error = await zuora.provision({ ...KIM, userName: "other@example.com", email: LENA }).catch((caught) => caught);
    assert.match(error.message, /lbrandt@legacy\.example\.com/);
    assert.equal(written(made).length, 0);
    throw error;
  },
  "The answer to a create is lost": async () => {
    const lost = { kind: "reset", method: "POST", path: "/v1/users", applied: true };
    const once = tenant({ faults: { script: [lost] } });
    assert.equal((await once.zuora.provision(KIM)).outcome, "created");
    assert.equal(once.made.users().filter(({ username }) => username === KIM.email).length, 1);
    await zuora({ faults: { script: [lost, { kind: "unavailable", method: "GET", path: "/v1/users", skip: 2, times: 1000 }] } }).provision(
      KIM,
    );
  },
  "An `Idempotency-Key` replays failures": async () => {
    const { made, zuora } = tenant();
    await zuora.provision(KIM);
    const [post] = made.requests().filter(({ method, path }) => method === "POST" && path === "/v1/users");
    assert.ok(post.headers.some(([name]) => name === "idempotency-key"));
  },
  "Zuora takes a field, and keeps": () => zuora({ ignoredFields: ["lastName"] }).update(LENA, { familyName: "Roe", givenName: "Lene" }),
  "Zuora doesn't show a field again": () => zuora({ record: "guide" }).provision({ ...KIM, title: "Lead" }),
  "A field that Zuora users don't have": () => zuora().provision({ ...KIM, costCenter: "4711" }),
  "A leaver's OAuth clients stay valid": () => zuora().deactivate(LENA),
  "Deleting a user is for good": async () => {
    const { made, zuora } = tenant();
    const error = await zuora.remove(LENA, { confirm: "" }).catch((caught) => caught);
    assert.equal(written(made).length, 0);
    throw error;
  },
  "A joiner who was here before is still off": async () => {
    const client = zuora();
    await client.deactivate(LENA);
    const again = await client.provision({ email: LENA, familyName: "Roe" }, { reactivate: false });
    assert.equal(again.user.active, false);
    assert.equal((await client.provision({ email: LENA })).outcome, "reactivated");
    return again;
  },
  "The answer to a password mail is lost": () =>
    zuora(always("reset", { method: "POST", path: "/v1/users/*", applied: true })).resetPassword(LENA),
  "429 without `Retry-After`": () => listing(always("tooMany")),
  "HTTP 200 that says busy or locked": () => listing(always("busy")),
  "40 requests at once": async () => {
    let most = 0;
    let now = 0;
    const made = createSandbox({ users: 4000, latencyMs: [5, 5] });
    const fetch = async (...how) => {
      now += 1;
      most = Math.max(most, now);
      return made.fetch(...how).finally(() => {
        now -= 1;
      });
    };
    await connect(made.connection, { fetch }).list().toArray();
    assert.ok(most <= 40, `${most}`);
  },
  "500, 502, 503, 504": () => listing(always("unavailable")),
  "A maintenance page with HTTP 200": () => listing(always("html")),
  "A redirect": async () => {
    const { made, zuora } = tenant(always("redirect"));
    const error = await zuora
      .list()
      .toArray()
      .catch((caught) => caught);
    assert.ok(made.requests().every(({ foreign }) => !foreign));
    throw error;
  },
  "The connection breaks": () => listing(always("reset")),
  "No answer in time": () => zuora(always("lostBefore"), {}, {}).list({}, { deadlineMs: 300 }).toArray(),
};
