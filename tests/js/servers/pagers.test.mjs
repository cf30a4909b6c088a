/**
 * Servers that page badly, over HTTP and through the built package: everybody once or `incomplete_listing`, soon. The rest of
 * them, and in virtual time, are in tests/core/hostile_pagers.rs.
 */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { connect, SeatwardenError } from "../../../pkg/index.js";

const PEOPLE = 50;
const SOON_MS = 20_000;
const servers = [];
after(() => {
  for (const server of servers) server.close();
});

const somebody = (number) => ({ id: `id-${number}`, userName: `p${number}@example.com`, active: true });
const people = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, at) => somebody(from + at));
const from = ({ start, count }, cap) => people(Math.min(start - 1, PEOPLE), Math.min(start - 1 + Math.min(count, cap), PEOPLE));

/** A client of a server whose pages `pager` makes, from `start`, `count`, `cursor` and how many were asked for before. */
async function paged(pager) {
  let number = 0;
  const server = createServer(({ url }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const page = pathname !== "/Users" || searchParams.has("filter") ? undefined : pager(asked(searchParams, number++));
    response.writeHead(page === undefined ? 404 : 200, { "content-type": "application/scim+json", connection: "close" });
    response.end(JSON.stringify(page ?? { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "404" }));
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const baseUrl = `http://127.0.0.1:${server.address().port}`;
  return connect({ provider: "scim", baseUrl, auth: { type: "bearer", token: "t" } });
}

function asked(parameters, number) {
  const numeric = (name, absent) => Number(parameters.get(name) ?? absent);
  return { start: numeric("startIndex", 1), count: numeric("count", 100), cursor: parameters.get("cursor"), number };
}

const page = (totalResults, Resources, more) => ({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
  totalResults,
  itemsPerPage: Resources.length,
  Resources,
  ...more,
});

const PAGERS = [
  ["that caps pages at 7", PEOPLE, (ask) => page(PEOPLE, from(ask, 7))],
  ["that says less than there is", PEOPLE, (ask) => page(PEOPLE - 10, from(ask, 7))],
  [
    "that somebody joins while it is read",
    PEOPLE + 1,
    ({ start, number }) => {
      const now = number < 3 ? PEOPLE : PEOPLE + 1;
      return page(now, people(start - 1, Math.min(start + 6, now)));
    },
  ],
  ["that takes startIndex for a page number", PEOPLE, ({ start }) => page(PEOPLE, people((start - 1) * 20, Math.min(start * 20, PEOPLE)))],
  ["that gives its first page for ever", undefined, () => page(PEOPLE, people(0, 7))],
  ["that has an empty page in the middle", undefined, (ask) => page(PEOPLE, ask.start > 14 && ask.start < 40 ? [] : from(ask, 7))],
  ["whose totals never hold still", undefined, (ask) => page(PEOPLE + ask.number, from(ask, 7))],
  ["whose cursor leads to itself", undefined, () => page(PEOPLE, people(0, 7), { nextCursor: "again" })],
  ["that has new people for ever", undefined, ({ start }) => page(PEOPLE, people(start, start + 7))],
];

for (const [name, whole, pager] of PAGERS) {
  test(`a server ${name} ${whole === undefined ? "is an incomplete listing" : "gives everybody once"}`, async () => {
    const client = await paged(pager);
    const ended = await Promise.race([
      client
        .list()
        .toArray()
        .then(
          (users) => users.map(({ id }) => id),
          (error) => error,
        ),
      new Promise((resolve) => setTimeout(resolve, SOON_MS, "it hangs").unref()),
    ]);
    if (whole === undefined) {
      assert.ok(SeatwardenError.is(ended), `${ended}`);
      assert.equal(ended.code, "incomplete_listing");
      const looked = await client.find("nobody@example.com").catch((error) => error);
      assert.equal(looked?.code, "incomplete_listing", "nobody is said to be missing on half a list");
    } else {
      assert.ok(Array.isArray(ended), `${ended}`);
      assert.deepEqual([ended.length, new Set(ended).size], [whole, whole]);
    }
  });
}
