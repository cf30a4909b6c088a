/** How the tests talk to a tenant without the client: a token once, then requests by path. */

/** A caller of one tenant over any fetch. */
export async function callerOf({ fetch, connection }) {
  const { access_token: token } = await (await fetch(tokenRequest(connection))).json();
  /** Sends JSON, or nothing, with the token. */
  const call = (method, path, body, init = {}) =>
    fetch(connection.baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...init,
    });
  return call;
}

/** The request for a token. */
export function tokenRequest({ baseUrl, tokenUrl = `${baseUrl}/oauth/token`, clientId, clientSecret }) {
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret });
  return new Request(tokenUrl, { method: "POST", body });
}

/** The guide's own joiner. */
export const JOHN = {
  username: "john@example.com",
  firstName: "John",
  lastName: "Smith",
  email: "john@example.com",
  profileId: "p-readonly",
};

/** Whether John has an account. */
export function johnIsIn(sandbox) {
  return sandbox.users().some(({ username }) => username === JOHN.username);
}
