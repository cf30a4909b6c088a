/** Runs a command line in a terminal of its own, as a person would see it: util-linux's `script` makes the terminal. */

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../../pkg/cli.js", import.meta.url));

/** Why there is no terminal to be had here, or `false`. */
export const noTerminal = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux")
  ? false
  : "there is no script of util-linux";

/** A folder in which `seatwarden` is the built command, with a home that no user has; `env` has it on PATH, `rm` takes it away. */
export function desk() {
  const folder = mkdtempSync(join(tmpdir(), "seatwarden-desk-"));
  mkdirSync(join(folder, "bin"));
  writeFileSync(join(folder, "bin/seatwarden"), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, { mode: 0o755 });
  const kept = Object.entries(process.env).filter(([name]) => !/^(SEATWARDEN_.*|NO_COLOR|FORCE_COLOR|CI|TERM)$/.test(name));
  const env = {
    ...Object.fromEntries(kept),
    PATH: [join(folder, "bin"), process.env.PATH].join(delimiter),
    HOME: folder,
    TERM: "xterm",
  };
  return { folder, env, rm: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A program in a terminal: what it shows so far, a way to type, and its end. */
export function terminal(command, { cwd, env }) {
  // Wide enough that no line is broken.
  const child = spawn("script", ["-qfec", `stty cols 400 2>/dev/null; ${command}`, "/dev/null"], {
    cwd,
    env,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const it = { shown: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    it.shown += text;
  });
  it.ended = new Promise((resolve) => child.once("close", (code) => resolve({ code, shown: it.shown })));
  it.type = (keys) => child.stdin.write(keys);
  /** Ends it, whatever it is at. */
  it.kill = () => child.kill("SIGTERM");
  /** Waits until `shown` fits. */
  it.until = async (says, ms = 15_000) => {
    for (const late = Date.now() + ms; !says.test(it.shown); ) {
      if (Date.now() > late) throw new Error(`the terminal never showed ${says}; it showed ${JSON.stringify(it.shown)}`);
      await new Promise((resume) => setTimeout(resume, 25));
    }
  };
  return it;
}
