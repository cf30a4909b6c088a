/** Starts a server on loopback and ends it, by its own process id. Knows nothing of what it serves. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const PATIENCE_MS = 60_000;

/**
 * Starts a program and waits until it prints an http address on 127.0.0.1. Gives `url` and `stop`.
 * What it printed is in the error if it ends before.
 */
export async function start(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  const orphaned = () => child.kill("SIGKILL");
  process.once("exit", orphaned);
  const ended = once(child, "close").catch(() => {});
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(late);
    process.off("exit", orphaned);
  };
  try {
    return { url: await address(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function address(child) {
  return new Promise((resolve, reject) => {
    let printed = "";
    const fail = (why) => reject(new Error(`${child.spawnargs.join(" ")}: ${why}\n${printed}`));
    const timer = setTimeout(() => fail("it doesn't say where it listens"), PATIENCE_MS);
    const read = (text) => {
      printed = (printed + text).slice(-100_000);
      const [url] = /http:\/\/127\.0\.0\.1:\d+\S*(?=\s)/.exec(printed) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.on("error", ({ message }) => {
      clearTimeout(timer);
      fail(message);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      fail(`it ended with ${code ?? signal}`);
    });
  });
}

/** A port that nobody listens on now, for servers that can't choose one themselves. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until something answers at an address, whatever it says. */
export async function answering(url) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await (await fetch(url)).arrayBuffer();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
