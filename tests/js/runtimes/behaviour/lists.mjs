/** Listings: whole, page by page, cut short, or an error; never a quiet half. */

import { begin } from "./lives.mjs";
import { equal, holds, impatient, rejects } from "./said.mjs";

const pagesAsked = (sandbox) => sandbox.requests().filter(({ path }) => path === "/v1/users").length;

export const LISTS = {
  async "every user of a tenant is listed once"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox }, { users: 123 });
    const ids = [];
    for await (const { id } of zuora.list()) ids.push(id);
    equal(
      ids.sort(),
      sandbox
        .users()
        .map(({ id }) => id)
        .sort(),
    );
  },

  async "pages, a limit, a filter and a cursor give what they say"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox }, { users: 95 });
    const pages = [];
    for await (const { users } of zuora.list().pages()) pages.push(users.length);
    equal(
      pages.reduce((sum, count) => sum + count, 0),
      95,
    );
    equal((await zuora.list().toArray({ limit: 7 })).length, 7);
    const active = await zuora.list({ active: true }).toArray();
    equal(active.length, sandbox.users().filter(({ status }) => status === "Active").length);
    holds(
      active.every((user) => user.active),
      "only active ones",
    );
    const first = await zuora.list({ limit: 40 }).pages()[Symbol.asyncIterator]().next();
    const rest = await zuora.list({ cursor: first.value.cursor }).toArray();
    equal(new Set([...first.value.users, ...rest].map(({ id }) => id)).size, 95);
  },

  async "who stops reading stops the requests"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox }, { users: 400 });
    for await (const user of zuora.list({ pageSize: 10 })) {
      holds(user.id !== "", "a user");
      break;
    }
    const asked = pagesAsked(sandbox);
    holds(asked < 40, `${asked} pages were asked for`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    equal(pagesAsked(sandbox), asked);
  },

  async "a listing whose pages fail for good is an error, not a part"({ connect, createSandbox, SeatwardenError }) {
    const { sandbox, zuora } = begin({ connect, createSandbox }, { users: 120 }, { sleep: impatient });
    sandbox.faults({ script: [{ kind: "unavailable", path: "/v1/users", skip: 1, times: 1000 }] });
    const error = await rejects(SeatwardenError, zuora.list().toArray(), "vendor_unavailable");
    equal([error.retryable, error.operation, error.status], [true, "list", 503]);
  },

  async "integers beyond 2^53 keep their digits in raw"({ connect }) {
    const big = "12345678901234567891";
    const answers = { "/oauth/token": '{"access_token":"t","token_type":"bearer","expires_in":3600}' };
    const fetch = async (url) => {
      const { pathname } = new URL(url);
      const text =
        answers[pathname] ?? `{"users":[{"id":"u1","username":"a@example.com","status":"Active","number":${big}}],"success":true}`;
      return new Response(text, { headers: { "content-type": "application/json" } });
    };
    const zuora = connect({ provider: "zuora", clientId: "id", clientSecret: "secret" }, { fetch });
    const [{ raw }] = await zuora.list({ raw: true }).toArray();
    equal(raw.number, big);
  },
};
