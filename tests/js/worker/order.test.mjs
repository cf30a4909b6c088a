/** Whatever order a person's events come in, his object makes the same of them. */

import assert from "node:assert/strict";
import test from "node:test";
import { stage } from "./stage.mjs";

const BASE = Date.parse("2026-03-01T12:00:00Z");
const event = (type, hour, person) => ({
  id: `${type} ${hour}`,
  source: "standard-webhooks",
  type,
  thin: false,
  raw: {},
  effectiveAt: new Date(BASE + hour * 3_600_000).toISOString(),
  person: { email: "mira@example.com", ...person },
});

/** All ways to order a list. */
function* orders(list) {
  if (list.length === 0) yield list;
  for (const [at, one] of list.entries()) for (const rest of orders(list.toSpliced(at, 1))) yield [one, ...rest];
}

const STORIES = {
  "hired, moved twice, left, hired again": [
    [
      event("joiner", 0, { title: "Engineer", department: "Engineering", phone: "1" }),
      event("mover", 1, { title: "CTO" }),
      event("mover", 2, { title: "CEO", department: "Board" }),
      event("leaver", 3, {}),
      event("joiner", 4, { department: "Advisors" }),
    ],
    { known: { email: "mira@example.com", title: "CEO", department: "Advisors", phone: "1" }, employed: true },
  ],
  "hired, moved, hired again, moved, left": [
    [
      event("joiner", 0, { title: "Engineer" }),
      event("mover", 1, { title: "CTO" }),
      event("joiner", 2, { title: "CEO" }),
      event("mover", 3, { phone: "2" }),
      event("leaver", 4, { department: "None" }),
    ],
    { known: { email: "mira@example.com", title: "CEO", phone: "2", department: "None" }, employed: false },
  ],
};

for (const [story, [events, wanted]] of Object.entries(STORIES)) {
  test(`${story}: 120 orders, one end`, async (t) => {
    const hr = await stage(t, { env: { HOLD: true } });
    let count = 0;
    for (const order of orders(events)) {
      count += 1;
      const object = `hr:${count}`;
      const arrivals = order.map((one, at) => ({
        instance: `${count}-${one.id}`,
        source: "hr",
        person: String(count),
        object,
        event: one,
        asks: false,
        // They all come after the last of them was due.
        received: BASE + 86_400_000 + at,
      }));
      const response = await fetch(new URL("/order", hr.url), { method: "POST", body: JSON.stringify(arrivals) });
      assert.deepEqual(await response.json(), wanted, order.map(({ id }) => id).join(", "));
    }
    assert.equal(count, 120);
  });
}

test("a cancellation calls off what it names, and one that names nothing the leaver before the joiner", async (t) => {
  const hr = await stage(t, { env: { HOLD: true } });
  const [leaver, joiner] = [event("leaver", 24), event("joiner", 48)];
  const cases = [
    ["joiner", [leaver, joiner], [joiner]],
    ["leaver", [leaver, joiner], [leaver]],
    ["joiner", [leaver], []],
    ["leaver", [joiner], []],
    [undefined, [leaver, joiner], [leaver]],
    [undefined, [joiner], [joiner]],
  ];
  for (const [at, [cancels, waiting, wanted]] of cases.entries()) {
    const cancellation = { id: "cancelled", source: "hr", type: "cancelled", thin: false, raw: {}, ...(cancels && { cancels }) };
    const arrivals = [...waiting, cancellation].map((one, place) => ({
      instance: one.id,
      source: "hr",
      person: String(at),
      object: `hr:${at}`,
      event: one,
      asks: false,
      received: BASE + place,
    }));
    const response = await fetch(new URL("/called-off", hr.url), { method: "POST", body: JSON.stringify(arrivals) });
    const ids = wanted.map(({ id }) => id);
    assert.deepEqual(await response.json(), ids, `${cancels} of ${waiting.map(({ type }) => type)}`);
  }
});
