/** Help, bad usage, Ctrl-C, colours: how the command behaves whatever the verb. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { commandsIn, seatwarden, served, start } from "./command.mjs";

const ESCAPE = "\u001b";

test("--help lists every command, and each has help with flags and an example that names it", async () => {
  const { code, stdout, stderr } = await seatwarden(["--help"]);
  assert.equal(code, 0);
  assert.equal(stderr, "");
  const commands = commandsIn(stdout);
  assert.ok(commands.length >= 16, commands.join());
  for (const name of commands) {
    const own = await seatwarden([name, "--help"]);
    assert.equal(own.code, 0);
    assert.match(own.stdout, new RegExp(`Examples\\n(.*\\n)*.*seatwarden ${name}`));
    assert.equal((await seatwarden(["help", name])).stdout, own.stdout);
  }
});

test("--version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../../../pkg/package.json", import.meta.url), "utf8"));
  assert.equal((await seatwarden(["--version"])).stdout, `${version}\n`);
});

test("bad usage ends with 2, says what is wrong and where help is", async () => {
  const cases = [
    [[], /Usage/],
    [["fly"], /no command "fly".*\n.*provision/],
    [["list", "--colour"], /no flag --colour\n.*list --help/],
    [["list", "--limit"], /--limit needs a value/],
    [["list", "--limit", "many"], /--limit takes a whole number/],
    [["list", "--json=yes"], /--json takes no value/],
    [["list", "--active", "--inactive"], /exclude/],
    [["list", "jane"], /takes no words/],
    [["get"], /say who/],
    [["get", "a", "b"], /say who/],
    [["get", "a", "--id", "b"], /say who/],
    [["provision", "jane@example.com"], /takes flags only/],
    [["provision"], /person: needs a userName or an email/],
    [["provision", "--email", "a@example.com", "--extra", "{"], /--extra takes a JSON object/],
    [["provision", "--email", "a@example.com", "--extra", "5"], /person\.extra/],
    [["deactivate", ""], /who/],
    [["token", "--client-secret", "canary"], /no flag --client-secret/],
    [["sandbox", "--port", "http"], /--port takes a whole number/],
    [["sandbox", "--port", "99999"], /--port takes at most 65535/],
    [["sandbox", "--users", "999999999999999"], /--users takes at most 50000/],
    [["list", "--Email", "x"], /no flag --Email: did you mean --email\?\n.*list --help/],
    [["get", "--userName", "x"], /no flag --userName: did you mean --user-name\?/],
    [["deactivate", "x", "--dry_run"], /no flag --dry_run: did you mean --dry-run\?/],
    [["list", "--Active2=canary"], /no flag --Active2: did you mean --active\?/],
    [["list", "-x"], /no flag -x\n/],
    [["get", "--id", "-abc"], /--id needs a value: .*--id=-abc/],
    [["get", "--id", "--json"], /--id needs a value\n/],
    [["deactivate", "--email", "a@example.com", "--email", "canary@example.com"], /--email is there twice/],
    [["deactivate", "--id=1", "--dry-run", "--id", "2"], /--id is there twice/],
    [["provision", "--email", "a@example.com", "--role", "A", "--role", "B"], /--role is there twice/],
    [["list", "--connection", "a.json", "--connection", "b.json"], /--connection is there twice/],
  ];
  const env = {
    SEATWARDEN_PROVIDER: "zuora",
    SEATWARDEN_CLIENT_ID: "id",
    SEATWARDEN_CLIENT_SECRET: "secret",
    SEATWARDEN_BASE_URL: "http://127.0.0.1:9",
  };
  for (const [args, says] of cases) {
    const { code, stdout, stderr } = await seatwarden(args, { env });
    assert.equal(code, 2, `${args.join(" ")}: ${stderr}`);
    assert.match(stderr, says);
    assert.equal(stdout, "");
    assert.ok(!stderr.includes("canary"));
  }
});

test("what may be given more than once still may; a value may begin with a dash", async () => {
  const tenant = await served(["--users", "2"]);
  try {
    const groups = ["--group", "Sales", "--group", "Finance"];
    const twice = await seatwarden(["provision", "--email", "a@example.com", ...groups, "--dry-run"], { env: tenant.env });
    assert.doesNotMatch(twice.stderr, /twice/);
    assert.equal((await seatwarden(["find", "--id=-abc"], { env: tenant.env })).code, 3);
    assert.equal((await seatwarden(["find", "--", "-abc"], { env: tenant.env })).code, 3);
  } finally {
    await tenant.close();
  }
});

test("what is told is said as the command line says it", async () => {
  const zoom = await served(["--provider", "zoom", "--users", "2"]);
  try {
    const { code, stderr } = await seatwarden(["reset-password", "x@example.com"], { env: zoom.env });
    assert.equal(code, 1);
    assert.match(stderr, /seatwarden capabilities tells before/);
    assert.ok(!stderr.includes("capabilities()"));
  } finally {
    await zoom.close();
  }
});

test("no colours when piped; FORCE_COLOR brings them, NO_COLOR takes them away", async () => {
  assert.ok(!(await seatwarden(["--help"])).stdout.includes(ESCAPE));
  assert.ok((await seatwarden(["--help"], { env: { FORCE_COLOR: "1" } })).stdout.includes(ESCAPE));
  assert.ok(!(await seatwarden(["--help"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).stdout.includes(ESCAPE));
});

test("a port that is taken is bad usage", async () => {
  const tenant = await served();
  try {
    const { port } = new URL(tenant.connection.baseUrl);
    const { code, stderr } = await seatwarden(["sandbox", "--port", port]);
    assert.equal(code, 2);
    assert.match(stderr, new RegExp(`port ${port} is taken`));
  } finally {
    await tenant.close();
  }
});

test("the sandbox ends by SIGTERM with 0", async () => {
  const tenant = await served(["--users", "2", "--sparse"]);
  assert.equal((await seatwarden(["list"], { env: tenant.env })).stdout.trimEnd().split("\n").length, 2);
  const { code, signal } = await tenant.close();
  assert.equal(signal, null);
  assert.equal(code, 0);
});

test("Ctrl-C ends a call at once, with 130", { skip: process.platform === "win32" }, async () => {
  const tenant = await served(["--latency-ms", "20000"]);
  try {
    const { child, said, ended } = start(["list", "--verbose"], { env: tenant.env, input: "" });
    await new Promise((resolve) => child.stderr.on("data", () => said.stderr.includes("/oauth/token") && resolve()));
    const began = performance.now();
    child.kill("SIGINT");
    const { code, stderr } = await ended;
    assert.equal(code, 130);
    assert.match(stderr, /interrupted/);
    assert.ok(performance.now() - began < 3000);
  } finally {
    await tenant.close();
  }
});

test("a tenant's text can't steer the terminal", async () => {
  const tenant = await served(["--users", "2"]);
  try {
    const nasty = `Ja${ESCAPE}[2Jne\u009b31m\u202e`;
    const step = {
      action: "provision",
      input: { person: { email: "e@example.com", givenName: "x", familyName: "y", role: "Read Only", extra: { firstName: nasty } } },
    };
    const made = await seatwarden(["run"], { env: tenant.env, input: JSON.stringify(step) });
    assert.equal(made.code, 0, made.stdout);
    for (const args of [["list"], ["list", "--json"], ["get", "e@example.com"], ["get", "e@example.com", "--json"]]) {
      const { stdout } = await seatwarden(args, { env: tenant.env });
      assert.match(stdout, /Ja\\u001b\[2Jne/);
      assert.ok(![ESCAPE, "\u009b"].some((character) => stdout.includes(character)));
    }
  } finally {
    await tenant.close();
  }
});
