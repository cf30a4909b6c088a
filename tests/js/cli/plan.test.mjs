/** plan and apply: what is printed where, for whom, what flags mean beside a policy's file, and how it ends. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { seatwarden, served } from "./command.mjs";
import { outcomes, results, tenantWithFiles } from "./files.mjs";
import { desk, noTerminal, terminal } from "./terminal.mjs";

const { on, file, folder } = tenantWithFiles();
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const names = (list) => list.map(({ person, userName }) => userName ?? person.email);
const people = (count) => Array.from({ length: count }, (_, at) => `p${at}@example.com,P,P${at},Read Only`);
const table = (name, rows) => file(name, `email,givenName,familyName,role\n${rows.join("\n")}\n`);

test("a plan piped is JSON, and apply takes it: a line for each, in the plan's order, then a new plan is empty", async () => {
  const roster = table("roster.csv", ["ada@example.com,Ada,Love,Read Only", "jane@example.com,,Roe,", "bjorn.dubois@example.com,,,"]);
  const said = await on(["plan", roster]);
  assert.equal(said.code, 0, said.stderr);
  const made = JSON.parse(said.stdout);
  assert.deepEqual(
    [names(made.create), names(made.update), names(made.reactivate), made.deactivate],
    [["ada@example.com"], ["jane@example.com"], ["bjorn.dubois@example.com"], []],
  );
  assert.match(said.stderr, /^1 to create, 1 to update, 1 to reactivate; 0 as asked already$/m);
  const done = await on(["apply", "-"], { input: said.stdout });
  assert.deepEqual([done.code, outcomes(done)], [0, ["reactivated", "created", "updated"]], done.stderr);
  assert.deepEqual(
    results(done).map(({ index, place }) => `${index} ${place}`),
    ["0 reactivate[0]", "1 create[0]", "2 update[0]"],
  );
  assert.match(done.stderr, /created +1/);
  const again = await on(["plan", "-", "--json"], { input: readFileSync(roster, "utf8") });
  assert.match(again.stderr, /^nothing to do: 3 as asked already$/m);
  const none = await on(["apply", "-"], { input: again.stdout });
  assert.deepEqual([none.code, none.stdout], [0, ""]);
  assert.match(none.stderr, /no entry in the plan: nothing is to be done/);
});

test("JSON and JSON Lines are rosters too", async () => {
  const [one, two] = ["kay@example.com", "lin@example.com"].map((email) => ({ email, givenName: "K", familyName: "L", role: "Read Only" }));
  for (const [name, content] of [
    ["roster.json", JSON.stringify([one, two])],
    ["roster.jsonl", `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`],
  ]) {
    const { stdout } = await on(["plan", file(name, content)]);
    assert.deepEqual(JSON.parse(stdout).create, [{ person: one }, { person: two }]);
  }
});

test("with --out the JSON is in the file, and what is printed is for people; of extra the names alone", async () => {
  const roster = file(
    "out.csv",
    "email,givenName,familyName,role,extra.phoneNumber\nnew@example.com,Nia,Okafor,Read Only,+1 555 0199\njane@example.com,,Smith,,\n",
  );
  const out = join(folder, "out.json");
  const said = await on([
    "plan",
    roster,
    "--out",
    out,
    "--on-missing",
    "deactivate",
    "--domain",
    "example.com",
    "--protect",
    "ghost@example.com",
  ]);
  assert.equal(said.code, 0, said.stderr);
  const made = read(out);
  assert.match(said.stdout, /^create 1\n {2}\+ new@example\.com Nia Okafor, Read Only, with phoneNumber$/m);
  assert.match(said.stdout, /^update 1\n {2}~ jane@example\.com \(u-001\)\n {4}familyName: "\w+" → "Smith"$/m);
  assert.match(said.stdout, new RegExp(`^deactivate ${made.deactivate.length}\n {2}- \\S`, "m"));
  for (const name of names(made.deactivate)) assert.ok(said.stdout.includes(`  - ${name} (`), name);
  assert.match(said.stdout, new RegExp(`would be deactivated, and 1 may be: .*--confirm ${made.id}`));
  assert.match(said.stderr, /ghost@example\.com.*\(protected_not_found\)/);
  assert.ok(said.stderr.includes(`seatwarden apply ${out} --confirm ${made.id}`), said.stderr);
  assert.ok(!`${said.stdout}${said.stderr}`.includes("555 0199"), said.stdout);

  const refused = await on(["apply", out]);
  assert.deepEqual([refused.code, refused.stdout], [4, ""]);
  assert.match(refused.stderr, new RegExp(`\\(guard_tripped\\)\\n.*apply it with --confirm ${made.id}`));
  assert.equal((await on(["apply", out, "--confirm", "yes"])).code, 4);
  const dry = await on(["apply", out, "--confirm", made.id, "--dry-run"]);
  assert.equal(dry.code, 0, dry.stderr);
  assert.match(dry.stderr, new RegExp(`deactivated +${made.deactivate.length}\\n`));
  assert.match(dry.stderr, /dry run: nothing was written/);
  const { stdout } = await on(["list", "--active"]);
  for (const name of names(made.deactivate)) assert.ok(stdout.includes(`${name}\t`), name);
});

test("a flag wins over its key in the policy's file, and leaves the others", async () => {
  const policy = file(
    "policy.json",
    JSON.stringify({
      onMissing: "deactivate",
      scope: { domains: ["nobody.example"], userNames: ["anton.mbeki@example.com", "lbrandt@legacy.example.com"] },
      maxRemovals: 7,
      fields: ["title"],
    }),
  );
  const roster = table("policy.csv", ["jane@example.com,,Other,"]);
  const plan = async (...flags) => {
    const { stdout, stderr, code } = await on(["plan", roster, "--policy", policy, ...flags]);
    assert.equal(code, 0, stderr);
    const { update, deactivate, guard } = JSON.parse(stdout);
    return [names(update), names(deactivate).sort(), guard.maxRemovals];
  };
  const [ours, legacy] = ["anton.mbeki@example.com", "lbrandt@legacy.example.com"];
  assert.deepEqual(await plan(), [[], [], 7]);
  assert.deepEqual(await plan("--domain", "example.com"), [[], [ours], 7]);
  assert.deepEqual(await plan("--domain", "example.com", "--domain", "legacy.example.com"), [[], [ours, legacy], 7]);
  assert.deepEqual(await plan("--domain", "example.com", "--scope-role", "Administrator"), [[], [], 7]);
  assert.deepEqual(await plan("--domain", "example.com", "--protect", ours), [[], [], 7]);
  assert.deepEqual(await plan("--domain", "example.com", "--on-missing", "ignore", "--max-removals", "3"), [[], [], 3]);
  assert.deepEqual(await plan("--field", "familyName"), [["jane@example.com"], [], 7]);
});

test("bad usage, a bad roster and a bad plan end with 2, say where, and do nothing", async () => {
  const good = table("good.csv", people(1));
  const cases = [
    [["plan"], /plan takes one word: the FILE of people/],
    [["plan", good, good], /plan takes one word/],
    [["plan", join(folder, "nothing.csv")], /there is no file/],
    [["plan", "-", "--policy", "-"], /can't both come on standard input/],
    [["plan", good, "--policy", file("list.json", "[]")], /list\.json is no JSON object/],
    [["plan", good, "--policy", file("half.json", "{")], /half\.json is not JSON/],
    [["plan", good, "--policy", file("typo.json", '{"onMising":"ignore"}')], /onMising/],
    [["plan", good, "--policy", file("scope.json", '{"scope":5}'), "--domain", "example.com"], /policy\.scope: /],
    [["plan", good, "--on-missing", "remove"], /policy\.onMissing/],
    [["plan", good, "--on-missing", "deactivate"], /policy\.scope/],
    [["plan", good, "--max-removals", "0"], /policy\.maxRemovals/],
    [["plan", good, "--max-removals", "few"], /--max-removals takes a whole number/],
    [["plan", good, "--field", "surname"], /policy\.fields\[0\]/],
    [["plan", good, "--out", join(folder, "no", "such", "plan.json")], /--out .* can't be written \(ENOENT\)/],
    [["plan", file("heads.csv", "email\n"), "--on-missing", "deactivate", "--domain", "example.com"], /roster: /],
    [["plan", file("empty.csv", "")], /there is nothing in/],
    [
      ["plan", file("cells.csv", "email,role\na@example.com,Read Only\nb@example.com,Read Only,x\n\nc,d,e\n")],
      /line 3: has more cells .*; line 5: /,
    ],
    [
      ["plan", table("place.csv", [...people(2), "nobody,No,Body,Read Only", "x@example.com,,,"])],
      /: line 4: email: is not a mail address/,
    ],
    [["plan", table("role.csv", ["", "x@example.com,X,X,Emperor"])], /: line 3: role: .*no role "Emperor"/],
    [["apply"], /apply takes one word: the FILE of a plan/],
    [["apply", good], /good\.csv is not JSON\n.*seatwarden plan prints/],
    [["apply", file("array.json", "[]")], /array\.json is no plan/],
    [["apply", file("object.json", "{}")], /plan\.\w+: /],
  ];
  for (const [args, says] of cases) {
    const { code, stdout, stderr } = await on(args);
    assert.equal(code, 2, `${args.join(" ")}: ${stderr}`);
    assert.match(stderr, says);
    assert.equal(stdout, "");
  }
  const { stdout } = await on(["plan", good]);
  const edited = file("edited.json", stdout.replace('"p0@example.com"', '"p1@example.com"'));
  const refused = await on(["apply", edited]);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /plan\.id: .*changed/);
  assert.ok(!(await on(["list"])).stdout.includes("p1@example.com"));
});

test("a tenant that has drifted is exit code 1, with what to do next, and nothing is written", async () => {
  const out = join(folder, "drift.json");
  const plan = await on(["plan", table("drift.csv", [...people(1), "jane@example.com,,Drift,"]), "--out", out]);
  assert.equal(plan.code, 0, plan.stderr);
  assert.equal((await on(["update", "jane@example.com", "--family-name", "Elsewhere"])).code, 0);
  const said = await on(["apply", out]);
  assert.deepEqual([said.code, said.stdout], [1, ""]);
  assert.match(said.stderr, /jane@example\.com familyName is "Elsewhere" now.*\(plan_drifted\)\n.*make a new plan/);
  assert.equal((await on(["find", "p0@example.com"])).code, 3);
});

test("a deadline leaves a rest, and says how to go on", async () => {
  const slow = await served(["--users", "20", "--latency-ms", "60"]);
  try {
    const out = join(folder, "slow.json");
    const made = await seatwarden(["plan", table("slow.csv", people(150)), "--out", out], { env: slow.env });
    assert.equal(made.code, 0, made.stderr);
    const all = [];
    let resume = [];
    for (let calls = 1; ; calls++) {
      const said = await seatwarden(["apply", out, "--deadline-ms", "1500", ...resume], { env: slow.env });
      all.push(...results(said));
      const [, rest] = /--resume (\S+)/.exec(said.stderr) ?? [];
      if (rest === undefined) {
        assert.equal(said.code, 0, said.stderr);
        assert.ok(calls > 1, "the deadline never came");
        break;
      }
      assert.equal(said.code, 1, said.stderr);
      assert.match(said.stderr, /the deadline came first: .*are done/);
      assert.ok(calls < 40, "it never ends");
      resume = ["--resume", rest];
    }
    assert.deepEqual(
      all.map(({ index }) => index).sort((one, other) => one - other),
      people(150).map((_, at) => at),
    );
  } finally {
    await slow.close();
  }
});

test("one that fails is told by its place in the plan, and is exit code 1", async () => {
  const zoom = await served(["--provider", "zoom", "--users", "12"]);
  try {
    const { stdout } = await seatwarden(["list", "--active"], { env: zoom.env });
    const all = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t")[0]);
    const roster = file("zoom.csv", "email\nnobody.yet@example.com\n");
    const flags = ["--on-missing", "deactivate", "--domain", "example.com", "--max-removals", "500"];
    const plan = await seatwarden(["plan", roster, ...flags], { env: zoom.env });
    assert.equal(plan.code, 0, plan.stderr);
    const made = JSON.parse(plan.stdout);
    assert.ok(made.deactivate.length > 0 && made.deactivate.length <= all.length);
    const said = await seatwarden(["apply", "-"], { env: zoom.env, input: plan.stdout });
    const failed = results(said).filter(({ ok }) => !ok);
    assert.deepEqual([said.code, failed.length > 0], [1, true], said.stderr);
    for (const { place, error } of failed) assert.ok(said.stderr.includes(`✖ ${place}: `) && error.code === "protected_user", said.stderr);
  } finally {
    await zoom.close();
  }
});

test("on a terminal a plan is for people, with --json it is JSON; apply tells counts", { skip: noTerminal }, async (t) => {
  const tenant = await served(["--users", "20"]);
  const place = desk();
  t.after(async () => {
    place.rm();
    await tenant.close();
  });
  const env = { ...place.env, ...tenant.env, NO_COLOR: "1" };
  const roster = table("terminal.csv", people(2));
  const shown = await terminal(`seatwarden plan ${roster} --out plan.json`, { cwd: place.folder, env }).ended;
  assert.equal(shown.code, 0);
  assert.match(shown.shown, /zuora sandbox, read .*\r\n\r\ncreate 2\r\n {2}\+ p0@example\.com P P0, Read Only\r\n/);
  assert.match(shown.shown, /2 to create; 0 as asked already\r\n.*→ seatwarden apply plan\.json\r\n/);
  const json = await terminal(`seatwarden plan ${roster} --json 2> notes.txt`, { cwd: place.folder, env }).ended;
  assert.deepEqual(names(JSON.parse(json.shown).create), ["p0@example.com", "p1@example.com"]);
  const done = await terminal("seatwarden apply plan.json", { cwd: place.folder, env }).ended;
  assert.deepEqual([done.code, /created +2\r\n/.test(done.shown), done.shown.includes('"index"')], [0, true, false]);
  assert.ok(existsSync(join(place.folder, "plan.json")));
});
