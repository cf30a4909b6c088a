/** Thin events: the Worker asks BambooHR and HiBob, as their pages describe their APIs, before it does anything. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import test, { after, before } from "node:test";
import { stage, until } from "./stage.mjs";

/** What the HR systems answer: id → record, or a status. */
const people = new Map();
const asked = [];
let hr;
let server;

before(async (t) => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const { pathname, searchParams } = new URL(request.url, "http://hr");
    asked.push({ method: request.method, pathname, fields: searchParams.get("fields"), body, headers: request.headers });
    const answer = people.get(pathname.split("/").at(-1)) ?? 404;
    const [status, headers, record] = typeof answer === "number" ? [answer, {}, {}] : Array.isArray(answer) ? answer : [200, {}, answer];
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(record));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  hr = await stage(t, { env: { HR_URL: `http://127.0.0.1:${server.address().port}` } });
});
after(() => server.close());

const bamboo = (kind, employeeId) =>
  bambooPost({ type: `employee.${kind}`, timestamp: new Date().toISOString(), data: { companyId: "1", employeeId } });

async function bambooPost(said) {
  const body = JSON.stringify(said);
  const time = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", "panda").update(body).update(time).digest("hex");
  const response = await hr.post("/hooks/bamboo", body, { "X-BambooHR-Signature": signature, "X-BambooHR-Timestamp": time });
  await response.arrayBuffer();
  return response.status;
}

async function bob(type, employeeId, more = {}) {
  const body = JSON.stringify({
    companyId: 1,
    type: `employee.${type}`,
    triggeredAt: new Date().toISOString(),
    version: "v2",
    data: { employeeId, ...more },
  });
  const response = await hr.post("/hooks/bob", body, { "Bob-Signature": createHmac("sha512", "bob").update(body).digest("base64") });
  await response.arrayBuffer();
  return response.status;
}

const MIRA = {
  id: "67890",
  firstName: "Mira",
  lastName: "Okafor",
  workEmail: "mira@example.com",
  jobTitle: "Engineer",
  department: "Engineering",
  status: "Active",
  hireDate: "2020-01-31",
  terminationDate: "0000-00-00",
};

test("BambooHR: a joiner, a change of mail address, and a termination that comes as a change", async () => {
  people.set("67890", MIRA);
  assert.equal(await bamboo("created", "67890"), 202);
  await hr.of("67890", 1, 2);
  assert.deepEqual(hr.inZuora("mira@example.com"), [["mira@example.com", "Active"]]);
  const [{ method, pathname, fields, headers }] = asked;
  assert.deepEqual([method, pathname], ["GET", "/api/v1/employees/67890"]);
  assert.match(fields, /^firstName,lastName,.*workEmail.*status,hireDate,terminationDate$/);
  assert.equal(headers.authorization, `Basic ${btoa("key:x")}`);
  const [account] = hr.scim.users().filter(({ userName }) => userName === "mira@example.com");
  assert.deepEqual([account.title, account.name.familyName], ["Engineer", "Okafor"]);

  people.set("67890", { ...MIRA, workEmail: "mira.diallo@example.com", lastName: "Diallo" });
  await bamboo("updated", "67890");
  await hr.of("67890", 2, 4);
  assert.deepEqual([hr.inZuora("mira@example.com"), hr.inZuora("mira.diallo@example.com").length], [[], 1]);

  people.set("67890", {
    ...MIRA,
    workEmail: "mira.diallo@example.com",
    status: "Inactive",
    terminationDate: new Date().toISOString().slice(0, 10),
  });
  await bamboo("updated", "67890");
  const { outcomes } = await hr.of("67890", 3, 6);
  assert.deepEqual(
    outcomes.map(({ type, outcome }) => `${type}: ${outcome}`),
    ["joiner: done", "mover: done", "leaver: done"],
  );
  assert.deepEqual(hr.inZuora("mira.diallo@example.com")[0][1], "Inactive");
  assert.deepEqual(hr.inScim("mira.diallo@example.com"), [["mira@example.com", false]]);
});

test("BambooHR: somebody who starts later is waited for; an employee who is deleted there is a leaver all the same", async () => {
  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  people.set("1", { ...MIRA, id: "1", workEmail: "soon@example.com", hireDate: soon });
  await bamboo("created", "1");
  const waiting = await until(async () => (await hr.outcomes()).find(({ person }) => person === "1"), "the record that it waits");
  assert.deepEqual([waiting.outcome, waiting.effectiveAt], ["waiting", `${soon}T00:00:00.000Z`]);
  assert.deepEqual(hr.inZuora("soon@example.com"), []);

  people.set("2", { ...MIRA, id: "2", workEmail: "gone@example.com" });
  await bamboo("created", "2");
  await hr.of("2", 1, 2);
  people.delete("2");
  await bamboo("deleted", "2");
  await hr.of("2", 2, 4);
  assert.equal(hr.inZuora("gone@example.com")[0][1], "Inactive");
});

test("BambooHR: a delivery of several employees is one outcome each", async () => {
  const fields = (name, status) => ({
    "Work Email": { value: `${name}@example.com` },
    "First Name": { value: name },
    "Last Name": { value: "Many" },
    Status: { value: status },
  });
  const at = new Date().toISOString();
  const employees = [
    { id: "11", action: "Created", timestamp: at, changedFields: [], fields: fields("one", "Active") },
    { id: "12", action: "Updated", timestamp: at, changedFields: ["Status"], fields: fields("two", "Inactive") },
    { id: "13", action: "Updated", timestamp: at, changedFields: ["First Name"], fields: fields("three", "Active") },
  ];
  assert.equal(await bambooPost({ employees }), 202);
  const types = [];
  for (const { id } of employees) types.push(...(await hr.of(id, 1, 0)).outcomes.map(({ type, outcome }) => `${type}: ${outcome}`));
  assert.deepEqual(types, ["joiner: done", "leaver: done", "mover: done"]);
  assert.deepEqual(
    ["one", "two", "three"].map((name) => hr.inZuora(`${name}@example.com`).length),
    [1, 0, 1],
  );
});

const BOB = {
  id: "3332883854254932743",
  email: "ada@example.com",
  firstName: "Ada",
  surname: "Osei",
  displayName: "Ada Osei",
  work: { title: "251", department: "209192163", startDate: "2020-01-31" },
  "/work/title": { value: "251" },
  "/work/department": { value: "209192163" },
  "/internal/lifecycleStatus": { value: "employed" },
  "/internal/status": { value: "Active" },
  humanReadable: { work: { title: "CTO", department: "Engineering", startDate: "31/01/2020" } },
};

test("HiBob: names of lists are read, not their ids; on leave is not left; terminated is", async () => {
  const { id } = BOB;
  people.set(id, BOB);
  assert.equal(await bob("created", id), 202);
  await hr.of(id, 1, 2);
  const [account] = hr.scim.users().filter(({ userName }) => userName === "ada@example.com");
  assert.deepEqual([account.title, account.userType, account.displayName], ["CTO", "Lead", "Ada Osei"]);
  const { method, pathname, body, headers } = asked.findLast(({ pathname }) => pathname.startsWith("/v1/people/"));
  assert.deepEqual([method, pathname, headers.authorization], ["POST", `/v1/people/${id}`, `Basic ${btoa("bot:hunter2")}`]);
  assert.equal(JSON.parse(body).humanReadable, "APPEND");
  assert.ok(JSON.parse(body).fields.includes("internal.lifecycleStatus"));

  people.set(id, { ...BOB, "/internal/lifecycleStatus": { value: "leave" }, "/internal/status": { value: "Inactive" } });
  await bob("inactivated", id);
  await hr.of(id, 2, 2);
  assert.deepEqual(hr.inZuora("ada@example.com"), [["ada@example.com", "Active"]]);

  people.set(id, { ...BOB, "/internal/lifecycleStatus": { value: "Terminated" }, "/internal/terminationDate": { value: "2026-01-31" } });
  await bob("left", id);
  const { outcomes } = await hr.of(id, 3, 4);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ["done", "done", "done"],
  );
  assert.deepEqual(hr.inZuora("ada@example.com"), [["ada@example.com", "Inactive"]]);
});

test("a change to an account that is off leaves it off and says so, where nothing says that the person is employed", async () => {
  people.set("5", { id: "5", email: "off@example.com", firstName: "Off", surname: "Duty" });
  hr.zuora.addUser({ username: "off@example.com", email: "off@example.com", firstName: "Of", lastName: "Duty", status: "Inactive" });
  await bob("updated", "5");
  await hr.of("5", 1, 1);
  assert.deepEqual(hr.inZuora("off@example.com"), [["off@example.com", "Inactive"]]);
  const { attention } = (await hr.desk()).body;
  assert.deepEqual(
    attention.filter(({ person }) => person === "5").map(({ kind, tenant }) => `${kind} ${tenant}`),
    ["left_inactive zuora"],
  );
});

test("somebody whom the HR system doesn't know is on the attention list, and nothing is done", async () => {
  await bob("updated", "404404");
  const { outcomes } = await hr.of("404404", 1, 0);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ["unresolved"],
  );
  const { attention } = (await hr.desk()).body;
  assert.deepEqual(
    attention.filter(({ person }) => person === "404404").map(({ kind }) => kind),
    ["unresolved"],
  );
});

test("an HR system that is busy is asked again; one that refuses the key is not, and the dead letter says so without the key", async () => {
  people.set("6", [429, { "retry-after": "1" }, {}]);
  const begun = asked.length;
  await bob("created", "6");
  await until(() => asked.length > begun, "the first question");
  people.set("6", { ...BOB, id: "6", email: "busy@example.com" });
  await hr.of("6", 1, 2);
  assert.equal(hr.inZuora("busy@example.com").length, 1);

  people.set("9", 401);
  await bamboo("created", "9");
  const letter = await until(async () => (await hr.desk()).body.deadLetters.find(({ person }) => person === "9"), "a dead letter");
  assert.deepEqual([letter.error.code, letter.error.retryable, letter.tenant], ["auth_failed", false, undefined]);
  assert.doesNotMatch(JSON.stringify(letter), new RegExp(btoa("key:x")));
  people.set("9", { ...MIRA, id: "9", workEmail: "key@example.com" });
  await hr.desk("POST", `/dead-letters/${encodeURIComponent(letter.id)}/send`);
  await until(() => hr.inZuora("key@example.com").length === 1, "the account");
});

test("an id that a URL would take for a step through the path is never asked for: the dead letter says so", async () => {
  const begun = asked.length;
  for (const id of [".", ".."]) {
    assert.equal(await bamboo("updated", id), 202);
    assert.equal(await bob("left", id), 202);
    const said = await until(async () => {
      const letters = (await hr.desk()).body.deadLetters.filter(({ person }) => person === id);
      return letters.length === 2 && letters;
    }, `two dead letters of "${id}"`);
    assert.deepEqual(said.map(({ source, error }) => `${source}: ${error.code} ${error.retryable}`).sort(), [
      "bamboo: invalid_input false",
      "bob: invalid_input false",
    ]);
  }
  assert.equal(asked.length, begun);
});

test("where nothing is signed, and for sources that tell people apart otherwise: what the source says is taken", async () => {
  const body = JSON.stringify({
    type: "employee.hired",
    data: { employeeNumber: "N-1", email: "own@example.com", firstName: "Own", lastName: "Number", id: "row-1" },
  });
  const headers = { "x-signature": createHmac("sha256", "own").update(body).digest("hex") };
  const response = await hr.post("/hooks/own", body, headers);
  assert.equal(response.status, 202);
  await hr.of("N-1", 1, 1);
  const left = JSON.stringify({ type: "employee.terminated", data: { employeeNumber: "N-1", email: "own@example.com", id: "row-2" } });
  await hr.post("/hooks/own", left, { "x-signature": createHmac("sha256", "own").update(left).digest("hex") });
  await hr.of("N-1", 2, 2);
  assert.deepEqual(hr.inZuora("own@example.com"), [["own@example.com", "Inactive"]]);
});

test("a change that says no more than that there is one: the next in the same words is asked about again", async () => {
  const body = JSON.stringify({ type: "employee.updated", data: { id: "21" } });
  const changed = async () => {
    const response = await hr.post("/hooks/bare", body, { "x-signature": createHmac("sha256", "bare").update(body).digest("hex") });
    await response.arrayBuffer();
    assert.equal(response.status, 202);
  };
  for (const [at, lastName] of ["Okafor", "Diallo"].entries()) {
    people.set("21", { ...MIRA, id: "21", workEmail: "bare@example.com", department: "Sales", lastName });
    await changed();
    await hr.of("21", at + 1, at + 1);
    assert.deepEqual(
      hr.zuora
        .users()
        .filter(({ email }) => email === "bare@example.com")
        .map((user) => user.lastName),
      [lastName],
    );
  }
});
