/** Every page for people: its links lead somewhere, its command lines name commands and flags that there are, its commands work. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import test from "node:test";
import { commandsIn, seatwarden } from "../cli/command.mjs";
import { desk } from "../cli/terminal.mjs";
import { ROOT } from "../packaging/fresh-project.mjs";
import { blocks } from "./blocks.mjs";

const PAGES = ["README.md", "HACKING.md", "CHANGELOG.md", ...markdown("docs"), ...markdown("examples")];

function markdown(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
    .map((name) => join(folder, name))
    .sort();
}

/** The anchor that GitHub gives a heading. */
const anchor = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");

/** A page without its code: what is in a block or in backticks is no link and no heading. */
const prose = (page) => readFileSync(join(ROOT, page), "utf8").replace(/^```[\s\S]*?^```$/gm, "");

test("every link between pages resolves, to a heading if it names one", () => {
  let links = 0;
  for (const page of PAGES) {
    for (const [, to] of prose(page)
      .replace(/`[^`\n]*`/g, "")
      .matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(to)) {
        assert.match(to, /^https:\/\//, `${page}: ${to}`);
        continue;
      }
      links += 1;
      const [path, heading] = to.split("#");
      const file = path === "" ? join(ROOT, page) : resolve(ROOT, dirname(page), path);
      assert.ok(existsSync(file), `${page}: ${to} leads nowhere`);
      assert.ok(!relative(ROOT, file).startsWith(".."), `${page}: ${to} leaves the repository`);
      if (heading === undefined || !statSync(file).isFile()) continue;
      const headings = [...prose(relative(ROOT, file)).matchAll(/^#{1,6} (.+)$/gm)].map(([, text]) => anchor(text));
      assert.ok(headings.includes(heading), `${page}: ${to} names no heading`);
    }
  }
  assert.ok(links >= 15, `${links}`);
});

test("README leads to every page in docs/", () => {
  const readme = prose("README.md");
  for (const page of markdown("docs")) assert.ok(readme.includes(`](${page})`), page);
});

test("every command line names a command and flags that there are", async () => {
  const commands = commandsIn((await seatwarden(["--help"])).stdout);
  const helps = new Map();
  let lines = 0;
  for (const page of PAGES) {
    for (const { language, code } of blocks(page)) {
      if (!["sh", "bash", "console"].includes(language)) continue;
      for (const [, name, rest] of code.replaceAll("\\\n", " ").matchAll(/(?:^|npx |[|(;&$] ?)seatwarden ([a-z][a-z-]*)(?: (.*))?$/gm)) {
        lines += 1;
        assert.ok(commands.includes(name), `${page}: there is no command ${name}`);
        if (!helps.has(name)) helps.set(name, (await seatwarden([name, "--help"])).stdout);
        for (const [flag] of (rest ?? "").replace(/ #.*/, "").matchAll(/--[a-z-]+/g))
          assert.ok(helps.get(name).includes(`  ${flag}`), `${page}: ${name} has no ${flag}`);
      }
    }
  }
  assert.ok(lines >= 10, `${lines}`);
});

/** Runs a block in a shell as a reader would, in a folder with `npx` and `seatwarden`; any free port is taken for the one that is named. */
async function shell(t, code) {
  const place = desk();
  t.after(place.rm);
  writeFileSync(join(place.folder, "bin/npx"), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  // A reader types slower than a shell reads.
  const script = code
    .replaceAll("--port 8080", "--port 0")
    .replace(/^(.*) > (\S+) &(.*)$/gm, "$1 > $2 &$3\nuntil [ -s $2 ]; do sleep 0.05; done");
  const child = spawn("bash", ["-eu", "-c", `trap 'kill $(jobs -p) 2>/dev/null' EXIT\n${script}`], {
    cwd: place.folder,
    env: place.env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const ended = await new Promise((resolve) => child.once("close", resolve));
  return { ended, said };
}

for (const [page, under, says] of [
  ["README.md", "On the command line", /"outcome": "deactivated"/],
  ["docs/zuora.md", "Connect", /^deactivated\t/m],
  ["docs/batches.md", "On the command line", /"place":"line 1".*"outcome":"deactivated"/],
  ["docs/plan.md", "On the command line", /\(guard_tripped\)[\s\S]*exit code 4[\s\S]*deactivated +\d+/],
]) {
  test(`the commands under "${under}" of ${page} work as they stand, one after the other`, async (t) => {
    const code = blocks(page)
      .filter((one) => one.under === under && one.language === "sh" && one.code.includes("sandbox"))
      .map((one) => one.code)
      .join("\n");
    assert.ok(code.includes("seatwarden sandbox"));
    const { ended, said } = await shell(t, code);
    assert.equal(ended, 0, said);
    assert.match(said, says);
  });
}
