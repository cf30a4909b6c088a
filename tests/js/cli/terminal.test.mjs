/** What a person sees on a terminal: tables, colours, a line of progress, and nothing of it in files and pipes. */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { start } from "./command.mjs";
import { desk, noTerminal, terminal } from "./terminal.mjs";

const SPINNER = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/;

/** A tenant of many users that answers slowly, its connection in a file on a desk. */
async function slow(t, args = ["--users", "1200", "--latency-ms", "100"]) {
  const made = desk();
  t.after(made.rm);
  const { child, said, ended } = start(["sandbox", "--port", "0", ...args]);
  t.after(() => child.kill("SIGTERM") && ended);
  while (!said.stdout.includes("\n")) await new Promise((resume) => setTimeout(resume, 20));
  writeFileSync(join(made.folder, "tenant.json"), said.stdout);
  return { cwd: made.folder, env: { ...made.env, SEATWARDEN_CONNECTION: "tenant.json" } };
}

test("a long list shows how far it is on the terminal, and nothing of that in the file", { skip: noTerminal }, async (t) => {
  const place = await slow(t);
  const { code, shown } = await terminal("seatwarden list > users.txt", place).ended;
  assert.equal(code, 0, shown);
  assert.match(shown, SPINNER);
  assert.match(shown, /[\d,]+ users/);
  const file = readFileSync(join(place.cwd, "users.txt"), "utf8");
  assert.equal(file.trimEnd().split("\n").length, 1200);
  assert.ok(!SPINNER.test(file) && !file.includes("\u001b"));
});

test("the line of progress is gone at the end, and the cursor is back", { skip: noTerminal }, async (t) => {
  const { shown } = await terminal("seatwarden find nobody@example.com; echo code $?", await slow(t)).ended;
  assert.match(shown, SPINNER);
  assert.match(shown, /code 3/);
  assert.ok(shown.lastIndexOf("\u001b[?25h") > shown.lastIndexOf("\u001b[?25l"), "the cursor stays hidden");
  const last = shown.slice(shown.search(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏](?![\s\S]*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏])/));
  assert.ok(last.includes("\u001b[0K"), "the line stays");
});

test("no progress where nobody needs it: a short list, --verbose, CI, a dumb terminal, standard error in a file", {
  skip: noTerminal,
}, async (t) => {
  const long = await slow(t);
  const short = await slow(t, ["--users", "3"]);
  const cases = [
    ["seatwarden list > users.txt", short],
    ["seatwarden list --verbose > users.txt", long],
    ["seatwarden list > users.txt", { ...long, env: { ...long.env, CI: "true" } }],
    ["seatwarden list > users.txt", { ...long, env: { ...long.env, TERM: "dumb" } }],
    ["seatwarden list 2> notes.txt", long],
  ];
  for (const [line, place] of cases) {
    const { code, shown } = await terminal(line, place).ended;
    assert.equal(code, 0, shown);
    assert.ok(!SPINNER.test(shown), `${line}: ${shown}`);
  }
  assert.equal(readFileSync(join(long.cwd, "notes.txt"), "utf8"), "1200 users\n");
});

test("many at once show a bar and how many ended how; Ctrl-C says how far it came", { skip: noTerminal }, async (t) => {
  const place = await slow(t, ["--users", "30", "--latency-ms", "150"]);
  const people = Array.from({ length: 300 }, (_, at) => `x${at}@example.com,X,X${at},Read Only`);
  const heads = "email,givenName,familyName,role";
  writeFileSync(join(place.cwd, "people.csv"), [heads, ...people].join("\n"));
  writeFileSync(join(place.cwd, "few.csv"), [heads, ...people.slice(0, 60)].join("\n"));
  const stopped = terminal("seatwarden provision --file people.csv", place);
  await stopped.until(/[█░]{24} \d+ of 300/);
  stopped.type("\u0003");
  const { code, shown } = await stopped.ended;
  assert.equal(code, 130);
  assert.match(shown, /interrupted: \d+ of 300 are done/);
  assert.ok(shown.lastIndexOf("\u001b[?25h") > shown.lastIndexOf("\u001b[?25l"), "the cursor stays hidden");
  assert.ok(!shown.includes('"index"'), "a line of JSON is for programs");
  const whole = await terminal("seatwarden provision --file few.csv --json > few.jsonl", place).ended;
  assert.equal(whole.code, 0, whole.shown);
  assert.match(whole.shown, /OUTCOME +HOW MANY/);
  assert.equal(readFileSync(join(place.cwd, "few.jsonl"), "utf8").trimEnd().split("\n").length, 60);
});

test("leavers who aren't there are told one by one", { skip: noTerminal }, async (t) => {
  const place = await slow(t, ["--users", "3"]);
  writeFileSync(join(place.cwd, "leavers.csv"), "email,userName\nlena.brandt@example.com,\nlena.brand@example.com,\n,e7@example.com\n");
  const some = await terminal("seatwarden deactivate --file leavers.csv --dry-run", { ...place, env: { ...place.env, NO_COLOR: "1" } })
    .ended;
  assert.equal(some.code, 0, some.shown);
  assert.match(some.shown, /○ line 3: lena\.brand@example\.com isn't there\r\n○ line 4: e7@example\.com isn't there\r\n/);
  assert.ok(!some.shown.includes("line 2"), some.shown);
  const many = Array.from({ length: 25 }, (_, at) => `nobody${at}@example.com`);
  writeFileSync(join(place.cwd, "many.txt"), many.join("\n"));
  const most = await terminal("seatwarden deactivate --file many.txt --dry-run", place).ended;
  assert.equal(most.shown.match(/isn't there/g).length, 20);
  assert.match(most.shown, /… and 5 more who aren't there/);
});

test("a table has heads and colours on a terminal; Ctrl-C ends a long list with 130", { skip: noTerminal }, async (t) => {
  const short = await slow(t, ["--users", "3"]);
  const { shown } = await terminal("seatwarden list", short).ended;
  assert.match(shown, /USER NAME +ID +STATUS +NAME/);
  assert.match(shown, /3 users/);
  assert.ok(shown.includes("\u001b[2m"));

  const long = await slow(t, ["--users", "4000", "--latency-ms", "400"]);
  const stopped = terminal("seatwarden list > users.txt", long);
  await stopped.until(SPINNER);
  stopped.type("\u0003");
  const { code, shown: told } = await stopped.ended;
  assert.equal(code, 130);
  assert.match(told, /interrupted/);
  assert.ok(told.lastIndexOf("\u001b[?25h") > told.lastIndexOf("\u001b[?25l"), "the cursor stays hidden");
});
