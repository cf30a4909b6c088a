/** A `fetch` whose whole network is one tenant in memory. It gives what the runtime's own would give, broken connections included. */

import type { Arrival, Outcome, Tenant } from "./tenant.js";
import { waitForAbort } from "./wait.js";

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;
type Answer = Extract<Outcome, { status: number }>;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Statuses whose answer has no body (Fetch standard, "null body status"). */
const BODILESS = new Set([204, 205, 304]);
/** The Fetch standard's limit. */
const MOST_REDIRECTS = 20;

/** Makes the `fetch` of a tenant. */
export function fetchOf(tenant: Tenant, sleep: Sleep): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const signal = init?.signal ?? request.signal ?? undefined;
    signal?.throwIfAborted();
    const body = new Uint8Array(await request.arrayBuffer());
    signal?.throwIfAborted();
    let arrival: Arrival = { method: request.method, url: request.url, headers: [...request.headers], body };
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await deliver(tenant.handle(arrival), sleep, signal);
      const location = REDIRECTS.has(answer.status) ? header(answer, "location") : undefined;
      if (location === undefined || request.redirect === "manual") return response(answer, arrival.url, redirects > 0);
      if (request.redirect === "error") throw failed("unexpected redirect");
      arrival = follow(arrival, answer.status, new URL(location, arrival.url));
    }
    throw failed("redirect count exceeded");
  };
}

/** Lets the latency pass, then gives the answer or fails as the network would. */
async function deliver(outcome: Outcome, sleep: Sleep, signal: AbortSignal | undefined): Promise<Answer> {
  if (outcome.kind === "never") return waitForAbort(signal);
  if (outcome.delayMs > 0) await sleep(outcome.delayMs, signal);
  signal?.throwIfAborted();
  if (outcome.kind === "reset") throw failed("read ECONNRESET", "ECONNRESET");
  if ("status" in outcome) return outcome;
  throw failed(`unknown outcome ${outcome.kind}`);
}

function response(answer: Answer, url: string, redirected: boolean): Response {
  const body = BODILESS.has(answer.status) ? null : answer.kind === "cut" ? broken(answer.body) : answer.body;
  const made = new Response(body, { status: answer.status, headers: answer.headers });
  // A `Response` made by hand has no URL; one that came over the network has.
  Object.defineProperty(made, "url", { value: url });
  Object.defineProperty(made, "redirected", { value: redirected });
  return made;
}

/** A body that breaks off after these bytes. */
function broken(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) {
        controller.error(new TypeError("terminated", { cause: cause("other side closed", "UND_ERR_SOCKET") }));
        return;
      }
      sent = true;
      if (bytes.length > 0) controller.enqueue(bytes);
      else controller.error(new TypeError("terminated", { cause: cause("other side closed", "UND_ERR_SOCKET") }));
    },
  });
}

/** The request that a redirect leads to (Fetch standard, "HTTP-redirect fetch"). */
function follow(arrival: Arrival, status: number, to: URL): Arrival {
  const becomesGet = status === 303 ? arrival.method !== "HEAD" : status <= 302 && arrival.method === "POST";
  const leaves = to.origin !== new URL(arrival.url).origin;
  const headers = arrival.headers.filter(([name]) => {
    if (becomesGet && name.startsWith("content-")) return false;
    return !(leaves && name === "authorization");
  });
  const { method, body } = becomesGet ? { method: "GET", body: new Uint8Array() } : arrival;
  return { method, url: to.href, headers, body };
}

function header(answer: Answer, name: string): string | undefined {
  return answer.headers.find(([given]) => given === name)?.[1];
}

/** What `fetch` rejects with when the network fails. */
function failed(why: string, code?: string): TypeError {
  return new TypeError("fetch failed", { cause: cause(why, code) });
}

function cause(why: string, code?: string): Error {
  const error = new Error(why);
  return code === undefined ? error : Object.assign(error, { code });
}
