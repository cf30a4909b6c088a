/** Starts other programs. Knows nothing of what they do. */

import { spawn, spawnSync } from "node:child_process";

/**
 * Runs a program to its end, silently; what it printed comes back, and with the error if it fails.
 * Options: `cwd`, `env`, `timeoutMs`. It gets no standard input.
 */
export async function run(program, args, options = {}) {
  const ended = await tryRun(program, args, options);
  if (ended.code !== 0) throw new Error(`${[program, ...args].join(" ")}\n${ended.output}\n${program} ended with ${ended.code}`);
  return ended.output;
}

/** Like `run`, but a failure is a result: `{ code, output }`. `code` is a number, or a word for why there is none. */
export function tryRun(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let output = "";
    let late = false;
    const keep = (text) => {
      output += text;
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    const timer = setTimeout(
      () => {
        late = true;
        stop(child);
      },
      options.timeoutMs ?? 30 * 60_000,
    );
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: error.code ?? "error", output: `${output}${error.message}\n` });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code: late ? "time-out" : (code ?? signal), output });
    });
  });
}

/** What a program prints on standard output, trimmed. Throws if it fails. */
run.read = (program, args, options = {}) => {
  const ended = spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...options });
  if (ended.status !== 0) throw new Error(`${[program, ...args].join(" ")}: ${ended.error?.message ?? ended.stderr}`);
  return ended.stdout.trim();
};

/** Ends a child and what it started: it leads a process group of its own. */
function stop(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
