/**
 * What the independent servers answer to plain fetch: that they are up, empty, and different from each other where the
 * lifecycle suite needs them to be. No client is in it.
 */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { betterAuth, djangoScim2, scim2Server, scimmyRouters } from "./installed.mjs";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const SERVERS = [
  ["scim2-server", () => scim2Server(), { refused: 409, userNameIgnoresCase: true, missing: 404, etag: true }],
  ["scim2-server by cursor", () => scim2Server({ cursors: true }), { refused: 409, userNameIgnoresCase: true, missing: 404, cursor: true }],
  ["scimmy-routers", scimmyRouters, { refused: 409, userNameIgnoresCase: true, missing: 404 }],
  ["better-auth", betterAuth, { refused: 409, userNameIgnoresCase: true, missing: 404 }],
  ["django-scim2", djangoScim2, { refused: 409, missing: 404, plainUnauthorized: true }],
];

for (const [name, open, is] of SERVERS) {
  describe(name, () => {
    test("takes a user, refuses another of the same name, switches it off, and forgets it", async () => {
      const server = await open();
      try {
        const { baseUrl, auth } = server.connection;
        const call = async (method, path, body, token = auth.token) => {
          const response = await fetch(`${baseUrl}${path}`, {
            method,
            headers: { authorization: `Bearer ${token}`, accept: "application/scim+json", "content-type": "application/scim+json" },
            body: body && JSON.stringify(body),
          });
          const text = await response.text();
          return { status: response.status, headers: response.headers, text, body: /^\s*\{/.test(text) ? JSON.parse(text) : undefined };
        };
        const empty = await call("GET", "/Users");
        assert.deepEqual([empty.status, empty.body.totalResults], [200, 0]);

        const jane = { schemas: [USER], userName: "jane@example.com", name: { familyName: "Doe" }, active: true };
        const made = await call("POST", "/Users", jane);
        assert.equal(made.status, 201);
        assert.equal((await call("POST", "/Users", jane)).status, is.refused);
        const shouted = await call("POST", "/Users", { ...jane, userName: "JANE@example.com" });
        assert.equal(shouted.status, is.userNameIgnoresCase ? is.refused : 201);

        const path = `/Users/${made.body.id}`;
        const got = await call("GET", path);
        assert.deepEqual([got.status, got.body.userName, got.body.active], [200, "jane@example.com", true]);
        if (is.etag) assert.match(got.headers.get("etag"), /^W\/"/);
        const off = { schemas: [PATCH], Operations: [{ op: "replace", path: "active", value: false }] };
        assert.ok((await call("PATCH", path, off)).status < 300);
        assert.equal((await call("GET", path)).body.active, false);

        const found = await call("GET", `/Users?filter=${encodeURIComponent('userName eq "jane@example.com"')}`);
        // A directory that has jane and JANE finds both under either name.
        assert.deepEqual([found.status, found.body.totalResults], [200, is.userNameIgnoresCase ? 1 : 2]);
        const byIndex = await call("GET", "/Users?startIndex=1&count=1");
        assert.equal(byIndex.status, is.cursor ? 501 : 200);
        if (is.cursor) assert.equal((await call("GET", "/Users?cursor&count=1")).body.Resources.length, 1);

        const unknown = await call("GET", "/Users", undefined, "not-the-token");
        assert.equal(unknown.status, 401);
        assert.equal(unknown.text === "", is.plainUnauthorized === true);
        assert.equal((await call("DELETE", path)).status, 204);
        assert.equal((await call("GET", path)).status, is.missing);
      } finally {
        await server.stop();
      }
    });
  });
}
