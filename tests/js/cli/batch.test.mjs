/** `--file` of provision and deactivate: what files may look like, what is printed where, and how it ends. */

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { seatwarden, served, start } from "./command.mjs";
import { outcomes, results, tenantWithFiles } from "./files.mjs";

const { on, file, folder } = tenantWithFiles();

test("a table of joiners: a line of JSON for each, the failures on standard error, exit code 1", async () => {
  const path = file(
    "people.csv",
    `\uFEFFEmail,Given Name,family-name,Role,extra.phoneNumber
ada@example.com,Ada,"Love, lace",Read Only,+1 555 0100

grace@example.com,Grace,Hopper,Read Only,
nobody,No,Body,Read Only,
alan@example.com,Alan,Turing,No Such Role,
`,
  );
  const said = await on(["provision", "--file", path]);
  assert.equal(said.code, 1, said.stderr);
  assert.deepEqual(outcomes(said), ["created", "created", "invalid_input", "invalid_input"]);
  const [ada, , nobody] = results(said);
  assert.deepEqual([ada.index, ada.place, ada.user.familyName], [0, "line 2", "Love, lace"]);
  assert.deepEqual([nobody.index, nobody.place], [2, "line 5"]);
  assert.match(nobody.error.message, /^people\[2\]\.email: /);
  assert.match(said.stderr, /line 5: people\[2\]\.email: is not a mail address/);
  assert.match(said.stderr, /line 6: .*has no role "No Such Role"/);
  assert.match(said.stderr, /created +2/);
  assert.match(said.stderr, /failed +2/);
});

test("the same table again changes nothing, and ends with 0 once nobody fails", async () => {
  const people = "email;givenName;familyName;role\nada@example.com;Ada;Love, lace;Read Only\ngrace@example.com;Grace;Hopper;Read Only\n";
  const said = await on(["provision", "--file", file("again.csv", people)]);
  assert.equal(said.code, 0, said.stderr);
  assert.deepEqual(outcomes(said), ["unchanged", "unchanged"]);
});

test("JSON, JSON Lines and standard input are taken too", async () => {
  const [one, two] = ["kay@example.com", "lin@example.com"].map((email) => ({
    email,
    givenName: "Kay",
    familyName: "Lin",
    role: "Read Only",
  }));
  const array = await on(["provision", "--file", file("people.json", JSON.stringify([one, two, { email: 7 }]))]);
  assert.deepEqual([array.code, outcomes(array)], [1, ["created", "created", "invalid_input"]]);
  assert.equal(results(array)[2].place, "item 3");
  const lines = await on(["provision", "--file", file("people.jsonl", `${JSON.stringify(one)}\n\n${JSON.stringify(two)}\n`)]);
  assert.deepEqual([lines.code, outcomes(lines)], [0, ["unchanged", "unchanged"]]);
  const piped = await on(["provision", "--file", "-", "--dry-run"], { input: JSON.stringify([one]) });
  assert.deepEqual([piped.code, outcomes(piped)], [0, ["unchanged"]]);
  assert.match(piped.stderr, /dry run/);
});

test("leavers: a list, and a table with heads", async () => {
  const list = file("leavers.txt", "kay@example.com\nnobody@example.com\n");
  const dry = await on(["deactivate", "--file", list, "--dry-run"]);
  assert.deepEqual([dry.code, outcomes(dry)], [0, ["deactivated", "not_found"]]);
  const said = await on(["deactivate", "--file", list, "--strict"]);
  assert.deepEqual([said.code, outcomes(said)], [1, ["deactivated", "not_found"]]);
  const table = file("leavers.csv", "userName,id\nkay@example.com,\n,u-nobody\nlin@example.com,\n");
  const again = await on(["deactivate", "--file", table]);
  assert.deepEqual([again.code, outcomes(again)], [0, ["already_inactive", "not_found", "deactivated"]]);
  assert.match(again.stderr, /oauth_clients_survive/);
  assert.equal(again.stderr.match(/warning:/g).length, 1, "each warning once");
});

test("a line that can't be read stops nobody else, and rows of nothing are nobody", async () => {
  const table = file(
    "spreadsheet.csv",
    [
      '\uFEFF"email",givenName,familyName,role',
      'ned@example.com,"Ned ""N."" ","Land, of",Read Only',
      ",,,",
      "short@example.com",
      '" , ",,,',
      "long@example.com,L,Ong,Read Only,and more",
      "",
      "ned@example.com,Ned,Land,Read Only",
      ",,,",
    ].join("\r\n"),
  );
  const said = await on(["provision", "--file", table]);
  assert.equal(said.code, 1, said.stderr);
  assert.deepEqual(outcomes(said), ["created", "invalid_input", "invalid_input", "invalid_input", "updated"]);
  assert.deepEqual(
    results(said).map(({ index, place }) => `${index} ${place}`),
    ["0 line 2", "1 line 4", "2 line 5", "3 line 6", "4 line 8"],
  );
  const [ned, , , long] = results(said);
  assert.deepEqual([ned.user.givenName, ned.user.familyName], ['Ned "N."', "Land, of"]);
  assert.equal(long.error.message, "has more cells than there are heads");
  assert.match(said.stderr, /line 6: has more cells than there are heads \(invalid_input\)/);
  assert.match(said.stderr, /failed +3/);
  const jsonl = file("half.jsonl", '{"email":"ned@example.com"}\n{"email":"ned@\n[]\n{"email":"ned@example.com","familyName":"Ludd"}');
  const half = await on(["provision", "--file", jsonl]);
  assert.deepEqual([half.code, outcomes(half)], [1, ["unchanged", "invalid_input", "invalid_input", "updated"]], half.stderr);
  assert.match(half.stderr, /line 2: is not JSON/);
  assert.match(half.stderr, /line 3: people\[2\]: expected an object/);
  const whole = await on(["provision", "--file", file("one.json", '{\n  "email": "ned@example.com"\n}\n')]);
  assert.deepEqual([whole.code, outcomes(whole)], [0, ["unchanged"]], whole.stderr);
});

test("lines come in the order of the file while it runs; Ctrl-C leaves them, and the same command again goes on", async () => {
  const slow = await served(["--users", "30", "--latency-ms", "150"]);
  try {
    const people = Array.from({ length: 200 }, (_, at) => `x${at}@example.com,X,X${at},Read Only`);
    const path = file("stopped.csv", `email,givenName,familyName,role\n${people.join("\n")}\n`);
    const { child, said, ended } = start(["provision", "--file", path], { env: slow.env, input: "" });
    while (said.stdout.split("\n").length < 20) await new Promise((resume) => setTimeout(resume, 10));
    child.kill("SIGINT");
    const stopped = await ended;
    assert.equal(stopped.code, 130, stopped.stderr);
    const done = results(stopped);
    assert.ok(done.length >= 19 && done.length < people.length, `${done.length}`);
    assert.deepEqual(
      done.map(({ index }) => index),
      done.map(({ index }) => index).toSorted((one, other) => one - other),
    );
    assert.match(stopped.stderr, new RegExp(`interrupted: ${done.length} of 200 are done`));
    assert.match(stopped.stderr, /The same command again goes on/);
    assert.match(stopped.stderr, new RegExp(`created +${done.length}`));
    const again = await seatwarden(["provision", "--file", path], { env: slow.env });
    assert.equal(again.code, 0, again.stderr);
    const all = outcomes(again);
    assert.ok(all.filter((outcome) => outcome === "unchanged").length >= done.length, again.stderr);
    assert.ok(all.every((outcome) => outcome === "unchanged" || outcome === "created"));
    const { stdout } = await seatwarden(["list"], { env: slow.env });
    assert.equal(stdout.split("\n").filter((line) => line.startsWith("x")).length, 200, "each once");
  } finally {
    await slow.close();
  }
});

test("heads are taken as tables have them", async () => {
  const table = file("first.csv", "First Name\tLAST_NAME\tE-Mail\trole\nIda\tRhodes\tida@example.com \tRead Only\n");
  const said = await on(["provision", "--file", table]);
  assert.deepEqual([said.code, outcomes(said)], [0, ["created"]], said.stderr);
  const [{ user }] = results(said);
  assert.deepEqual([user.givenName, user.familyName, user.userName], ["Ida", "Rhodes", "ida@example.com"]);
});

test("a deadline leaves a rest, and says how to go on", async () => {
  const slow = await served(["--users", "30", "--latency-ms", "150"]);
  try {
    const people = Array.from({ length: 150 }, (_, at) => `w${at}@example.com,W,W${at},Read Only`);
    const path = file("many.csv", `email,givenName,familyName,role\n${people.join("\n")}\n`);
    const first = await seatwarden(["provision", "--file", path, "--deadline-ms", "1500"], { env: slow.env });
    assert.equal(first.code, 1, first.stderr);
    const [, resume] = /--resume (\S+)/.exec(first.stderr);
    const rest = await seatwarden(["provision", "--file", path, "--resume", resume], { env: slow.env });
    assert.equal(rest.code, 0, rest.stderr);
    const all = [...results(first), ...results(rest)].map(({ index }) => index).sort((one, other) => one - other);
    assert.deepEqual(
      all,
      people.map((_, at) => at),
    );
  } finally {
    await slow.close();
  }
});

test("a deadline in which nobody is done says that it is too short", async () => {
  const slow = await served(["--users", "200", "--latency-ms", "400"]);
  try {
    const path = file("short.csv", "email,givenName,familyName,role\nu@example.com,U,V,Read Only\n");
    const said = await seatwarden(["provision", "--file", path, "--deadline-ms", "600"], { env: slow.env });
    assert.equal(said.code, 1, said.stderr);
    assert.match(said.stderr, /0 of 1 are done[\s\S]*with a longer --deadline-ms, and --resume \S+/);
  } finally {
    await slow.close();
  }
});

test("a batch that goes on writes each line as soon as those before it are done, too", async () => {
  const slow = await served(["--users", "30", "--latency-ms", "150"]);
  try {
    const people = Array.from({ length: 300 }, (_, at) => `v${at}@example.com,V,V${at},Read Only`);
    const path = file("goes-on.csv", `email,givenName,familyName,role\n${people.join("\n")}\n`);
    const first = await seatwarden(["provision", "--file", path, "--deadline-ms", "2000"], { env: slow.env });
    const [, resume] = /--resume (\S+)/.exec(first.stderr);
    const before = new Set(results(first).map(({ index }) => index));
    const { child, said, ended } = start(["provision", "--file", path, "--resume", resume], { env: slow.env, input: "" });
    while (said.stdout.split("\n").length <= 10 && child.exitCode === null) await new Promise((later) => setTimeout(later, 10));
    child.kill("SIGKILL");
    const { signal, stdout } = await ended;
    assert.equal(signal, "SIGKILL", "lines came while it ran");
    const came = results({ stdout: stdout.slice(0, stdout.lastIndexOf("\n") + 1) }).map(({ index }) => index);
    const due = people.map((_, at) => at).filter((at) => !before.has(at));
    assert.ok(came.length >= 10 && came.length < due.length, `${came.length} of ${due.length}`);
    assert.deepEqual(came, due.slice(0, came.length));
  } finally {
    await slow.close();
  }
});

test("a batch that a fault of ours ends writes what it holds, too", async () => {
  const slow = await served(["--users", "5"]);
  try {
    const people = ["stays.away", "a", "b", "c"].map((name) => `${name}@example.com,T,Rap,Read Only`);
    const path = file("trap.csv", `email,givenName,familyName,role\n${people.join("\n")}\n`);
    const env = { ...slow.env, NODE_OPTIONS: `--import ${new URL("trap.mjs", import.meta.url)}` };
    const said = await seatwarden(["provision", "--file", path], { env });
    assert.equal(said.code, 1, said.stderr);
    assert.match(said.stderr, /by a fault of its own.*\(internal\)/);
    assert.deepEqual(
      results(said).map(({ index, outcome }) => [index, outcome]),
      [1, 2, 3].map((index) => [index, "created"]),
    );
    assert.match(said.stderr, /created +3/);
  } finally {
    await slow.close();
  }
});

test("heads alone, and an empty array, say that there is nobody: exit code 0", async () => {
  for (const args of [
    ["provision", "--file", file("nobody.csv", "email,role\n,\n")],
    ["deactivate", "--file", file("nobody.txt", "email\n")],
    ["deactivate", "--file", file("nobody.json", "[]")],
  ]) {
    const { code, stdout, stderr } = await on(args);
    assert.deepEqual([code, stdout], [0, ""], stderr);
    assert.match(stderr, /there is nobody in the file/);
  }
});

test("what can't be read is bad usage: exit code 2, and nothing is sent", async () => {
  for (const [args, wanted] of [
    [["provision", "--file", join(folder, "none.csv")], /there is no file/],
    [["provision", "--file", folder], /can't be read/],
    [["provision", "--file", file("empty.csv", "\n")], /there is nothing in/],
    [["deactivate", "--file", "-"], /there is nothing in standard input/],
    [["provision", "--file", file("bad.json", "[{]")], /is not JSON/],
    [["provision", "--file", file("bad.csv", 'email,givenName\n"a,b\n')], /is not CSV/],
    [["provision", "--file", file("twice.csv", "email,givenName,E-Mail\nx@example.com,X,y@example.com\n")], /two columns of email/],
    [["deactivate", "--file", file("export.csv", "Name,E-Mail\nLin,lin@example.com\n")], /there is no field "Name"/],
    [["deactivate", "--file", file("headless.csv", "lin@example.com,Lin\n")], /line 1, has more than one cell/],
    [["provision", "--file", file("heads.csv", "email,shoeSize\nx@example.com,44\n")], /there is no field "shoeSize"/],
    [["provision", "--file", file("ok.csv", "email\nx@example.com\n"), "--email", "y@example.com"], /leave out --email/],
    [["deactivate", "--file", file("ok.txt", "x@example.com\n"), "y@example.com"], /leave out the words/],
    [["provision", "--resume", "x", "--email", "x@example.com"], /--resume goes with --file/],
    [["provision", "--file", file("ok2.csv", "email\nx@example.com\n"), "--resume", "x"], /options\.resume/],
  ]) {
    const said = await on(args);
    assert.equal(said.code, 2, `${args.join(" ")}: ${said.stderr}`);
    assert.match(said.stderr, wanted);
    assert.equal(said.stdout, "");
  }
});
