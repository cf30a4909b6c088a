/** The day decides: nobody has his seat before it, and on it the HR system is asked again and its word counts. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import test, { after, before } from "node:test";
import { stage, until } from "./stage.mjs";

/** What both HR systems answer by an employee's id; nobody else is there. */
const records = new Map();
let hr;
let server;

before(async (t) => {
  server = createServer(async (request, response) => {
    for await (const _ of request);
    const record = records.get(new URL(request.url, "http://hr").pathname.split("/").at(-1));
    response.writeHead(record ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(record ?? {}));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  hr = await stage(t, { env: { HR_URL: `http://127.0.0.1:${server.address().port}` } });
});
after(() => server.close());

const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
const inDays = (days) => inSeconds(days * 86_400).slice(0, 10);
const later = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const words = ({ outcomes }) => outcomes.map(({ type, outcome }) => `${type}: ${outcome}`);
const seat = (id) => hr.inZuora(`e${id}@example.com`).map(([, status]) => status);
const attention = async (id) => (await hr.desk()).body.attention.filter(({ person }) => person === id).map(({ kind }) => kind);
/** All outcomes of a person, those that wait too, once there are as many as that. */
const told = (id, count) =>
  until(async () => {
    const outcomes = (await hr.outcomes()).filter(({ person }) => person === id);
    return outcomes.length >= count && words({ outcomes });
  }, `${count} outcomes of ${id}`);

let people = 0;
function newId() {
  people += 1;
  return String(people);
}

/** BambooHR's record of an employee, and its delivery. */
const inBamboo = (id, more) =>
  records.set(id, { firstName: "Mira", lastName: "Okafor", workEmail: `e${id}@example.com`, status: "Active", ...more });
async function bamboo(kind, employeeId) {
  const body = JSON.stringify({ type: `employee.${kind}`, timestamp: inSeconds(0), data: { companyId: "1", employeeId } });
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", "panda").update(body).update(time).digest("hex");
  await taken(hr.post("/hooks/bamboo", body, { "X-BambooHR-Signature": signature, "X-BambooHR-Timestamp": time }));
}

/** HiBob's record of an employee, and its delivery. */
const inBob = (id, startDate, lifecycle = "hired", more = {}) =>
  records.set(id, {
    ...{ id, email: `e${id}@example.com`, firstName: "Mira", surname: "Okafor", "/work/startDate": { value: startDate } },
    ...{ "/internal/lifecycleStatus": { value: lifecycle }, ...more },
  });
async function bob(type, employeeId) {
  const data = { employeeId, email: `e${employeeId}@example.com` };
  const said = { companyId: 1, type: `employee.${type}`, triggeredAt: inSeconds(0), version: "v2", data };
  const body = JSON.stringify(said);
  await taken(hr.post("/hooks/bob", body, { "Bob-Signature": createHmac("sha512", "bob").update(body).digest("base64") }));
}
async function taken(answer) {
  const response = await answer;
  await response.arrayBuffer();
  assert.equal(response.status, 202);
}

const SYSTEMS = {
  BambooHR: [(id, start) => inBamboo(id, { hireDate: start }), bamboo],
  HiBob: [(id, start) => inBob(id, start), bob],
};
for (const [name, [record, deliver]] of Object.entries(SYSTEMS)) {
  for (const order of [
    ["created", "updated"],
    ["updated", "created"],
  ]) {
    test(`${name}: ${order.join(", then ")}, of somebody who starts in 20 days: he has no seat yet`, async () => {
      const id = newId();
      record(id, inDays(20));
      for (const kind of order) {
        await deliver(kind, id);
        await later(1);
      }
      assert.deepEqual(await told(id, 2), ["joiner: overtaken", "joiner: waiting"]);
      assert.deepEqual(seat(id), []);
    });
  }

  test(`${name}: a change before the first day moves that day, to an earlier one too`, async () => {
    const [sooner, today] = [newId(), newId()];
    for (const id of [sooner, today]) {
      record(id, inDays(20));
      await deliver("created", id);
      await told(id, 1);
    }
    record(sooner, inSeconds(3));
    record(today, inDays(0));
    for (const id of [sooner, today]) await deliver("updated", id);
    assert.deepEqual(words(await hr.of(today, 2, 1)), ["joiner: overtaken", "joiner: done"]);
    assert.deepEqual([seat(today), seat(sooner)], [["Active"], []]);
    await hr.of(sooner, 2, 1);
    assert.deepEqual(seat(sooner), ["Active"]);
  });
}

test("a change that says that he is active gives no seat to somebody who starts later; on his day it is known", async () => {
  const id = newId();
  const mira = { id, email: `e${id}@example.com`, firstName: "Mira", lastName: "Okafor" };
  await hr.deliver("hired", { ...mira, startDate: inSeconds(3) });
  await hr.deliver("updated", { ...mira, lastName: "Diallo", status: "active" });
  await later(1.5);
  assert.deepEqual(seat(id), []);
  assert.deepEqual(words(await hr.of(id, 2, 1)), ["joiner: done", "mover: not_employed"]);
  const [account] = hr.zuora.users().filter(({ email }) => email === mira.email);
  assert.deepEqual([account.lastName, account.status], ["Diallo", "Active"]);
});

test("somebody who is rehired later stays off until then, whatever is changed", async () => {
  const id = newId();
  inBamboo(id, { hireDate: "2020-01-31" });
  await bamboo("created", id);
  await hr.of(id, 1, 1);
  inBamboo(id, { hireDate: "2020-01-31", status: "Inactive", terminationDate: inDays(0) });
  await bamboo("updated", id);
  await hr.of(id, 2, 2);
  inBamboo(id, { hireDate: inSeconds(4), terminationDate: "0000-00-00" });
  await bamboo("updated", id);
  await later(2);
  assert.deepEqual(seat(id), ["Inactive"]);
  assert.deepEqual(words(await hr.of(id, 3, 3)), ["joiner: done", "leaver: done", "joiner: done"]);
  assert.deepEqual(seat(id), ["Active"]);

  const hired = newId();
  const ada = { id: hired, email: `e${hired}@example.com`, firstName: "Ada", lastName: "Osei" };
  await hr.deliver("hired", ada);
  await hr.of(hired, 1, 1);
  await hr.deliver("terminated", ada);
  await hr.of(hired, 2, 2);
  await hr.deliver("rehired", { ...ada, startDate: inDays(20) });
  await hr.deliver("updated", { ...ada, lastName: "Diallo", status: "active" });
  assert.equal(words(await hr.of(hired, 3, 2)).at(-1), "mover: not_employed");
  assert.deepEqual(seat(hired), ["Inactive"]);
});

test("somebody who is deleted before his first day gets no seat on it, and the attention list says so", async () => {
  const [id, unsaid] = [newId(), newId()];
  for (const one of [id, unsaid]) {
    inBob(one, inSeconds(4));
    await bob("created", one);
    await told(one, 1);
    records.delete(one);
  }
  await bob("deleted", id);
  assert.deepEqual(words(await hr.of(id, 2, 0)), ["joiner: unresolved", "leaver: done"]);
  assert.deepEqual(words(await hr.of(unsaid, 1, 0)), ["joiner: unresolved"]);
  assert.deepEqual([seat(id), seat(unsaid)], [[], []]);
  assert.deepEqual(await attention(unsaid), ["unresolved"]);
});

test("somebody who doesn't come after all gets no seat on his first day, whether or not a change has said so before", async () => {
  const [id, unsaid] = [newId(), newId()];
  for (const one of [id, unsaid]) {
    inBob(one, inSeconds(4));
    await bob("created", one);
    await told(one, 1);
    inBob(one, inSeconds(3), "terminated");
  }
  await bob("updated", id);
  assert.deepEqual(words(await hr.of(id, 2, 0)), ["joiner: not_employed", "leaver: done"]);
  assert.deepEqual(words(await hr.of(unsaid, 1, 0)), ["joiner: not_employed"]);
  assert.deepEqual([seat(id), seat(unsaid)], [[], []]);
  assert.deepEqual(await attention(unsaid), ["taken_back"]);
});

test("a first day that is put off, and put off again, is waited for, though the person's object ends as it hears of it", async () => {
  const id = newId();
  await hr.trap("person after refresh");
  inBob(id, inSeconds(2));
  await bob("created", id);
  await told(id, 1);
  const [second, third] = [inSeconds(5), inSeconds(8)];
  const waits = (day) =>
    until(
      async () => (await hr.outcomes()).find(({ person, effectiveAt }) => person === id && effectiveAt === day),
      "the record of its day",
    );
  inBob(id, second);
  assert.equal((await waits(second)).outcome, "waiting");
  inBob(id, third);
  assert.equal((await waits(third)).outcome, "waiting");
  assert.deepEqual(seat(id), []);
  const { outcomes } = await hr.of(id, 1, 1);
  assert.deepEqual(words({ outcomes }), ["joiner: done"]);
  assert.ok(Date.now() >= Date.parse(third));
  assert.deepEqual(await hr.rows("SELECT place FROM traps"), []);
  assert.deepEqual(seat(id), ["Active"]);
});

test("a record of somebody who has long left makes no account when it is new", async () => {
  const id = newId();
  inBamboo(id, { status: "Inactive", hireDate: "2019-01-31", terminationDate: "2020-01-31" });
  await bamboo("created", id);
  assert.deepEqual(words(await hr.of(id, 1, 0)), ["joiner: not_employed"]);
  assert.deepEqual([seat(id), await attention(id)], [[], []]);
});

/** Somebody who is here, and whose last day is to come. */
async function leaving(seconds) {
  const id = newId();
  const record = (more) => inBamboo(id, { hireDate: "2020-01-31", ...more });
  record({ terminationDate: "0000-00-00" });
  await bamboo("created", id);
  await hr.of(id, 1, 1);
  const last = inSeconds(seconds);
  record({ status: "Inactive", terminationDate: last });
  await bamboo("updated", id);
  await told(id, 2);
  return { id, record, last };
}

test("a last day that was put off by the time is waited for", async () => {
  const { id, record, last } = await leaving(2);
  const other = inSeconds(6);
  record({ status: "Active", terminationDate: other });
  await until(() => Date.now() > Date.parse(last) + 1500);
  assert.deepEqual(seat(id), ["Active"]);
  assert.deepEqual(words(await hr.of(id, 2, 2)), ["joiner: done", "leaver: done"]);
  assert.ok(Date.now() >= Date.parse(other));
  assert.deepEqual(seat(id), ["Inactive"]);
});

test("a leaver who stays by the time keeps his seat, and the attention list says so", async () => {
  const { id, record } = await leaving(2);
  record({ terminationDate: "0000-00-00" });
  assert.deepEqual(words(await hr.of(id, 2, 1)), ["joiner: done", "leaver: cancelled"]);
  assert.deepEqual([seat(id), await attention(id)], [["Active"], ["taken_back"]]);
  record({ terminationDate: "0000-00-00", lastName: "Diallo" });
  await bamboo("updated", id);
  assert.equal(words(await hr.of(id, 3, 2)).at(-1), "mover: done");
});

test("a leaver loses his seat on his last day, though he is called employed all that day, or is deleted by then", async () => {
  const [still, deleted] = [await leaving(2), await leaving(2)];
  still.record({ terminationDate: still.last });
  records.delete(deleted.id);
  for (const { id } of [still, deleted]) {
    assert.deepEqual(words(await hr.of(id, 2, 2)), ["joiner: done", "leaver: done"]);
    assert.deepEqual(seat(id), ["Inactive"]);
  }
});

test("where the HR system can't be asked: somebody who never came, and is told to leave before his first day, gets no seat on it", async () => {
  const id = newId();
  const mira = { id, email: `e${id}@example.com`, firstName: "Mira", lastName: "Okafor" };
  await hr.deliver("hired", { ...mira, startDate: inSeconds(3) });
  await hr.deliver("deleted", mira);
  assert.deepEqual(words(await hr.of(id, 2, 0)), ["joiner: overtaken", "leaver: done"]);
  assert.deepEqual(seat(id), []);
  // Nobody but he may know that he comes after all.
  assert.deepEqual(await attention(id), ["leaver_not_found", "no_show"]);
});
