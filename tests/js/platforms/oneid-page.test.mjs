/** docs/oneid.md is true: its program runs as it stands, what its tables say is sent is sent, and each error has the code and a hint. */

import assert from "node:assert/strict";
import test from "node:test";
import { connect, SeatwardenError } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";
import { block } from "./blocks.mjs";
import { coded, tables } from "./tables.mjs";

const PAGE = "docs/oneid.md";
const ORIGIN = "https://one.zuora.com";
const EXTENSION = "urn:zuora:scim:schemas:1.0:UserExtension";
const JANE = { email: "jane@example.com", givenName: "Jane", familyName: "Doe", role: "USER", locale: "en-US" };

/** Enough for two requests of OneID's bulk. */
const PEOPLE = Array.from({ length: 30 }, (_, at) => ({ ...JANE, email: `p${at}@example.com` }));

/** Requests without their parameters and whom they are about. */
const shapes = (requests) =>
  requests.map(({ method, path }) => `${method} ${path.replace("/scim/v2", "").replace(/^(\/Users\/)(?!bulk$|delete$).+/, "$1{id}")}`);

/** All of a batch end so. */
const everybody = async (batch, outcome) => assert.deepEqual((await batch).counts, { [outcome]: PEOPLE.length });

/** A tenant and a client, both where the page has them. */
function tenant(options = {}) {
  const made = createSandbox({ provider: "zuora-oneid", users: 3, baseUrl: ORIGIN, ...options });
  return { made, oneid: connect(made.connection, { fetch: made.fetch }) };
}

test("the program of the page runs, and says what the page says", async (t) => {
  const { made } = tenant();
  const { clientId, clientSecret, baseUrl, tokenUrl } = made.connection;
  assert.deepEqual([baseUrl, tokenUrl].filter(Boolean), [`${ORIGIN}/scim/v2`, `${ORIGIN}/oauth2/token`]);
  t.mock.method(globalThis, "fetch", made.fetch);
  Object.assign(process.env, { ONEID_ID: clientId, ONEID_SECRET: clientSecret });
  const log = t.mock.method(console, "log", () => {});
  const code = block(PAGE, "Before you begin", "js").replace(
    '"seatwarden"',
    JSON.stringify(new URL("../../../pkg/index.js", import.meta.url).href),
  );
  await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const said = log.mock.calls.map(({ arguments: words }) => words);
  assert.equal(said[0][0], "created");
  assert.ok(said.some(([userName, status]) => userName === "jane@example.com" && status === "ACTIVE"));
  assert.deepEqual(said.at(-1), ["identity_may_be_anonymized"]);
});

test("each verb sends what the table says", async () => {
  const [rows] = tables(PAGE, "What each verb sends");
  const there = async (options) => {
    const { made, oneid } = tenant(options);
    const { user } = await oneid.provision(JANE);
    return { made, oneid, id: user.id };
  };
  const verbs = {
    "token()": async () => [tenant(), ({ oneid }) => oneid.token()],
    "list(query)": async () => [tenant(), ({ oneid }) => oneid.list().toArray()],
    "get(who)": async () => [await there(), async ({ oneid, id }) => [await oneid.get({ id }), await oneid.find({ userName: JANE.email })]],
    "provision(person)": async () => [
      tenant({ create: "object" }),
      async ({ made, oneid }) => {
        await oneid.provision(JANE);
        await oneid.provision({ ...JANE, familyName: "Roe" });
        return made;
      },
    ],
    "update(who, change)": async () => [await there(), ({ oneid, id }) => oneid.update({ id }, { familyName: "Roe" })],
    "deactivate(who)": async () => [await there({ patchActive: 405 }), ({ oneid, id }) => oneid.deactivate({ id })],
    "provisionAll(people)": async () => [tenant(), ({ oneid }) => everybody(oneid.provisionAll(PEOPLE), "created")],
    "deactivateAll(whos)": async () => {
      const made = tenant();
      await made.oneid.provisionAll(PEOPLE);
      return [made, ({ oneid }) => everybody(oneid.deactivateAll(PEOPLE.map(({ email }) => email)), "deactivated")];
    },
    "reactivate(who)": async () => {
      const made = await there();
      await made.oneid.deactivate({ id: made.id });
      return [made, ({ oneid, id }) => oneid.reactivate({ id })];
    },
    "roles()": async () => [tenant(), async ({ oneid }) => assert.deepEqual(await roles(oneid), ["USER", "ADMIN"])],
    "remove(who)": async () => [
      await there(),
      async ({ oneid, id }) => {
        await assert.rejects(oneid.remove({ id }, { confirm: JANE.email }), { code: "not_supported" });
        await assert.rejects(oneid.resetPassword({ id }), { code: "not_supported" });
      },
    ],
  };
  const roles = async (oneid) => (await oneid.roles()).map(({ id }) => id);
  assert.deepEqual(
    rows.map(([verb]) => coded(verb)[0]),
    Object.keys(verbs),
  );
  // What only a refusal brings about, in one go.
  const rare = new Set(["PUT /Users/{id}"]);
  for (const [verb, says] of rows) {
    const [place, call] = await verbs[coded(verb)[0]]();
    const before = place.made.requests().length;
    await call(place);
    const sent = shapes(place.made.requests().slice(before));
    const asked = coded(says)
      .filter((word) => /^(GET|POST|PUT|PATCH|DELETE) /.test(word))
      .map((word) => word.split("?")[0]);
    for (const request of asked) assert.ok(sent.includes(request) || rare.has(request), `${verb}: ${request} is not in ${sent}`);
    const known = new Set([...asked, "GET /Users", "GET /Users/{id}", "POST /oauth2/token"]);
    for (const request of sent) assert.ok(known.has(request), `${verb}: ${request}`);
    if (says.startsWith("nothing")) assert.deepEqual(sent, []);
  }
});

test("who is refused in a bulk request, or left on by it, goes as by the verb for one", async () => {
  for (const [options, alone] of [
    [{ bulk: false }, { "POST /Users/bulk": 2, "POST /Users": 30, "POST /Users/delete": 1, "PATCH /Users/{id}": 30 }],
    [{ bulkDelete: "refused" }, { "POST /Users/bulk": 2, "POST /Users/delete": 1, "PATCH /Users/{id}": 30 }],
    [{ bulkDelete: "ignored" }, { "POST /Users/bulk": 2, "POST /Users/delete": 1, "PATCH /Users/{id}": 30 }],
    [{ bulkDelete: "partly" }, { "POST /Users/bulk": 2, "POST /Users/delete": 1, "PATCH /Users/{id}": 15 }],
    [
      { bulkDelete: "partly", patchActive: 405 },
      { "POST /Users/bulk": 2, "POST /Users/delete": 1, "PATCH /Users/{id}": 15, "DELETE /Users/{id}": 15 },
    ],
  ]) {
    const { made, oneid } = tenant(options);
    await everybody(oneid.provisionAll(PEOPLE), "created");
    await everybody(oneid.deactivateAll(PEOPLE.map(({ email }) => email)), "deactivated");
    const sent = {};
    for (const request of shapes(made.requests())) if (!/^GET|token$/.test(request)) sent[request] = (sent[request] ?? 0) + 1;
    assert.deepEqual(sent, alone, JSON.stringify(options));
  }
});

test("where PATCH is refused, PUT is sent with the whole", async () => {
  const { made, oneid } = tenant();
  const { user } = await oneid.provision(JANE);
  made.fault({ kind: "refused", method: "PATCH", times: 2, refusal: { status: 400 } });
  const { outcome } = await oneid.update({ id: user.id }, { familyName: "Roe" });
  assert.equal(outcome, "updated");
  const put = made.requests().findLast(({ method }) => method === "PUT");
  assert.equal(put.body.name.familyName, "Roe");
  assert.equal(put.body.emails[0].value, JANE.email);
});

test("the table of fields: each goes by the name that the page says", async () => {
  const [all] = tables(PAGE, "Fields");
  // A person's groups are no field of the record: each group is told, and groups.test.mjs of the client looks at that.
  const rows = all.filter(([field]) => coded(field)[0] !== "groups");
  assert.equal(rows.length, all.length - 1);
  const ours = rows.flatMap(([field]) => coded(field)).filter((field) => field !== "extra");
  const person = { ...JANE, userName: "jane", displayName: "J", externalId: "hr-1", locale: "en_US" };
  assert.deepEqual(ours.toSorted(), Object.keys(person).toSorted());
  const { made, oneid } = tenant();
  const { warnings } = await oneid.provision({ ...person, extra: { preferredLanguage: "en", title: "Boss", ssoEnabled: false } });
  assert.deepEqual(
    [...new Set(warnings.map(({ code }) => code))].filter((code) => code !== "not_applied"),
    ["not_verifiable"],
  );
  const [body] = made.requests().find(({ method, path }) => method === "POST" && path.endsWith("/Users")).body;
  for (const [, name] of rows.slice(0, -1)) assert.ok(coded(name)[0].split(".")[0] in body, name);
  assert.deepEqual([body.locale, body.name.formatted, body.title, body.preferredLanguage], ["en-US", "Jane Doe", "Boss", "en"]);
  assert.equal(body[EXTENSION].ssoEnabled, false);
});

test("the table of who is active", async () => {
  const [rows] = tables(PAGE, "Who is active");
  assert.equal(rows.length, 4);
  for (const [active, status, wanted] of rows) {
    for (const word of coded(status).length > 0
      ? [...coded(status), ...(/other/.test(status) ? ["LOCKED"] : [])]
      : ["ACTIVE", "INACTIVE"]) {
      const user = { id: "u-1", userName: "jane", active: coded(active)[0] === "true", [EXTENSION]: { status: word } };
      const client = connect({ provider: "zuora-oneid", accessToken: "t" }, { fetch: async () => Response.json(user) });
      const seen = await client.get({ id: "u-1" });
      assert.equal(`${seen.active}`, coded(wanted)[0], `${active} ${word}`);
      assert.equal(seen.status, word);
    }
  }
});

test("every error that the page lists has the code that it says, and a hint", async () => {
  const [rows] = tables(PAGE, "What goes wrong");
  assert.ok(rows.length >= 8);
  for (const [status, says, code] of rows) {
    const [body] = coded(says);
    const fetch = async (url, { method } = {}) => {
      if (url.includes("/oauth2/token")) return Response.json({ access_token: "t", expires_in: 3600 });
      if (method === "POST") return new Response(body, { status: Number(status), headers: { "content-type": "application/json" } });
      return Response.json({ totalResults: 0, resources: [] });
    };
    const client = connect({ provider: "zuora-oneid", clientId: "a", clientSecret: "b" }, { fetch, sleep: async () => {} });
    const error = await client.provision({ email: "jane@example.com" }).catch((reason) => reason);
    assert.ok(SeatwardenError.is(error), `${says}: ${error}`);
    assert.equal(error.code, coded(code)[0], says);
    assert.ok(error.hint, says);
    if (body.includes("message")) assert.ok(body.includes(error.vendor.message), says);
  }
});
