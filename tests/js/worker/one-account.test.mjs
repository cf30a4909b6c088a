/** One person, one account: also if the answer of its create is lost and he is renamed before the next try. */

import assert from "node:assert/strict";
import test from "node:test";
import { MIRA, stage, until } from "./stage.mjs";

const RENAMED = { ...MIRA, email: "mira.diallo@example.com", lastName: "Diallo", status: "active" };
const RETRIES = { limit: 3, delayMs: 3_000 };
/** Who is in Zuora beyond those who were there before. */
const made = (hr) =>
  hr.zuora
    .users()
    .slice(5)
    .map(({ email, status }) => [email, status]);

for (const place of ["person before leave", "tenant after its create"]) {
  test(`an object ends, ${place}, and the person is renamed before the next try: one account, and the leaver has none`, async (t) => {
    const hr = await stage(t, { env: { RETRIES }, zuora: { latencyMs: place.startsWith("tenant") ? [300, 300] : [0, 0] } });
    if (place.startsWith("person")) await hr.trap(place);
    await hr.deliver("hired", MIRA);
    await until(() => made(hr).length === 1, "the account");
    if (place.startsWith("tenant")) await (await fetch(new URL("/end/zuora", hr.url))).text();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await hr.deliver("updated", RENAMED);
    await hr.settled(2, 40_000);
    assert.deepEqual(made(hr), [[RENAMED.email, "Active"]]);
    await hr.deliver("terminated", { id: MIRA.id, email: RENAMED.email });
    await hr.settled(3, 40_000);
    assert.deepEqual(made(hr), [[RENAMED.email, "Inactive"]]);
  });
}

test("an object ends after the create, and he leaves under another name before the next try: he has no account that is on", async (t) => {
  const hr = await stage(t, { env: { RETRIES } });
  await hr.trap("person before leave");
  await hr.deliver("hired", MIRA);
  await until(() => made(hr).length === 1, "the account");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await hr.deliver("terminated", { id: MIRA.id, email: RENAMED.email });
  await hr.settled(2, 40_000);
  assert.deepEqual(made(hr), [[MIRA.email, "Inactive"]]);
});
