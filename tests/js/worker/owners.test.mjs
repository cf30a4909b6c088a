/** An account that this Worker gave to one person is never handed to a colleague, nor taken with his leaving, whatever they are called. */

import assert from "node:assert/strict";
import test from "node:test";
import { MIRA, stage, until } from "./stage.mjs";

const RENAMED = { ...MIRA, email: "mira.d@example.com", lastName: "Diallo", department: "Engineering", status: "active" };
const NEW = { id: "8", email: MIRA.email, firstName: "Miranda", lastName: "Okafor", department: "Engineering" };
/** What there is of the two in each tenant. */
const people = (hr) => [
  hr.zuora
    .users()
    .slice(5)
    .map(({ email, lastName, status }) => [email, lastName, status]),
  hr.scim
    .users()
    .filter(({ userName }) => userName.startsWith("mira"))
    .map(({ userName, emails, active }) => [userName, emails[0].value, active]),
];

test("the old address of somebody who was renamed goes to somebody else: a conflict, and nothing is overwritten", async (t) => {
  const hr = await stage(t);
  await hr.deliver("hired", { ...MIRA, department: "Engineering" });
  await hr.settled(1);
  await hr.deliver("updated", RENAMED);
  await hr.settled(2);
  const before = people(hr);
  await hr.deliver("hired", NEW);
  await hr.settled(3);
  assert.deepEqual(people(hr), before);
  const letters = await until(async () => {
    const list = (await hr.desk()).body.deadLetters;
    return list.length === 2 && list;
  }, "the dead letters");
  assert.deepEqual(
    letters.map(({ person, error }) => [person, error.code]),
    [
      ["8", "conflict"],
      ["8", "conflict"],
    ],
  );
  // His leaving takes nothing of hers either.
  await hr.deliver("terminated", { id: "8", email: MIRA.email });
  await hr.settled(4);
  assert.deepEqual(people(hr), before);
  // Once she has left, the account is free.
  await hr.deliver("terminated", { id: MIRA.id, email: RENAMED.email });
  await hr.settled(5);
  await hr.deliver("rehired", NEW);
  await hr.settled(6);
  assert.deepEqual(
    people(hr)[1].map(([, email, active]) => [email, active]),
    [[MIRA.email, true]],
  );
});

test("somebody whom two HR systems know has one account by both", async (t) => {
  const hr = await stage(t);
  await hr.deliver("hired", MIRA);
  await hr.settled(1);
  const { createHmac } = await import("node:crypto");
  const body = JSON.stringify({ type: "employee.hired", data: { ...MIRA, employeeNumber: "N-7", id: "row" } });
  await hr.post("/hooks/own", body, { "x-signature": createHmac("sha256", "own").update(body).digest("hex") });
  const outcomes = await hr.settled(2);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ["done", "done"],
  );
  assert.deepEqual(hr.inZuora(MIRA.email), [[MIRA.email, "Active"]]);
});
