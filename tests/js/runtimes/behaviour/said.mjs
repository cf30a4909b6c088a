/** What the behaviours assert with, in any runtime: `node:assert` is not everywhere. */

/** Fails unless both are the same JSON. */
export function equal(actual, expected, about = "") {
  const [is, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== wanted) throw new Error(`${about}${about && ": "}${is} and not ${wanted}`);
}

/** Fails unless `value` is true. */
export function holds(value, about) {
  if (value !== true) throw new Error(`${about}: ${String(value)}`);
}

/** What a promise rejects with; fails if it doesn't. */
export async function rejection(promise) {
  let given;
  try {
    given = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`it did not reject but gave ${JSON.stringify(given)}`);
}

/** Fails unless a promise rejects with an error of that code. Gives the error. */
export async function rejects(SeatwardenError, promise, code) {
  const error = await rejection(promise);
  holds(SeatwardenError.is(error) && error instanceof SeatwardenError && error instanceof Error, `no SeatwardenError: ${error}`);
  equal(error.code, code, error.message);
  return error;
}

export const JOINER = { email: "mira.okafor@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" };

/** Requests that could have changed something, those for a token left out. */
export function writes(sandbox) {
  return sandbox.requests().filter(({ method, path }) => method !== "GET" && path !== "/oauth/token");
}

/** A `sleep` for clients that are to try again at once: waits are a millisecond, time-outs (30 s by default) never come. */
export function impatient(ms) {
  return new Promise((resolve) => {
    if (ms < 25_000) setTimeout(resolve, 1);
  });
}
