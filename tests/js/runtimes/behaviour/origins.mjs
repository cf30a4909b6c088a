/**
 * Where requests go, and their credentials with them: each case of tests/vectors/origins/fixtures, by the runtime's own URL parser. What is
 * asserted is what `fetch` was given. `tests/core/origins.rs` has the same cases by another parser.
 */

import CASES from "../../../vectors/origins/fixtures/cases.json" with { type: "json" };
import { impatient } from "./said.mjs";

const SECRET = "s3cret-s3cret";
const USER = { id: "7", userName: "a@t.example", username: "a@t.example", active: true, status: "Active" };

export const ORIGINS = {
  async "requests and credentials go to the one origin that each case allows, and nowhere else"({ connect, SeatwardenError }) {
    const wrong = [];
    for (const given of CASES) {
      const fault = await faultOf(given, connect, SeatwardenError);
      if (fault !== undefined) wrong.push(`${given.about}: ${fault}`);
    }
    if (CASES.length < 100 || wrong.length > 0) throw new Error(`${wrong.length} of ${CASES.length} cases:\n${wrong.join("\n")}`);
  },
};

/** What is wrong with where the requests of a case went, if anything. */
async function faultOf(given, connect, SeatwardenError) {
  const log = [];
  const state = { pages: 0 };
  const fetch = async (url, init) => {
    log.push({ origin: new URL(url).origin, secret: holdsSecret(init) });
    return answer(given, String(url), init.method, state);
  };
  let error;
  try {
    await calls(given, connect(connection(given), { fetch, sleep: impatient }));
  } catch (caught) {
    error = caught;
  }
  const asked = [...new Set(log.map(({ origin }) => origin))];
  const ended = `${error === undefined ? "it went well" : `${error.code ?? error}`}, asked ${asked.join(" and ") || "nobody"}`;
  if (given.goes === null) return SeatwardenError.is(error) && error.code === "invalid_input" && asked.length === 0 ? undefined : ended;
  const allowed = given.token === undefined ? [given.goes] : [given.goes, new URL(given.base).origin];
  const well = given.redirect === undefined ? error === undefined : error?.code === "unsafe_redirect";
  const kept = given.token === undefined || log.every(({ origin, secret }) => !secret || origin === given.goes);
  return well && kept && asked.includes(given.goes) && asked.every((origin) => allowed.includes(origin)) ? undefined : ended;
}

/** Whether a request carries the secret, as it is or in `Authorization`. */
function holdsSecret({ headers, body }) {
  const authorization = new Headers(headers).get("authorization") ?? "";
  const basic = authorization.startsWith("Basic ") ? atob(authorization.slice(6)) : authorization;
  return `${basic}${body ?? ""}`.includes(SECRET);
}

function connection({ provider, base, token, allowInsecure }) {
  const oauth = { clientId: "id", clientSecret: SECRET };
  const rest = { baseUrl: base, ...(allowInsecure && { allowInsecure }) };
  if (provider === "zuora") return { provider, ...oauth, ...rest };
  if (provider === "zoom") return { provider, accountId: "a", ...oauth, tokenUrl: token, ...rest };
  const auth = token === undefined ? { type: "bearer", token: SECRET } : { type: "client_credentials", tokenUrl: token, ...oauth };
  return { provider: "scim", auth, ...rest };
}

async function calls({ said, path = "/Users" }, client) {
  if (["meta.location", "location"].includes(said?.as)) return client.provision({ userName: USER.userName });
  if (["nextPage", "nextCursor"].includes(said?.as)) return client.list().toArray();
  return client.request("GET", path);
}

function answer({ redirect, said }, url, method, state) {
  const isToken = url.includes("/token");
  if (redirect !== undefined && isToken === (redirect.of === "token")) {
    return reply(redirect.status, {}, ascii(redirect.location));
  }
  const link = (as) => (said?.as === as ? { [as]: said.url } : {});
  if (isToken) return reply(200, { access_token: "abcdefgh", expires_in: 3600, ...link("api_url") });
  if (method === "POST") {
    const meta = said?.as === "meta.location" ? { meta: { location: said.url } } : {};
    return reply(201, { ...USER, ...meta }, said?.as === "location" ? said.url : undefined);
  }
  if (url.endsWith("/7")) return reply(200, USER);
  if (url.includes("ServiceProviderConfig")) {
    const cursor = said?.as === "nextCursor";
    return reply(200, { pagination: { cursor, index: !cursor } });
  }
  if (!["nextPage", "nextCursor"].includes(said?.as)) return reply(200, { totalResults: 0, Resources: [], users: [], success: true });
  state.pages += 1;
  const other = { ...USER, id: String(state.pages) };
  const more = state.pages === 1 ? { ...link("nextPage"), ...link("nextCursor") } : {};
  return reply(200, { users: [other], Resources: [other], success: true, ...more });
}

function reply(status, body, location) {
  const headers = { "content-type": "application/json", ...(location !== undefined && { location }) };
  return new Response(JSON.stringify(body), { status, headers });
}

/** What can stand in a header. */
function ascii(text) {
  return text.replaceAll(/[^ -~]/g, "?");
}
