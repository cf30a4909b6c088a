/**
 * Runs the repository's action as GitHub's runner does: `action.yml` and pkg/ as a checkout of a tag has them, nothing installed; inputs in
 * INPUT_ variables, outputs and the summary in files. Written from GitHub's documents ("Workflow commands", "Metadata syntax").
 */

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../packaging/fresh-project.mjs";

/** The action's metadata. */
export const metadata = parse(readFileSync(join(ROOT, "action.yml"), "utf8"));

/** A checkout with nothing but what the action needs, and nothing above it that could be found by accident. */
export function checkout() {
  const folder = mkdtempSync(join(tmpdir(), "seatwarden-action-"));
  for (const name of ["action.yml", "pkg"]) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  return { folder, rm: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs it. `given`: inputs as a workflow's `with` has them; others are those that the runner sets by itself. */
export async function runAction(folder, given, { env = {}, node = process.execPath } = {}) {
  for (const name of Object.keys(given)) {
    if (!(name in metadata.inputs)) throw new Error(`Unexpected input "${name}"`);
  }
  const files = mkdtempSync(join(tmpdir(), "seatwarden-runner-"));
  mkdirSync(join(files, "temp"));
  const paths = { GITHUB_OUTPUT: join(files, "output"), GITHUB_STEP_SUMMARY: join(files, "summary"), GITHUB_ENV: join(files, "env") };
  for (const path of Object.values(paths)) writeFileSync(path, "");
  const inputs = Object.fromEntries(
    Object.entries(metadata.inputs).map(([name, { default: value = "" }]) => [
      `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
      String(given[name] ?? value),
    ]),
  );
  const child = spawn(node, [join(folder, metadata.runs.main)], {
    cwd: files,
    env: {
      PATH: process.env.PATH,
      HOME: files,
      CI: "true",
      GITHUB_ACTIONS: "true",
      RUNNER_TEMP: join(files, "temp"),
      ...paths,
      ...inputs,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      said[name] += text;
    });
  }
  const code = await new Promise((resolve) => child.once("close", resolve));
  const summary = readFileSync(paths.GITHUB_STEP_SUMMARY, "utf8");
  const outputs = outputsOf(readFileSync(paths.GITHUB_OUTPUT, "utf8"));
  const commands = said.stdout.split(/\r?\n/).flatMap(commandOf);
  const left = existsSync(join(files, "temp")) && readFileSync(paths.GITHUB_ENV, "utf8");
  rmSync(files, { recursive: true });
  return { code, ...said, summary, outputs, commands, env: left };
}

/** A line of the log, if it is a command: `::name key=value::data`. */
function commandOf(line) {
  const found = /^\s*::([a-z-]+)(?: ([^:]*))?::(.*)$/.exec(line);
  if (found === null) return [];
  const [, name, properties = "", data] = found;
  const plain = (text) =>
    text.replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
  const pairs = properties.split(",").filter(Boolean);
  return [
    { name, data: plain(data), ...Object.fromEntries(pairs.map((pair) => [pair.split("=")[0], plain(pair.slice(pair.indexOf("=") + 1))])) },
  ];
}

/** The file of outputs: `name<<END`, lines, `END`. */
function outputsOf(text) {
  const outputs = {};
  const lines = text.split(/\r?\n/);
  while (lines.length > 1) {
    const [, name, end] = /^([^<]+)<<(.+)$/.exec(lines.shift());
    const value = lines.splice(0, lines.indexOf(end));
    lines.shift();
    outputs[name] = value.join("\n");
  }
  return outputs;
}
