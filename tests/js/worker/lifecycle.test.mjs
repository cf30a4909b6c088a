/** A person's way through the tenants: each scenario ends with exactly the accounts that it should, one audit record a write, one outcome a delivery. */

import assert from "node:assert/strict";
import test, { before } from "node:test";
import { stage } from "./stage.mjs";

let hr;
before(async (t) => {
  hr = await stage(t);
});

let people = 0;
/** Somebody new. */
function somebody(more = {}) {
  people += 1;
  return {
    id: `E-${people}`,
    email: `mira${people}@example.com`,
    firstName: "Mira",
    lastName: "Okafor",
    department: "Engineering",
    ...more,
  };
}

const words = ({ outcomes }) => outcomes.map(({ outcome }) => outcome);
const writes = ({ audits }) => audits.map(({ tenant, action, outcome }) => `${tenant}: ${action}, ${outcome}`).sort();
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
const CREATED = ["scim: create, created", "zuora: create, created"];
const REMOVED = ["scim: deactivate, deactivated", "zuora: deactivate, deactivated"];

async function joined(more) {
  const mira = somebody(more);
  assert.equal(await hr.deliver("hired", mira), 202);
  assert.deepEqual(words(await hr.of(mira.id, 1, 2)), ["done"]);
  return mira;
}

test("a joiner gets the seats that the rules give, and the records say who asked for what", async () => {
  const mira = somebody();
  assert.equal(await hr.deliver("hired", mira, { id: "msg_join" }), 202);
  const said = await hr.of(mira.id, 1, 2);
  assert.deepEqual(words(said), ["done"]);
  assert.deepEqual(writes(said), CREATED);
  assert.deepEqual(hr.inZuora(mira.email), [[mira.email, "Active"]]);
  assert.deepEqual(hr.inScim(mira.email), [[mira.email, true]]);
  const [{ id, source, eventId, type, tenants }] = said.outcomes;
  assert.match(id, /^[0-9a-f]{64}$/);
  assert.deepEqual([source, eventId, type], ["hr", "msg_join", "joiner"]);
  assert.deepEqual(tenants.map(({ tenant, outcome }) => [tenant, outcome]).sort(), [
    ["scim", "created"],
    ["zuora", "created"],
  ]);
  for (const record of said.audits) assert.deepEqual([record.actor, record.event, record.source], ["hr/hr/msg_join", id, "hr"]);
});

test("a mover whose mail address changes keeps his account", async () => {
  const mira = await joined();
  const email = `renamed-${mira.email}`;
  await hr.deliver("updated", { ...mira, email, lastName: "Diallo", status: "active" });
  const said = await hr.of(mira.id, 2, 4);
  assert.deepEqual(words(said), ["done", "done"]);
  assert.deepEqual(writes(said), [...CREATED, "scim: update, updated", "zuora: update, updated"].sort());
  assert.deepEqual([hr.inZuora(mira.email), hr.inScim(mira.email)], [[], []]);
  assert.deepEqual([hr.inZuora(email).length, hr.inScim(email).length], [1, 1]);
});

test("a mover whom the rules place elsewhere loses the seat that he had", async () => {
  const mira = await joined();
  await hr.deliver("updated", { ...mira, department: "Sales", status: "active" });
  const said = await hr.of(mira.id, 2, 4);
  assert.deepEqual(writes(said), [...CREATED, "scim: deactivate, deactivated", "zuora: update, updated"].sort());
  assert.deepEqual(hr.inScim(mira.email), [[mira.email, false]]);
  assert.deepEqual(hr.inZuora(mira.email), [[mira.email, "Active"]]);
});

test("a leaver loses every seat, now", async () => {
  const mira = await joined();
  await hr.deliver("terminated", { id: mira.id, email: mira.email });
  const said = await hr.of(mira.id, 2, 4);
  assert.deepEqual(words(said), ["done", "done"]);
  assert.deepEqual(writes(said), [...CREATED, ...REMOVED].sort());
  assert.deepEqual(hr.inZuora(mira.email), [[mira.email, "Inactive"]]);
  assert.deepEqual(hr.inScim(mira.email), [[mira.email, false]]);
});

test("a leaver whose day is to come keeps his seats until then", async () => {
  const mira = await joined();
  await hr.deliver("terminated", { id: mira.id, email: mira.email, terminationDate: inSeconds(3) });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.deepEqual(hr.inZuora(mira.email), [[mira.email, "Active"]]);
  const said = await hr.of(mira.id, 2, 4);
  assert.deepEqual(words(said), ["done", "done"]);
  assert.deepEqual(writes(said), [...CREATED, ...REMOVED].sort());
});

test("a leaver who is called off keeps his seats, and both deliveries say so at once", async () => {
  const mira = await joined();
  await hr.deliver("terminated", { id: mira.id, email: mira.email, terminationDate: inSeconds(4) });
  await hr.deliver("termination_cancelled", { id: mira.id, email: mira.email });
  const begun = Date.now();
  const said = await hr.of(mira.id, 3, 2);
  assert.ok(Date.now() - begun < 3_000);
  assert.deepEqual(words(said), ["done", "cancelled", "done"]);
  await new Promise((resolve) => setTimeout(resolve, 4_500));
  assert.deepEqual(writes(await hr.of(mira.id, 3, 2)), CREATED);
  assert.deepEqual(hr.inZuora(mira.email), [[mira.email, "Active"]]);
});

test("a rehire that is called off leaves the termination before it as it was", async () => {
  const mira = await joined();
  await hr.deliver("terminated", { id: mira.id, email: mira.email, terminationDate: inSeconds(4) });
  await hr.deliver("rehired", { ...mira, startDate: inSeconds(600) });
  await hr.deliver("rehire_cancelled", { id: mira.id, email: mira.email });
  const said = await hr.of(mira.id, 4, 4);
  assert.deepEqual(words(said), ["done", "done", "cancelled", "done"]);
  assert.deepEqual(writes(said), [...CREATED, ...REMOVED].sort());
  assert.deepEqual(hr.inZuora(mira.email), [[mira.email, "Inactive"]]);
});

test("a rehire that is called off after it was done is on the attention list", async () => {
  const mira = await joined();
  await hr.deliver("rehire_cancelled", { id: mira.id });
  assert.deepEqual(words(await hr.of(mira.id, 2, 2)), ["done", "nothing_to_cancel"]);
  const { attention } = (await hr.desk()).body;
  assert.deepEqual(
    attention.filter(({ person }) => person === mira.id).map(({ kind }) => kind),
    ["cancelled_too_late"],
  );
});

test("a termination that is called off when nobody waits is on the attention list, if it was done", async () => {
  const mira = await joined();
  await hr.deliver("termination_cancelled", { id: mira.id });
  assert.deepEqual(words(await hr.of(mira.id, 2, 2)), ["done", "nothing_to_cancel"]);
  await hr.deliver("terminated", { id: mira.id, email: mira.email });
  await hr.of(mira.id, 3, 4);
  await hr.deliver("termination_cancelled", { id: mira.id });
  await hr.of(mira.id, 4, 4);
  const { attention } = (await hr.desk()).body;
  assert.deepEqual(
    attention.filter(({ person }) => person === mira.id).map(({ kind }) => kind),
    ["cancelled_unknown", "cancelled_too_late"],
  );
});

test("a termination that is moved to another day is done on that day alone", async () => {
  const mira = await joined();
  await hr.deliver("terminated", { id: mira.id, email: mira.email, terminationDate: inSeconds(2) });
  await hr.deliver("terminated", { id: mira.id, email: mira.email, terminationDate: inSeconds(5) });
  await new Promise((resolve) => setTimeout(resolve, 3_500));
  assert.deepEqual(hr.inZuora(mira.email), [[mira.email, "Active"]]);
  const said = await hr.of(mira.id, 3, 4);
  assert.deepEqual(words(said), ["done", "overtaken", "done"]);
  assert.deepEqual(writes(said), [...CREATED, ...REMOVED].sort());
});

test("a rehire gets his old accounts back, though his mail address is another", async () => {
  const mira = await joined();
  await hr.deliver("terminated", { id: mira.id, email: mira.email });
  await hr.of(mira.id, 2, 4);
  const email = `back-${mira.email}`;
  await hr.deliver("rehired", { ...mira, email });
  const said = await hr.of(mira.id, 3, 6);
  assert.deepEqual(words(said), ["done", "done", "done"]);
  assert.deepEqual(hr.inZuora(mira.email), []);
  assert.deepEqual(
    hr.inZuora(email).map(([, status]) => status),
    ["Active"],
  );
  assert.deepEqual(
    hr.inScim(email).map(([, active]) => active),
    [true],
  );
});

test("a delivery that comes five times is done once, and has one outcome", async () => {
  const mira = somebody();
  const all = await Promise.all(Array.from({ length: 5 }, () => hr.deliver("hired", mira, { id: `msg_${mira.id}` })));
  assert.deepEqual(all, [202, 202, 202, 202, 202]);
  const said = await hr.of(mira.id, 1, 2);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(await hr.deliver("hired", mira, { id: `msg_${mira.id}` }), 202);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const again = await hr.of(mira.id, 1, 2);
  assert.deepEqual(again, said);
  assert.deepEqual(words(again), ["done"]);
  assert.deepEqual(writes(again), CREATED);
});

test("what comes out of order ends as if it had come in order", async () => {
  const mira = somebody();
  const at = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
  // He was hired, then moved, then left; it comes the other way round.
  await hr.deliver("terminated", { id: mira.id, email: mira.email, terminationDate: at(1) });
  await hr.of(mira.id, 1, 0);
  await hr.deliver("updated", { ...mira, title: "CTO", status: "active", effectiveDate: at(2) });
  await hr.deliver("hired", { ...mira, startDate: at(3) });
  const said = await hr.of(mira.id, 3, 0);
  assert.deepEqual(words(said), ["done", "overtaken", "overtaken"]);
  assert.deepEqual(said.audits, []);
  assert.deepEqual([hr.inZuora(mira.email), hr.inScim(mira.email)], [[], []]);
});

test("of two changes the one that takes effect later counts, whichever comes first", async () => {
  const mira = await joined();
  const at = (minutes) => new Date(Date.now() + minutes * 1_000).toISOString();
  await hr.deliver("updated", { id: mira.id, email: mira.email, title: "CTO", status: "active", effectiveDate: at(-1) });
  await hr.of(mira.id, 2, 3);
  await hr.deliver("updated", { id: mira.id, email: mira.email, title: "CFO", status: "active", effectiveDate: at(-10) });
  await hr.of(mira.id, 3, 3);
  const [{ title }] = hr.scim.users().filter(({ userName }) => userName === mira.email);
  assert.equal(title, "CTO");
});

test("a change that says he is active brings somebody back who had left: some HR systems have no other word for a rehire", async () => {
  const mira = await joined();
  await hr.deliver("terminated", { id: mira.id, email: mira.email });
  await hr.of(mira.id, 2, 4);
  await hr.deliver("updated", { ...mira, status: "active" });
  assert.deepEqual(words(await hr.of(mira.id, 3, 6)), ["done", "done", "done"]);
  assert.deepEqual(hr.inZuora(mira.email), [[mira.email, "Active"]]);
});

test("a leaver whose day was long ago loses his seats, though a change has said since that he is active", async () => {
  const mira = await joined({ startDate: "2020-01-31" });
  await hr.deliver("updated", { ...mira, lastName: "Diallo", status: "active" });
  await hr.of(mira.id, 2, 4);
  await hr.deliver("terminated", { id: mira.id, email: mira.email, terminationDate: "2026-01-31" });
  assert.deepEqual(words(await hr.of(mira.id, 3, 6)), ["done", "done", "done"]);
  assert.deepEqual(hr.inZuora(mira.email), [[mira.email, "Inactive"]]);
});

test("a joiner and a leaver at once end without a seat, whichever tenant was slow", async () => {
  const mira = somebody();
  await Promise.all([hr.zuora, hr.scim].map((tenant) => tenant.latency(120)));
  const hired = hr.deliver("hired", { ...mira, startDate: inSeconds(-60) });
  await new Promise((resolve) => setTimeout(resolve, 250));
  await hr.deliver("terminated", { id: mira.id, email: mira.email, terminationDate: inSeconds(-1) });
  await hired;
  await hr.of(mira.id, 2, 0);
  for (const tenant of [hr.zuora, hr.scim]) tenant.latency(0);
  assert.ok(hr.inZuora(mira.email).every(([, status]) => status === "Inactive"));
  assert.ok(hr.inScim(mira.email).every(([, active]) => active === false));
});

test("a leaver whom the rules place where he isn't is on the attention list", async () => {
  const mira = somebody();
  await hr.deliver("terminated", mira);
  assert.deepEqual(words(await hr.of(mira.id, 1, 0)), ["done"]);
  const { attention } = (await hr.desk()).body;
  const his = attention.filter(({ person }) => person === mira.id).map(({ kind, tenant }) => `${kind} ${tenant}`);
  assert.deepEqual(his.sort(), ["leaver_not_found scim", "leaver_not_found zuora"]);
});

test("a joiner is put into the groups that the rules name", async () => {
  const { baseUrl, auth } = hr.scim.connection;
  const headers = { authorization: `Bearer ${auth.token}`, "content-type": "application/scim+json" };
  const group = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName: "Platform on call" };
  const { id } = await (await fetch(`${baseUrl}/Groups`, { method: "POST", headers, body: JSON.stringify(group) })).json();
  const mira = somebody({ department: "Platform" });
  await hr.deliver("hired", mira);
  assert.deepEqual(words(await hr.of(mira.id, 1, 2)), ["done"]);
  const { members } = await (await fetch(`${baseUrl}/Groups/${id}`, { headers })).json();
  const [account] = hr.scim.users().filter(({ userName }) => userName === mira.email);
  assert.deepEqual(
    members.map(({ value }) => value),
    [account.id],
  );
});

test("a day without a zone is waited for", async () => {
  const mira = somebody();
  await hr.deliver("hired", { ...mira, startDate: day(3) });
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual(hr.inZuora(mira.email), []);
});
