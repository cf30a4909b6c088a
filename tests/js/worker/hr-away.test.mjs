/** An HR system that can't be asked for longer than a Workflow tries: the Queue has its events begun again, and people are told if that doesn't help. */

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import test from "node:test";
import { stage, until } from "./stage.mjs";

/** The Worker beside a BambooHR that is away until it is told to be back. */
async function away(t, queue) {
  const asked = [];
  let isBack = false;
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    const id = new URL(request.url, "http://hr").pathname.split("/").at(-1);
    asked.push(id);
    const mira = { id, firstName: "Mira", lastName: "Okafor", workEmail: `e${id}@example.com`, status: "Active", hireDate: "2020-01-31" };
    response.writeHead(isBack ? 200 : 503, { "content-type": "application/json" }).end(JSON.stringify(isBack ? mira : {}));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const hr = await stage(t, {
    env: { HR_URL: `http://127.0.0.1:${server.address().port}`, RETRIES: { limit: 0, delayMs: 10 } },
    queue,
  });
  return {
    ...hr,
    hr,
    asked,
    back() {
      isBack = true;
    },
    async created(employeeId) {
      const body = JSON.stringify({ type: "employee.created", timestamp: new Date().toISOString(), data: { companyId: "1", employeeId } });
      const time = String(Math.floor(Date.now() / 1000));
      const signature = createHmac("sha256", "panda").update(body).update(time).digest("hex");
      const response = await hr.post("/hooks/bamboo", body, { "X-BambooHR-Signature": signature, "X-BambooHR-Timestamp": time });
      await response.arrayBuffer();
      assert.equal(response.status, 202);
    },
  };
}

test("an HR system that is away for longer than a Workflow tries is asked again by the Queue, and nobody has to do a thing", async (t) => {
  const { hr, asked, back, created } = await away(t, { retryDelay: 1 });
  await created("1");
  await until(() => asked.length >= 2, "the Queue's first try");
  assert.deepEqual((await hr.desk()).body.deadLetters, []);
  back();
  const { id } = await until(async () => (await hr.outcomes()).find(({ outcome }) => outcome === "done"), "the outcome");
  assert.deepEqual(
    (await hr.outcomes()).map((one) => [one.id, one.outcome, one.error]),
    [[id, "done", undefined]],
  );
  assert.deepEqual(hr.inZuora("e1@example.com"), [["e1@example.com", "Active"]]);
  const { deadLetters, attention } = (await hr.desk()).body;
  assert.deepEqual([deadLetters, attention], [[], []]);
});

test("an HR system that stays away: each event is tried ten times more and is a dead letter then; people are told once, and it is done once that is sent again", async (t) => {
  const { hr, asked, back, created } = await away(t);
  const ids = ["1", "2", "3", "4"];
  await Promise.all(ids.map(created));
  const letters = await until(
    async () => {
      const { deadLetters } = (await hr.desk()).body;
      return deadLetters.length === ids.length && deadLetters;
    },
    "the dead letters",
    60_000,
  );
  assert.equal(asked.length, 11 * ids.length);
  for (const { tenant, error } of letters) assert.deepEqual([tenant, error.retryable], [undefined, true]);
  const { attention } = (await hr.desk()).body;
  assert.deepEqual(
    attention.map(({ kind }) => kind),
    ["dead_letter"],
  );
  assert.match(attention[0].message, /before any tenant: \w+\. .* dead letter at \/desk/);
  assert.deepEqual(await hr.told(), ["dead_letter"]);

  back();
  assert.deepEqual((await hr.desk("POST", "/dead-letters")).body, { sent: ids.length });
  await until(async () => (await hr.outcomes()).filter(({ outcome }) => outcome === "done").length === ids.length, "the outcomes");
  const { deadLetters, attention: left } = (await hr.desk()).body;
  assert.deepEqual([deadLetters, left], [[], []]);
});
