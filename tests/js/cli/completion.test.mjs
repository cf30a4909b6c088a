/** Completion in the shells themselves: bash always, zsh and fish where they are. Scripts come from the same table as help. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { commandsIn, seatwarden } from "./command.mjs";
import { desk, noTerminal, terminal } from "./terminal.mjs";

const lacks = (shell) => spawnSync(shell, ["--version"]).error !== undefined && `there is no ${shell} here`;

let place;
test.before(() => {
  place = desk();
  writeFileSync(join(place.folder, "my tenant.json"), "{}");
  writeFileSync(join(place.folder, "mine.json"), "{}");
});
test.after(() => place.rm());

/** What bash offers for the words of a line, the last of which is being typed. */
function bash(...words) {
  const script = `eval "$(seatwarden completion bash)"
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _seatwarden; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync("bash", ["--norc", "-c", script, "bash", ...words], {
    cwd: place.folder,
    env: place.env,
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  assert.equal(status, 0);
  return stdout.split("\n").filter(Boolean);
}

test("bash completes every command that help lists, and every flag that its help lists", async () => {
  const commands = commandsIn((await seatwarden(["--help"])).stdout);
  assert.deepEqual(bash("seatwarden", "").sort(), [...commands, "help", "--help", "--version"].sort());
  assert.deepEqual(bash("seatwarden", "help", "").sort(), [...commands].sort());
  for (const name of commands) {
    const { stdout } = await seatwarden([name, "--help"]);
    const [, listed] = /Flags\n((?: {2}\S.*\n)+)/.exec(stdout);
    const flags = [...listed.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag);
    assert.deepEqual(bash("seatwarden", name, "--").sort(), flags.sort(), name);
  }
});

test("bash completes files where a file is meant, the words that there are, and nothing where anything may stand", () => {
  assert.deepEqual(bash("seatwarden", "re"), ["reactivate", "remove", "reset-password", "request"]);
  assert.deepEqual(bash("seatwarden", "sandbox", "--provider", "z"), ["zuora", "zuora-oneid", "zoom"]);
  assert.deepEqual(bash("seatwarden", "webhook", ""), ["sign", "verify"]);
  assert.deepEqual(bash("seatwarden", "list", "--connection", "m").sort(), ["mine.json", "my tenant.json"]);
  assert.deepEqual(bash("seatwarden", "list", "--connection", "=", "min"), ["mine.json"]);
  assert.deepEqual(bash("seatwarden", "connections", "mine.json", "min"), ["mine.json"]);
  assert.deepEqual(bash("seatwarden", "completion", ""), ["bash", "zsh", "fish"]);
  assert.deepEqual(bash("seatwarden", "completion", "bash", ""), []);
  assert.deepEqual(bash("seatwarden", "list", "--role", ""), []);
  assert.deepEqual(bash("seatwarden", "get", ""), []);
  assert.deepEqual(bash("seatwarden", "fly", ""), []);
});

test("Tab evaluates nothing that stands on the line", () => {
  assert.deepEqual(bash("seatwarden", "get", "$(touch hacked)", "`touch hacked`", "--js"), ["--json"]);
  assert.equal(existsSync(join(place.folder, "hacked")), false);
});

/** Types lines into an interactive shell, each ended by Tab; fails if one doesn't become what it should. */
async function typed(shell, prepare, lines) {
  const it = terminal(shell, { cwd: place.folder, env: { ...place.env, TERM: "dumb" } });
  try {
    it.type(`${prepare}; echo pre""pared\n`);
    await it.until(/prepared\r\n/);
    for (const [begun, becomes] of lines) {
      it.shown = "";
      it.type(begun);
      await it.until(becomes);
      // Takes the line away again.
      it.type("\u0015");
    }
  } finally {
    it.kill();
    await it.ended;
  }
}

/** Lines, each with what the terminal shows once Tab has done its work. */
const LINES = [
  ["seatwarden prov\t", /seatwarden provision /],
  ["seatwarden list --act\t", /seatwarden list --active /],
  ["seatwarden roles --connection min\t", /--connection mine\.json /],
  ["seatwarden completion f\t", /seatwarden completion fish /],
  ["seatwarden help reac\t", /seatwarden help reactivate /],
];

test("bash, interactively", { skip: noTerminal || lacks("bash") }, async () => {
  const prepare = `eval "$(seatwarden completion bash)"`;
  await typed("bash --norc --noprofile -i", prepare, LINES);
});

test("zsh, interactively", { skip: noTerminal || lacks("zsh") }, async () => {
  const prepare = "autoload -Uz compinit; compinit -u -D; source <(seatwarden completion zsh)";
  await typed("zsh -f -i", prepare, LINES);
});

test("zsh, as a function in fpath", { skip: noTerminal || lacks("zsh") }, async () => {
  const prepare =
    "mkdir -p fns; seatwarden completion zsh > fns/_seatwarden; fpath=($PWD/fns $fpath); autoload -Uz compinit; compinit -u -D";
  await typed("zsh -f -i", prepare, LINES);
});

test("fish completes commands, flags, files and words", { skip: lacks("fish") }, async () => {
  const commands = commandsIn((await seatwarden(["--help"])).stdout);
  const fish = (line) => {
    const { stdout, stderr } = spawnSync("fish", ["--no-config", "-c", "seatwarden completion fish | source; complete -C $argv[1]", line], {
      cwd: place.folder,
      env: place.env,
      encoding: "utf8",
    });
    assert.equal(stderr, "");
    return stdout
      .split("\n")
      .filter(Boolean)
      .map((row) => row.split("\t")[0]);
  };
  assert.deepEqual(fish("seatwarden ").sort(), [...commands, "help"].sort());
  assert.deepEqual(fish("seatwarden prov"), ["provision"]);
  assert.deepEqual(fish("seatwarden list --act"), ["--active"]);
  assert.deepEqual(fish("seatwarden roles --connection min"), ["mine.json"]);
  assert.deepEqual(fish("seatwarden connections mine.json my").length, 1);
  assert.deepEqual(fish("seatwarden completion ").sort(), ["bash", "fish", "zsh"]);
  assert.deepEqual(fish("seatwarden completion bash "), []);
  assert.deepEqual(fish("seatwarden get "), []);
});

test("no shell, or one that isn't known, is bad usage", async () => {
  for (const words of [[], ["tcsh"], ["toString"], ["bash", "zsh"]]) {
    const { code, stdout, stderr } = await seatwarden(["completion", ...words]);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(stderr, /bash, zsh or fish/);
  }
});
