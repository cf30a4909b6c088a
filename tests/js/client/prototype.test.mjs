/** A page with an old Prototype.js, whose arrays have a `toJSON` that gives text: what is sent is a list all the same. */

import assert from "node:assert/strict";
import test from "node:test";
import { connect } from "../../../pkg/index.js";
import { served } from "../cli/command.mjs";

test("lists are sent as lists where Array.prototype has a toJSON", async (t) => {
  const tenant = await served(["--provider", "scim", "--users", "3"]);
  t.after(tenant.close);
  const scim = connect(tenant.connection);
  const [{ name }] = await scim.groups.list().toArray();
  const { stringify } = JSON;
  Array.prototype.toJSON = function () {
    return `[${Array.from(this, (item) => stringify(item)).join(", ")}]`;
  };
  try {
    assert.equal(JSON.stringify({ groups: ["a"] }), '{"groups":"[\\"a\\"]"}');
    const person = { email: "mira@example.com", givenName: "Mira", familyName: "Okafor", groups: [name] };
    assert.deepEqual((await scim.provision(person)).user.groups, [name]);
    const { counts } = await scim.provisionAll([person, { ...person, email: "moe@example.com" }]);
    assert.deepEqual(counts, { created: 1, unchanged: 1 });
    const { ok } = await scim.run({ action: "groups.removeMembers", input: { group: { name }, members: [person.email] } });
    assert.equal(ok, true);
  } finally {
    delete Array.prototype.toJSON;
  }
});
