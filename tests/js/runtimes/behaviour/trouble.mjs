/** What goes wrong: refusals, aborts, deadlines, lost answers, servers that lie. */

import { begin } from "./lives.mjs";
import { equal, holds, impatient, JOINER, rejection, rejects, writes } from "./said.mjs";

const TOKEN = '{"access_token":"t","token_type":"bearer","expires_in":3600}';
const CONNECTION = { provider: "zuora", clientId: "id", clientSecret: "secret" };

/** A client whose tenant answers a token request with a token, and everything else with what `answer` makes. */
function answered(connect, answer, options = {}) {
  const asked = [];
  const fetch = async (url, init) => {
    asked.push(String(url));
    return new URL(url).pathname === "/oauth/token" ? new Response(TOKEN) : answer(url, init);
  };
  return { asked, zuora: connect(CONNECTION, { fetch, sleep: impatient, ...options }) };
}

export const TROUBLE = {
  async "an error has a code, a message, a hint, and is JSON"({ connect, createSandbox, SeatwardenError }) {
    const { zuora } = begin({ connect, createSandbox });
    const error = await rejects(SeatwardenError, zuora.get("nobody@example.com"), "not_found");
    equal([error.name, error.provider, error.operation, error.retryable], ["SeatwardenError", "zuora", "get", false]);
    holds(error.message.includes("nobody@example.com") && error.stack.includes("SeatwardenError"), "it says who");
    equal(JSON.parse(JSON.stringify(error)).code, "not_found");
    equal(await zuora.find("nobody@example.com"), null);
  },

  async "bad input is refused at once, and nothing is sent"({ connect, createSandbox, SeatwardenError }) {
    const { sandbox, zuora } = begin({ connect, createSandbox });
    for (const bad of [{}, null, "zuora", { provider: "acme" }, { provider: "zuora", clientId: "id" }, { ...CONNECTION, colour: 1 }]) {
      await rejects(
        SeatwardenError,
        Promise.resolve().then(() => connect(bad)),
        "invalid_input",
      );
    }
    await rejects(SeatwardenError, zuora.provision({ givenName: "Jane" }), "invalid_input");
    await rejects(SeatwardenError, zuora.get({}), "invalid_input");
    await rejects(SeatwardenError, zuora.get({ id: ".." }), "invalid_input");
    equal(sandbox.requests(), []);
  },

  async "a wrong secret is auth_failed, and is not tried again"({ connect, createSandbox, SeatwardenError }) {
    const sandbox = createSandbox();
    const zuora = connect({ ...sandbox.connection, clientSecret: "wrong" }, { fetch: sandbox.fetch });
    await rejects(SeatwardenError, zuora.list().toArray(), "auth_failed");
    equal(sandbox.requests().length, 1);
  },

  async "an aborted call rejects with the signal's own reason, at once"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox }, { latencyMs: [5000, 5000] });
    const reason = { mine: true };
    holds((await rejection(zuora.roles({ signal: AbortSignal.abort(reason) }))) === reason, "before the call");
    equal(sandbox.requests(), []);
    const controller = new AbortController();
    const began = Date.now();
    const call = rejection(zuora.provision(JOINER, { signal: controller.signal }));
    setTimeout(() => controller.abort(reason), 20);
    holds((await call) === reason, "during the call");
    holds(Date.now() - began < 2500, "at once");
    sandbox.latency(0);
    equal((await zuora.roles()).length, 3);
  },

  async "a deadline rejects with timeout before it, though the tenant never answers"({ connect, createSandbox, SeatwardenError }) {
    const { sandbox, zuora } = begin({ connect, createSandbox });
    await zuora.token();
    sandbox.faults({ script: [{ kind: "lostBefore", times: 50 }] });
    const began = Date.now();
    const error = await rejects(SeatwardenError, zuora.roles({ deadlineMs: 150 }), "timeout");
    holds(Date.now() - began < 2500, "in time");
    holds(error.retryable, "it may work later");
  },

  async "busy answers are tried again, and the tries are told"({ connect, createSandbox }) {
    const events = [];
    const options = { sleep: impatient, onEvent: (event) => events.push(event) };
    const { sandbox, zuora } = begin({ connect, createSandbox }, {}, options);
    await zuora.token();
    sandbox.faults({ script: [{ kind: "unavailable" }, { kind: "tooManyRetryAfter" }], retryAfterSeconds: 1 });
    equal((await zuora.roles()).length, 3);
    equal(events.filter(({ type }) => type === "retry" || type === "throttle").length >= 2, true, JSON.stringify(events));
  },

  async "a create whose answer is lost never makes two users"({ connect, createSandbox }) {
    for (const kind of ["lostAfter", "cut", "reset"]) {
      const { sandbox, zuora } = begin({ connect, createSandbox }, { duplicateNames: true }, { timeoutMs: 150 });
      await zuora.token();
      sandbox.faults({ script: [{ kind, method: "POST", path: "/v1/users", applied: kind === "reset" }] });
      const made = await zuora.provision(JOINER).catch(({ code }) => ({ outcome: code }));
      const there = sandbox.users().filter(({ username }) => username === JOINER.email).length;
      equal(there, 1, kind);
      holds(["created", "unchanged", "updated", "outcome_unknown"].includes(made.outcome), `${kind}: ${made.outcome}`);
      equal(writes(sandbox).filter(({ method }) => method === "POST").length, 1, kind);
    }
  },

  async "a redirect is refused and not followed"({ connect, SeatwardenError }) {
    const answer = () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example/v1/users" } });
    const { asked, zuora } = answered(connect, answer);
    await rejects(SeatwardenError, zuora.roles(), "unsafe_redirect");
    holds(
      asked.every((url) => new URL(url).origin === "https://rest.zuora.com"),
      asked.join(),
    );
  },

  async "an answer that is no JSON, or too large for any honest one, is an error"({ connect, SeatwardenError }) {
    const page = answered(connect, () => new Response("<html>Welcome</html>", { headers: { "content-type": "text/html" } }));
    await rejects(SeatwardenError, page.zuora.roles(), "invalid_response");
    const mebibyte = new Uint8Array(1024 * 1024).fill(32);
    let parts = 0;
    const flood = answered(connect, () => {
      const body = new ReadableStream({
        pull(controller) {
          parts += 1;
          if (parts > 200) controller.close();
          else controller.enqueue(mebibyte.slice());
        },
      });
      return new Response(body, { headers: { "content-type": "application/json" } });
    });
    await rejects(SeatwardenError, flood.zuora.roles({ timeoutMs: 20_000 }), "response_too_large");
    holds(parts < 100, `${parts} MiB were read`);
  },

  async "a connection that fails is network, in the runtime's own words"({ connect, SeatwardenError }) {
    const fetch = async () => {
      throw new TypeError("fetch failed: no route to host");
    };
    const zuora = connect(CONNECTION, { fetch, sleep: impatient });
    const error = await rejects(SeatwardenError, zuora.token(), "network");
    holds(error.cause instanceof Error && error.cause.message.includes("no route to host"), String(error.cause));
  },
};
