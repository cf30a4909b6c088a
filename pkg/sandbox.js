// js/sandbox/fetch.ts
import { waitForAbort } from "./tenant.js";
var REDIRECTS = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
var BODILESS = /* @__PURE__ */ new Set([204, 205, 304]);
var MOST_REDIRECTS = 20;
function fetchOf(tenant, sleep) {
  return async (input, init) => {
    const request = new Request(input, init);
    const signal = init?.signal ?? request.signal ?? void 0;
    signal?.throwIfAborted();
    const body = new Uint8Array(await request.arrayBuffer());
    signal?.throwIfAborted();
    let arrival = { method: request.method, url: request.url, headers: [...request.headers], body };
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await deliver(tenant.handle(arrival), sleep, signal);
      const location = REDIRECTS.has(answer.status) ? header(answer, "location") : void 0;
      if (location === void 0 || request.redirect === "manual") return response(answer, arrival.url, redirects > 0);
      if (request.redirect === "error") throw failed("unexpected redirect");
      arrival = follow(arrival, answer.status, new URL(location, arrival.url));
    }
    throw failed("redirect count exceeded");
  };
}
async function deliver(outcome, sleep, signal) {
  if (outcome.kind === "never") return waitForAbort(signal);
  if (outcome.delayMs > 0) await sleep(outcome.delayMs, signal);
  signal?.throwIfAborted();
  if (outcome.kind === "reset") throw failed("read ECONNRESET", "ECONNRESET");
  if ("status" in outcome) return outcome;
  throw failed(`unknown outcome ${outcome.kind}`);
}
function response(answer, url, redirected) {
  const body = BODILESS.has(answer.status) ? null : answer.kind === "cut" ? broken(answer.body) : answer.body;
  const made = new Response(body, { status: answer.status, headers: answer.headers });
  Object.defineProperty(made, "url", { value: url });
  Object.defineProperty(made, "redirected", { value: redirected });
  return made;
}
function broken(bytes) {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) {
        controller.error(new TypeError("terminated", { cause: cause("other side closed", "UND_ERR_SOCKET") }));
        return;
      }
      sent = true;
      if (bytes.length > 0) controller.enqueue(bytes);
      else controller.error(new TypeError("terminated", { cause: cause("other side closed", "UND_ERR_SOCKET") }));
    }
  });
}
function follow(arrival, status, to) {
  const becomesGet = status === 303 ? arrival.method !== "HEAD" : status <= 302 && arrival.method === "POST";
  const leaves = to.origin !== new URL(arrival.url).origin;
  const headers = arrival.headers.filter(([name]) => {
    if (becomesGet && name.startsWith("content-")) return false;
    return !(leaves && name === "authorization");
  });
  const { method, body } = becomesGet ? { method: "GET", body: new Uint8Array() } : arrival;
  return { method, url: to.href, headers, body };
}
function header(answer, name) {
  return answer.headers.find(([given]) => given === name)?.[1];
}
function failed(why, code) {
  return new TypeError("fetch failed", { cause: cause(why, code) });
}
function cause(why, code) {
  const error = new Error(why);
  return code === void 0 ? error : Object.assign(error, { code });
}

// js/sandbox/index.ts
import { Tenant } from "./tenant.js";
import { wait } from "./tenant.js";
import { useSandboxModule } from "./tenant.js";
var LEAVER = {
  /** The mail address. */
  email: "lena.brandt@example.com",
  /** The login name. */
  username: "lbrandt@legacy.example.com"
};
function createSandbox(options) {
  const { now = Date.now, sleep = wait, ...tenantOptions } = options ?? {};
  const tenant = new Tenant(tenantOptions, now);
  return Object.assign(tenant, { fetch: fetchOf(tenant, sleep) });
}
export {
  LEAVER,
  createSandbox,
  useSandboxModule
};
