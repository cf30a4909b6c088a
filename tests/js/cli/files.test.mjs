/** Files for `--file` that could be read as somebody else: JSON over several lines, quotes, two pointers, other encodings, long numbers. */

import assert from "node:assert/strict";
import test from "node:test";
import { outcomes, results, tenantWithFiles } from "./files.mjs";

const { on, file } = tenantWithFiles();
/** The login names of three who are active. */
async function three() {
  const { stdout } = await on(["list", "--active", "--limit", "3"]);
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t")[0]);
}
const activeNow = async () => (await on(["list", "--active"])).stdout;

/** Exit code 2, those words, no result, and nobody's account is another. */
async function refused(args, says, options) {
  const before = await activeNow();
  const said = await on(args, options);
  assert.equal(said.code, 2, `${args.join(" ")}: ${said.stderr}`);
  assert.match(said.stderr, says);
  assert.equal(said.stdout, "");
  assert.equal(await activeNow(), before);
}

test("JSON over several lines is one item: what stands in it is nobody", async () => {
  const [leaver, ...keep] = await three();
  const before = await activeNow();
  const kept = await on(["deactivate", "--file", file("kept.json", JSON.stringify({ leavers: [leaver], keep }, null, 1))]);
  assert.deepEqual([kept.code, outcomes(kept)], [1, ["invalid_input"]], kept.stderr);
  assert.equal(await activeNow(), before);
  const person = { email: "pia@example.com", givenName: "Pia", familyName: "Rau", role: "Read Only", groups: ["Sales"] };
  const pretty = await on(["provision", "--dry-run", "--file", file("pretty.json", JSON.stringify(person, null, 1))]);
  assert.equal(results(pretty).length, 1, pretty.stdout);
  const array = await on(["deactivate", "--dry-run", "--file", file("array.json", JSON.stringify([leaver, ...keep], null, 1))]);
  assert.deepEqual(outcomes(array), ["deactivated", "deactivated", "deactivated"], array.stderr);
});

test("JSON that is cut off, or goes on in other lines, does nothing", async () => {
  const [leaver, other] = await three();
  for (const content of [
    `{\n "leavers": [\n  "u-nobody"\n ],\n "keep": [\n  "${leaver}"\n ],\n`,
    `[\n{"email":"${leaver}"},\n{"email":"${other}"}\n`,
    `{"leavers": [],\n "keep": [\n{"email":"${leaver}"}\n]`,
    `{"email":"u-nobody"}\n{"keep": [\n{"email":"${leaver}"}\n]}\n`,
    `{"email":"u-nobody"\n{"email":"${leaver}"}\n`,
  ])
    await refused(["deactivate", "--file", file("cut.json", content)], /is not JSON|is no whole object/);
});

test("a line of JSON Lines is an object: a text in one is told, and is nobody", async () => {
  const [leaver, other] = await three();
  const path = file("texts.jsonl", `{"userName":"${leaver}"}\n"${other}"\n`);
  const said = await on(["deactivate", "--dry-run", "--file", path]);
  assert.deepEqual([said.code, outcomes(said)], [1, ["deactivated", "invalid_input"]]);
  assert.match(said.stderr, /line 2: is a text, not an object/);
});

test("quotes around a line of a list are a spreadsheet's; inside of one nothing is done", async () => {
  const [one, two] = await three();
  const quoted = await on(["deactivate", "--dry-run", "--file", file("quoted.txt", `"${one}"\r\n"${two}"\r\n`)]);
  assert.deepEqual([quoted.code, outcomes(quoted)], [0, ["deactivated", "deactivated"]], quoted.stderr);
  for (const odd of [`Jane <${two}>`, `"Jane" ${two}`, `"Jane <${two}>"`, `${two} | leaver`, `"${two}`, `"a""b"`])
    await refused(["deactivate", "--file", file("odd.txt", `${one}\n${odd}\n`)], /odd\.txt, line 2, has a ["<|] in it/);
});

test("a line of a list with two addresses, or a name before one, does nothing; a login name may have spaces", async () => {
  const [one, two] = await three();
  for (const odd of [`${one} ${two}`, `Jane Doe ${two}`, `"${one}\u00a0${two}"`, `${two} # left`])
    await refused(["deactivate", "--file", file("two.txt", `${one}\n${odd}\n`)], /two\.txt, line 2, has a space beside an @ in it/);
  const spaced = await on(["deactivate", "--dry-run", "--file", file("spaced.txt", `${one}\nJane Doe\n`)]);
  assert.deepEqual([spaced.code, outcomes(spaced)], [0, ["deactivated", "not_found"]], spaced.stderr);
});

test("a row that says who twice is told, and nobody is written for it", async () => {
  const [one, two, three_] = await three();
  const path = file("twice.csv", `email,userName,id\n${one},${two},\n,${three_},\n${one},,1\n`);
  const before = await activeNow();
  const said = await on(["deactivate", "--file", path, "--dry-run"]);
  assert.deepEqual([said.code, outcomes(said)], [1, ["invalid_input", "deactivated", "invalid_input"]]);
  assert.match(said.stderr, /line 2: says who by email and userName: give one/);
  assert.match(said.stderr, /line 4: says who by email and id: give one/);
  assert.equal(await activeNow(), before);
});

test("a table of leavers has no extra fields", async () => {
  const [one] = await three();
  for (const content of [`email,extra.reason\n${one},left\n`, `extra.userName\n${one}\n`]) {
    const path = file("extra.csv", content);
    await refused(
      ["deactivate", "--file", path],
      /there is no field "extra\.[a-zA-Z]+"\n.*Heads are: who, id, userName, email, externalId\.\n/,
    );
  }
});

test("what isn't UTF-8 is refused with its line, before anything is done", async () => {
  const table = "email,givenName,familyName,role\nzo@example.com,Zo,Ok,Read Only\nzoe@example.com,Zoë,Müller,Read Only\n";
  const jsonl = table.replace(/.*\n/, '{"email":"zo@example.com"}\n');
  for (const content of [Buffer.from(table, "latin1"), Buffer.from(jsonl, "latin1")])
    await refused(["provision", "--file", file("latin.csv", content)], /latin\.csv, line 3, isn't UTF-8: save it as CSV UTF-8/);
  const wide = Buffer.from(`\uFEFF${table}`, "utf16le");
  await refused(["provision", "--file", file("wide.csv", wide)], /isn't UTF-8: save it as CSV UTF-8/);
  await refused(["provision", "--file", file("wider.csv", Buffer.from("email\nzo@example.com\n", "utf16le"))], /isn't UTF-8/);
  const [one] = await three();
  await refused(["deactivate", "--file", "-"], /standard input, line 2, isn't UTF-8/, { input: Buffer.from(`${one}\nZoë\n`, "latin1") });
  await refused(["run"], /standard input, line 1, isn't UTF-8/, { input: Buffer.from('{"action":"Zoë"}', "latin1") });
});

test("a number that would lose digits is refused, wherever JSON is handed in", async () => {
  const long = "9007199254740995";
  const says = new RegExp(`number ${long} would lose digits: write it as a text: "${long}"`);
  const person = (value) => `{"email":"ada@example.com","extra":{"legacyRef__c":${value}}}`;
  await refused(["request", "PUT", "/v1/users/u-011", "--body", `{"legacyRef__c":${long}}`], says);
  await refused(["provision", "--email", "ada@example.com", "--extra", `{"legacyRef__c":[${long}]}`], says);
  await refused(["update", "u-011", "--extra", `{"legacyRef__c":${long}}`], says);
  await refused(["provision", "--file", file("long.json", `[${person(long)}]`)], says);
  await refused(["run"], says, { input: `{"action":"provision","input":{"person":${person(long)}}}` });
  const step = await on(["run"], { input: `{"action":"roles","connection":{"provider":"zuora","clientSecret":${long}}}` });
  assert.equal(step.code, 2);
  assert.match(step.stderr, /a number after "clientSecret" would lose digits/);
  assert.ok(!`${step.stdout}${step.stderr}`.includes(long), "it may be a secret");
  const lines = await on(["provision", "--dry-run", "--file", file("long.jsonl", `${person(1)}\n${person(long)}\n`)]);
  assert.equal(lines.code, 1);
  assert.match(lines.stderr, new RegExp(`line 2: the ${says.source}`));
});

test("only numbers are looked at, however they are written", async () => {
  const body = (text) => on(["request", "GET", "/v1/users/u-011", `--body=${text}`]);
  for (const lost of [
    "9007199254740992",
    "-9007199254740993",
    "9007199254740993.0",
    "9.007199254740995e15",
    "1E21",
    "1e400",
    '["\\\\",9007199254740993]',
    '{"a\\"b":9007199254740993}',
  ])
    assert.match((await body(lost)).stderr, /would lose digits/, lost);
  for (const kept of [
    "9007199254740991",
    "-9007199254740991",
    "0.12345678901234567890",
    "1e3",
    '"9007199254740995"',
    '{"9007199254740995":"\\"9007199254740995"}',
    '["\\\\","9007199254740995\\\\"]',
  ])
    assert.doesNotMatch((await body(kept)).stderr, /would lose digits/, kept);
});

test("columns without heads or cells, and groups without names, are nothing", async () => {
  const path = file("trailing.csv", "email,givenName,familyName,role,,\numa@example.com,Uma,Ray,Read Only,,\n");
  const said = await on(["provision", "--dry-run", "--file", path]);
  assert.deepEqual([said.code, outcomes(said)], [0, ["created"]], said.stderr);
  const filled = file("filled.csv", "email,givenName,,role\numa@example.com,Uma,Ray,Read Only\n");
  await refused(["provision", "--file", filled], /there is no field ""/);
  const groups = (cell) => on(["provision", "--dry-run", "--file", file("groups.csv", `email,groups\numa@example.com,"${cell}"\n`)]);
  const [plain, trailing] = [await groups("Sales; Finance"), await groups("Sales;; Finance;")];
  assert.equal(trailing.stdout, plain.stdout);
  assert.equal(trailing.stderr, plain.stderr);
});
