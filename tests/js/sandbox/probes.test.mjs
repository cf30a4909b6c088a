/**
 * The plain SCIM tenant before two judges that we did not write, over HTTP: scim2-tester and scim-sanity, of PyPI. Where a
 * judge is wrong stands below, with the reason; everything else that it finds fails.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { installPython } from "../../../scripts/tools/packages.mjs";

const HERE = join(import.meta.dirname, "probes");
const run = promisify(execFile);

/**
 * Where scim-sanity is wrong: the check, and what it says. It adds a member whom nobody has; RFC 7643 §4.2 has "the id of a
 * SCIM resource" there, and a client that invents one has to be told.
 */
const MEMBER_OF_NOBODY = { "PATCH /Groups/{id} add member": /Expected 200, got 400/ };
/** RFC 7644 §3.5.2: after a PATCH "the server either MUST return a 200 OK … or MAY return HTTP status code 204". */
const NO_204 = {
  "PATCH /Users/{id}": /Expected HTTP 200, got 204/,
  "PATCH /Groups/{id}": /Expected HTTP 200, got 204/,
  "PATCH /Groups/{id} remove members": /Expected 200, got 204/,
};

/** Every service that may be announced, so that it is judged too, and where scim-sanity is wrong about it. */
const TENANTS = {
  "as it is by default": [{}, MEMBER_OF_NOBODY],
  "with versions, bulk and cursors": [{ etag: true, bulk: true, paging: "both" }, MEMBER_OF_NOBODY],
  "whose PATCH answers nothing": [{ emptyPatch: true }, { ...MEMBER_OF_NOBODY, ...NO_204 }],
};

let programs;
before(async () => {
  programs = await installPython("scim-probes", join(HERE, "requirements.txt"));
});

const servers = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function serve(options) {
  const server = await serveSandbox({ provider: "scim", users: 20, ...options });
  servers.push(server);
  return { url: server.connection.baseUrl, token: server.connection.auth.token, users: () => server.users() };
}

/** What a program prints, whatever it ends with. */
async function printed(program, args, env = {}) {
  const options = { env: { ...process.env, ...env }, maxBuffer: 16 * 1024 * 1024 };
  return await run(join(programs, program), args, options).then(
    ({ stdout }) => stdout,
    (error) => error.stdout || assert.fail(error),
  );
}

for (const [how, [options, wrong]] of Object.entries(TENANTS)) {
  test(`scim2-tester finds no fault in a SCIM tenant ${how}`, async () => {
    const { url, token, users } = await serve(options);
    const lines = await printed("python", [join(HERE, "tester.py")], { SCIM_URL: url, SCIM_TOKEN: token });
    const checks = lines.trim().split("\n").map(JSON.parse);
    assert.ok(checks.length > 100, `only ${checks.length} checks`);
    const faults = checks.filter(({ status }) => !["SUCCESS", "COMPLIANT", "ACCEPTABLE", "SKIPPED"].includes(status));
    assert.deepEqual(faults, []);
    assert.equal(users().length, 20, "it tidies up");
  });

  test(`scim-sanity finds no fault in a SCIM tenant ${how} but what it is wrong about`, async () => {
    const { url, token } = await serve(options);
    const args = ["probe", url, "--token", token, "--i-accept-side-effects", "--json-output"];
    const { results } = JSON.parse(await printed("scim-sanity", args));
    assert.ok(results.length > 20, `only ${results.length} checks`);
    const faults = results.filter(({ status }) => !["pass", "skip"].includes(status));
    const known = faults.filter(({ name, message }) => wrong[name]?.test(message));
    assert.deepEqual(
      faults.filter((fault) => !known.includes(fault)),
      [],
    );
    assert.equal(known.length, Object.keys(wrong).length, "a reason that is no longer needed has to go");
  });
}
