/** A Worker that receives webhooks: their wasm as a module, bodies as bytes, Ed25519 by workerd's own WebCrypto. */

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { deliveries, named } from "../webhook/vectors.mjs";
import { worker } from "./worker.mjs";

const SCRIPT = `
import { parseWebhook, run, SeatwardenError, verifyWebhook, webhookChallenge } from "seatwarden";
import expected from "values";
export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    const source = pathname.slice(1);
    const { method, headers, url } = request;
    const answer = webhookChallenge(source, { method, headers, url });
    if (answer !== null) return new Response(answer.body, answer);
    const delivery = { ...expected, secret: searchParams.get("secret"), headers: request.headers, body: await request.arrayBuffer() };
    try {
      const verified = await verifyWebhook(source, delivery);
      const body = new TextDecoder().decode(delivery.body);
      const step = await run({ action: "parseWebhook", input: { source, headers: Object.fromEntries(request.headers), body } });
      return Response.json({ verified, events: parseWebhook(source, delivery), step });
    } catch (error) {
      return Response.json({ code: error.code, known: SeatwardenError.is(error) }, { status: 401 });
    }
  },
};`;

let runs;

before(async () => {
  runs = await worker(SCRIPT, { now: deliveries[0].delivery.now });
});
after(() => runs?.end());

async function post(name, change = {}) {
  const { source, delivery } = named(name);
  const { secret = delivery.secret, ...init } = change;
  const url = new URL(`/${source}?${new URLSearchParams({ secret })}`, runs.url);
  const response = await fetch(url, { method: "POST", headers: delivery.headers, body: delivery.body, ...init });
  return { status: response.status, body: await response.json() };
}

test("a delivery of each source that has its scheme built in is verified and read", async () => {
  const sources = new Set(deliveries.map(({ source }) => source));
  sources.delete("generic");
  for (const source of sources) {
    const name = `${source}: a delivery as the vendor sends it`;
    // The vectors' secret has umlauts, which a header can't carry from one runtime to the next.
    const plain = {
      okta: { secret: "hunter2", headers: { authorization: "Bearer hunter2" } },
      factorial: { secret: "hunter2", headers: { "x-factorial-wh-challenge": "hunter2" } },
    };
    const { status, body } = await post(name, plain[source]);
    assert.equal(status, 200, `${name}: ${JSON.stringify(body)}`);
    assert.deepEqual(body.verified, named(name).expect.ok);
    assert.equal(body.events[0].id, body.verified.id);
    assert.equal(body.step.ok, true);
  }
});

test("Ed25519 is workerd's own", async () => {
  assert.equal((await post("standard-webhooks: v1a with the public key")).status, 200);
  const tampered = await post("standard-webhooks: v1a with the public key", { body: "{}" });
  assert.deepEqual(tampered, { status: 401, body: { code: "webhook_invalid", known: true } });
});

test("another body is refused, and the next delivery still passes", async () => {
  for (let round = 0; round < 3; round += 1) {
    const tampered = await post("gusto: a delivery as the vendor sends it", { body: "{}" });
    assert.deepEqual(tampered, { status: 401, body: { code: "webhook_invalid", known: true } });
    assert.equal((await post("gusto: a delivery as the vendor sends it")).status, 200);
  }
});

test("fifty deliveries at once", async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => post("standard-webhooks: v1 and v1a, checked with either key")));
  assert.ok(all.every(({ status }) => status === 200));
});

test("Okta's one-time GET gets its challenge back", async () => {
  const response = await fetch(new URL("/okta", runs.url), { headers: { "x-okta-verification-challenge": "abc" } });
  assert.deepEqual(await response.json(), { verification: "abc" });
});
