/** Runs the built command as a user's shell would, and gives what it said. */

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const CLI = fileURLToPath(new URL("../../../pkg/cli.js", import.meta.url));

/** The environment without what this machine may have set. */
function environment(more) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("SEATWARDEN_") && !["NO_COLOR", "FORCE_COLOR"].includes(name),
  );
  return { ...Object.fromEntries(kept), ...more };
}

/** Starts it. `stdout` and `stderr`: where they go, as spawn takes it, if they aren't to be read. */
export function start(args, { env = {}, input, cwd, stdout = "pipe", stderr = "pipe" } = {}) {
  const child = spawn(process.execPath, [CLI, ...args], { env: environment(env), stdio: ["pipe", stdout, stderr], cwd });
  child.stdin.on("error", () => {});
  if (input !== undefined) child.stdin.end(input);
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name]?.setEncoding("utf8");
    child[name]?.on("data", (text) => {
      said[name] += text;
    });
  }
  const ended = new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal, ...said })));
  return { child, said, ended };
}

/** Runs it to its end. */
export function seatwarden(args, options = {}) {
  return start(args, { input: "", ...options }).ended;
}

/** The names of the commands that an overview lists. */
export function commandsIn(overview) {
  const [, listed] = /Commands\n((?: {2}\S.*\n)+)/.exec(overview);
  return [...listed.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name);
}

/** A tenant served by `seatwarden sandbox`: its connection, and a way to end it. */
export async function served(args = []) {
  const { child, said, ended } = start(["sandbox", "--port", "0", ...args]);
  const gone = ended.then(({ stderr }) => {
    throw new Error(`the sandbox ended: ${stderr}`);
  });
  const line = new Promise((resolve) => {
    child.stdout.on("data", () => said.stdout.includes("\n") && resolve(said.stdout.split("\n")[0]));
  });
  const connection = JSON.parse(await Promise.race([line, gone]));
  gone.catch(() => {});
  return {
    connection,
    env: { SEATWARDEN_CONNECTION: JSON.stringify(connection) },
    async close() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
