/** Deliveries that nobody should let in: each is refused clearly, and starts nothing. */

import assert from "node:assert/strict";
import { request } from "node:http";
import test, { before } from "node:test";
import { MIRA, SECRET, signed, stage, TOKEN } from "./stage.mjs";

let hr;
before(async (t) => {
  hr = await stage(t);
});

const BODY = JSON.stringify({ type: "employee.hired", data: MIRA });

/** Posts, and says what came back. */
async function post(body, headers, path = "/hooks/hr") {
  const response = await hr.post(path, body, headers);
  return [response.status, (await response.json()).message];
}

/** Who still sends while he is refused may find the connection closed before he hears why: he sends again. */
async function heard(send) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}

async function nothingStarted() {
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.deepEqual(await hr.outcomes(), []);
  assert.deepEqual(hr.zuora.requests(), []);
  assert.deepEqual((await hr.desk()).body.deadLetters, []);
}

const CASES = {
  "a delivery of 5 MB": [413, /too large/, () => post(`{"pad":"${"x".repeat(5 * 1024 * 1024)}"}`, signed("{}"))],
  "a delivery of 5 MB that doesn't say how large it is": [
    413,
    /too large/,
    async () => {
      const chunk = new TextEncoder().encode("x".repeat(64 * 1024));
      let sent = 0;
      const body = new ReadableStream({
        pull(controller) {
          sent += 1;
          if (sent > 80) controller.close();
          else controller.enqueue(chunk);
        },
      });
      const response = await fetch(new URL("/hooks/hr", hr.url), { method: "POST", body, duplex: "half", headers: signed("{}") });
      return [response.status, (await response.json()).message];
    },
  ],
  "bad UTF-8, well signed": [
    400,
    /can't be read/,
    () => {
      const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
      return post(body, signed(body));
    },
  ],
  "JSON nested 10 000 deep, well signed": [
    400,
    /can't be read/,
    () => {
      const body = '{"a":'.repeat(10_000);
      return post(body, signed(body));
    },
  ],
  "no JSON, well signed": [400, /can't be read/, () => post("hello", signed("hello"))],
  "no body": [400, /can't be read/, () => post("", signed(""))],
  "a signature of another secret": [401, /not authentic/, () => post(BODY, signed(BODY, { secret: `whsec_${btoa("guess")}` }))],
  "another body than was signed": [401, /not authentic/, () => post(BODY.replace("Mira", "Eve"), signed(BODY))],
  "an old delivery": [401, /not authentic/, () => post(BODY, signed(BODY, { at: Date.now() - 3_600_000 }))],
  "no headers": [401, /not authentic/, () => post(BODY, {})],
  "a header that is missing": [
    401,
    /not authentic/,
    () => {
      const { "webhook-timestamp": _, ...headers } = signed(BODY);
      return post(BODY, headers);
    },
  ],
  "two signature headers, one of them good": [
    401,
    /not authentic/,
    () => {
      const good = signed(BODY, { id: "msg_1" });
      const bad = signed(BODY, { id: "msg_1", secret: `whsec_${btoa("guess")}` });
      const signatures = [bad["webhook-signature"], good["webhook-signature"]];
      return new Promise((resolve, reject) => {
        const sent = request(
          new URL("/hooks/hr", hr.url),
          { method: "POST", headers: { ...good, "webhook-signature": signatures } },
          (response) => {
            let text = "";
            response.on("data", (part) => {
              text += part;
            });
            response.on("end", () => resolve([response.statusCode, JSON.parse(text).message]));
          },
        );
        sent.on("error", reject);
        sent.end(BODY);
      });
    },
  ],
  "a source that isn't there": [404, /no such source/, () => post(BODY, signed(BODY), "/hooks/nobody")],
  "a source that every object has": [404, /no such source/, () => post(BODY, signed(BODY), "/hooks/constructor")],
  "a path that isn't there": [404, /nothing here/, () => post(BODY, signed(BODY), "/hooks/hr/more")],
  "a GET": [
    405,
    /posted/,
    async () => {
      const response = await fetch(new URL("/hooks/hr", hr.url));
      return [response.status, (await response.json()).message];
    },
  ],
};

for (const [what, [status, message, send]] of Object.entries(CASES)) {
  test(`${what}: ${status}, nothing is started`, async () => {
    const [given, said] = await heard(send);
    assert.equal(given, status);
    assert.match(said, message);
    await nothingStarted();
  });
}

test("an answer has no secret and no person in it", async () => {
  const answers = [];
  for (const [, , send] of Object.values(CASES)) answers.push(JSON.stringify(await heard(send)));
  for (const secret of [SECRET, TOKEN, MIRA.email, "clientSecret", hr.zuora.connection.clientSecret, "stack"])
    assert.ok(!answers.join().includes(secret), secret);
});

test("the desk is for who has its token", async () => {
  for (const token of ["", "wrong", `${TOKEN}x`, TOKEN.slice(1)]) assert.equal((await hr.desk("GET", "", token)).status, 401);
  const without = await fetch(new URL("/desk", hr.url));
  assert.equal(without.status, 401);
  await without.arrayBuffer();
  assert.equal((await hr.desk()).status, 200);
  for (const [method, path] of [
    ["GET", "/elsewhere"],
    ["POST", "/dead-letters/none/send"],
    ["DELETE", "/attention/none"],
    ["DELETE", "/dead-letters/%"],
    ["PUT", ""],
  ])
    assert.equal((await hr.desk(method, path)).status, 404, `${method} ${path}`);
});

test("without a token there is no desk", async (t) => {
  const closed = await stage(t, { env: { HR_DESK_TOKEN: "" } });
  assert.equal((await closed.desk("GET", "", "")).status, 404);
});

test("a secret that was changed is good for the time of the change", async () => {
  const old = `whsec_${Buffer.from("an older one").toString("base64")}`;
  const body = JSON.stringify({ type: "ping" });
  assert.deepEqual(await post(body, signed(body, { secret: old })), [202, "accepted"]);
  const [outcome] = await hr.settled(1);
  assert.equal(outcome.outcome, "ignored");
});

test("a vendor's try of the address is answered: Okta's one-time GET, HiBob's ping", async () => {
  const okta = await fetch(new URL("/hooks/okta", hr.url), { headers: { "x-okta-verification-challenge": "abc" } });
  assert.deepEqual(await okta.json(), { verification: "abc" });
  const bob = await hr.post("/hooks/bob", "Ping test", {});
  assert.equal(bob.status, 200);
  await bob.arrayBuffer();
});
