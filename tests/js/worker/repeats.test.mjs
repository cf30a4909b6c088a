/** Deliveries that have neither an id nor a time: which of the same words are a redelivery, and which are a second event. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import test, { before } from "node:test";
import { stage } from "./stage.mjs";

let hr;
before(async (t) => {
  hr = await stage(t);
});

let people = 0;
function somebody() {
  people += 1;
  return { employeeNumber: `N-${people}`, email: `mira${people}@example.com`, firstName: "Mira", lastName: "Okafor" };
}

async function deliver(kind, data) {
  const body = JSON.stringify({ type: `employee.${kind}`, data });
  const response = await hr.post("/hooks/own", body, { "x-signature": createHmac("sha256", "own").update(body).digest("hex") });
  await response.arrayBuffer();
  assert.equal(response.status, 202);
}

/** Hours go by. */
const hoursPass = async (hours, object) => (await fetch(new URL(`/backdate/${hours}/${encodeURIComponent(object)}`, hr.url))).text();
const words = ({ outcomes }) => outcomes.map(({ type, outcome }) => `${type}: ${outcome}`);
const settles = () => new Promise((resolve) => setTimeout(resolve, 700));
const seat = ({ email }) => hr.inZuora(email).map(([, status]) => status);
const attention = async (person) => (await hr.desk()).body.attention.filter((one) => one.person === person).map(({ kind }) => kind);

/** Somebody who was hired, has left and has come back, `hours` after the termination. */
async function returned(hours) {
  const mira = somebody();
  await deliver("hired", mira);
  await hr.of(mira.employeeNumber, 1, 1);
  await deliver("terminated", mira);
  await hr.of(mira.employeeNumber, 2, 2);
  await hoursPass(hours, `own:${mira.employeeNumber}`);
  await deliver("rehired", { ...mira, title: "CTO" });
  await hr.of(mira.employeeNumber, 3, 3);
  return mira;
}

test("a second termination in the same words, after a rehire and more than a day later, is done", async () => {
  const mira = await returned(30);
  await deliver("terminated", mira);
  const said = await hr.of(mira.employeeNumber, 4, 4);
  assert.deepEqual(words(said), ["joiner: done", "leaver: done", "joiner: done", "leaver: done"]);
  assert.deepEqual(seat(mira), ["Inactive"]);
  assert.equal(new Set(said.outcomes.map(({ id }) => id)).size, 4);
  // That one's redelivery is none of its own.
  await deliver("terminated", mira);
  await settles();
  assert.equal((await hr.of(mira.employeeNumber, 4, 4)).outcomes.length, 4);
});

test("a redelivery hours later, after a rehire, is not done again; people are told that it may have been a second one", async () => {
  const mira = await returned(5);
  await deliver("terminated", mira);
  await settles();
  assert.deepEqual(words(await hr.of(mira.employeeNumber, 3, 3)), ["joiner: done", "leaver: done", "joiner: done"]);
  assert.deepEqual([seat(mira), await attention(mira.employeeNumber)], [["Active"], ["duplicate_ignored"]]);
});

test("a redelivery of what is the latest of a person is never done again", async () => {
  const mira = somebody();
  await deliver("hired", mira);
  await hr.of(mira.employeeNumber, 1, 1);
  await deliver("terminated", mira);
  await hr.of(mira.employeeNumber, 2, 2);
  await hoursPass(300, `own:${mira.employeeNumber}`);
  await deliver("terminated", mira);
  await settles();
  assert.equal((await hr.of(mira.employeeNumber, 2, 2)).outcomes.length, 2);
  assert.deepEqual(await attention(mira.employeeNumber), []);
});

test("what has an id of its own is done once, however late it comes again", async () => {
  const mira = { id: "77", email: "ada@example.com", firstName: "Ada", lastName: "Osei" };
  await hr.deliver("hired", mira);
  await hr.of("77", 1, 1);
  await hr.deliver("terminated", mira, { id: "msg_77" });
  await hr.of("77", 2, 2);
  await hoursPass(300, "hr:77");
  await hr.deliver("rehired", mira);
  await hr.of("77", 3, 3);
  await hr.deliver("terminated", mira, { id: "msg_77" });
  await settles();
  assert.equal((await hr.of("77", 3, 3)).outcomes.length, 3);
  assert.deepEqual(seat(mira), ["Active"]);
});
