/** Node-RED on this machine: a user directory with the packed tarball installed, the example flow, and the connection in the environment. */

import { spawn } from "node:child_process";
import { copyFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { nodeOf } from "../../../scripts/tools/node.mjs";
import { installPlatforms } from "../../../scripts/tools/platforms.mjs";
import { pack, project, ROOT } from "../packaging/fresh-project.mjs";

/** Nothing is fetched, nothing is told to anybody, and only this machine gets in. */
const settings = (port) => `module.exports = {
  uiHost: "127.0.0.1", uiPort: ${port}, flowFile: "flow.json", credentialSecret: false,
  externalModules: { autoInstall: false, palette: { allowInstall: false, allowUpdate: false }, modules: { allowInstall: false } },
  telemetry: { enabled: false, updateNotification: false },
  logging: { console: { level: "info", metrics: false, audit: false } },
};`;

/** Starts it with the example flow on a tenant. `environment`: more of it. */
export async function startNodeRed(connection, environment = {}) {
  const platforms = await installPlatforms();
  const port = await freePort();
  const folder = project(pack().tarball, { "settings.js": settings(port) });
  copyFileSync(join(ROOT, "examples/node-red/flow.json"), join(folder, "flow.json"));
  const red = join(platforms, "node_modules/node-red/red.js");
  const child = spawn(await nodeOf(22), [red, "--userDir", folder, "--settings", join(folder, "settings.js")], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, SEATWARDEN_CONNECTION: JSON.stringify(connection), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const it = { log: "", url: `http://127.0.0.1:${port}` };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      it.log += text;
    });
  }
  const ended = new Promise((resolve) => child.once("close", resolve));
  /** Waits until the log fits. */
  it.until = async (says, ms = 60_000) => {
    for (const late = Date.now() + ms; !says.test(it.log); ) {
      if (Date.now() > late || child.exitCode !== null) throw new Error(`Node-RED's log never had ${says}:\n${it.log}`);
      await new Promise((resume) => setTimeout(resume, 50));
    }
  };
  it.stop = async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(timer);
  };
  await it.until(/Started flows/).catch(async (error) => {
    await it.stop();
    throw error;
  });
  return it;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
