/** Users one by one, page by page, or in an array; whoever stops early stops the reading. */

import assert from "node:assert/strict";
import test from "node:test";
import { list } from "../../../pkg/index.js";
import { rejection, tenant } from "./tenant.mjs";

const ids = (users) => users.map(({ id }) => id).sort();
const reads = (sandbox) => sandbox.requests().filter(({ path }) => path === "/v1/users");

test("every user once, in every way of reading", async () => {
  const { sandbox, client } = tenant({ users: 120 });
  const wanted = ids(sandbox.users());
  const oneByOne = [];
  for await (const user of client.list()) oneByOne.push(user);
  const byPages = [];
  for await (const { users } of client.list().pages()) byPages.push(...users);
  assert.deepEqual(ids(oneByOne), wanted);
  assert.deepEqual(ids(byPages), wanted);
  assert.deepEqual(ids(await client.list().toArray()), wanted);
  assert.deepEqual(ids(await list(sandbox.connection, {}, { fetch: sandbox.fetch }).toArray()), wanted);
});

test("nothing is sent before the first user is asked for", async () => {
  const { sandbox, client } = tenant();
  const users = client.list();
  users.pages();
  list(sandbox.connection, {}, { fetch: sandbox.fetch });
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(sandbox.requests(), []);
});

test("a list can be read again, and is read anew", async () => {
  const { sandbox, client } = tenant({ users: 30 });
  const users = client.list();
  assert.equal((await users.toArray()).length, 30);
  sandbox.addUser({ username: "late@example.com" });
  assert.equal((await users.toArray()).length, 31);
});

test("breaking out of a loop stops the reading", async () => {
  const { sandbox, client } = tenant({ users: 2000, latencyMs: [2, 2] });
  for await (const user of client.list({ pageSize: 10 })) {
    assert.ok(user.id);
    break;
  }
  const sent = reads(sandbox).length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(reads(sandbox).length <= sent + 1, `${sent} requests, then ${reads(sandbox).length}`);
  assert.ok(sent < 100, `${sent} of 200 pages were read for one user`);
});

test("an error thrown inside the loop stops the reading too", async () => {
  const { client } = tenant({ users: 120 });
  const error = await rejection(
    (async () => {
      for await (const user of client.list()) throw new Error(`stop at ${typeof user.id}`);
    })(),
  );
  assert.equal(error.message, "stop at string");
  assert.equal((await client.list().toArray()).length, 120);
});

test("toArray with a limit asks for no page beyond it", async () => {
  const { sandbox, client } = tenant({ users: 120 });
  const users = await client.list({ pageSize: 40 }).toArray({ limit: 25 });
  assert.equal(users.length, 25);
  assert.equal(reads(sandbox).length, 1);
  assert.equal((await client.list({ limit: 10 }).toArray({ limit: 25 })).length, 10);
  assert.equal((await client.list({ limit: 25 }).toArray({ limit: 10 })).length, 10);
});

test("toArray takes a limit and nothing else", async () => {
  const { client } = tenant({ users: 120 });
  assert.equal((await client.list({ limit: 5 }).toArray({ limit: null })).length, 5);
  for (const options of [{ signal: AbortSignal.abort() }, { limt: 2 }]) {
    const error = await rejection(client.list({ limit: 5 }).toArray(options));
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, new RegExp(`^options\\.${Object.keys(options)[0]}: is no option of toArray`));
  }
});

test("a limit gives a cursor, and the cursor the rest", async () => {
  const { sandbox, client } = tenant({ users: 120 });
  const seen = [];
  let cursor;
  for (let rounds = 0; rounds < 10; rounds += 1) {
    let last;
    for await (const page of client.list({ limit: 50, ...(cursor && { cursor }) }).pages()) {
      seen.push(...page.users);
      last = page;
    }
    cursor = last?.cursor;
    if (cursor === undefined) break;
  }
  assert.deepEqual(ids(seen), ids(sandbox.users()));
});

test("filters hold, whoever applies them", async () => {
  const { sandbox, client } = tenant({ users: 120 });
  const stored = sandbox.users();
  const active = await client.list({ active: true }).toArray();
  assert.deepEqual(ids(active), ids(stored.filter(({ status }) => status === "Active")));
  const inactive = await client.list({ active: false }).toArray();
  assert.equal(active.length + inactive.length, 120);
  const [first] = stored;
  assert.deepEqual(ids(await client.list({ userName: first.username }).toArray()), [first.id]);
});

test("raw is there when it is asked for, and only then", async () => {
  const { client } = tenant({ users: 3 });
  assert.ok((await client.list().toArray()).every(({ raw }) => raw === undefined));
  assert.ok((await client.list({ raw: true }).toArray()).every(({ raw, id }) => raw.id === id));
});

test("two loops over one list don't disturb each other", async () => {
  const { client } = tenant({ users: 90 });
  const users = client.list({ pageSize: 10 });
  const [one, other] = await Promise.all([users.toArray(), users.toArray()]);
  assert.deepEqual(ids(one), ids(other));
  assert.equal(one.length, 90);
});

test("several calls of next at once give users in order, none twice", async () => {
  const { client } = tenant({ users: 45 });
  const iterator = client.list({ pageSize: 10 })[Symbol.asyncIterator]();
  const results = await Promise.all(Array.from({ length: 50 }, () => iterator.next()));
  assert.equal(results.filter(({ done }) => done).length, 5);
  assert.equal(new Set(results.filter(({ done }) => !done).map(({ value }) => value.id)).size, 45);
});

test("a page that fails for good is an error, never a quiet half", async () => {
  const { sandbox, client } = tenant({ users: 120 });
  await client.token();
  sandbox.fault({ kind: "html", path: "/v1/users", skip: 1, times: 50 });
  const error = await rejection(client.list({ pageSize: 40 }).toArray());
  assert.equal(error.code, "invalid_response");
});
