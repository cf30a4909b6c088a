/** A tenant in memory and a client for it, from the built package, as a user would have them. */

import { connect } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";

/** `sandbox`: options of the tenant. `options`: options of the client. */
export function tenant(sandbox = {}, options = {}) {
  const made = createSandbox(sandbox);
  const client = connect(made.connection, { fetch: made.fetch, ...options });
  return { sandbox: made, client };
}

/** Requests that could have changed something, the token's left out. */
export function writes(sandbox) {
  return sandbox.requests().filter(({ method, path }) => method !== "GET" && path !== "/oauth/token");
}

/** Requests for a token. */
export function tokenRequests(sandbox) {
  return sandbox.requests().filter(({ path }) => path === "/oauth/token");
}

/** What a call rejects with; fails if it doesn't reject. */
export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it did not reject");
}

export const JOINER = { email: "mira.okafor@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" };

/** A `sleep` for clients that are to try again at once: waits are a millisecond, time-outs (30 s by default) never come. */
export function impatient(ms) {
  return new Promise((resolve) => {
    if (ms < 25_000) setTimeout(resolve, 1);
  });
}
