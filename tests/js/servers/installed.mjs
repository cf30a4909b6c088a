/**
 * The independent servers: each is installed into the tools' cache, started on loopback with an empty directory, and gives
 * the connection for it. What each is known to do otherwise than RFC 7644 says is written beside it.
 */

import { join } from "node:path";
import { installNode, installPython } from "../../../scripts/tools/packages.mjs";
import { answering, freePort, start } from "./process.mjs";

const HERE = import.meta.dirname;
const TOKEN = "a-bearer-token-of-the-tests-and-long-enough";

function bearer(baseUrl, stop) {
  const connection = { provider: "scim", baseUrl, auth: { type: "bearer", token: TOKEN } };
  return { connection, stop };
}

/** scim2-server, of PyPI: RFC 7643 and 7644 to the letter, ETags included; `cursors` announces RFC 9865 too. */
export async function scim2Server({ cursors = false } = {}) {
  const programs = await installPython("scim2-server", join(HERE, "scim2-server/requirements.txt"));
  const port = await freePort();
  const args = ["--port", `${port}`, "--bearer-token", TOKEN];
  if (cursors) args.push("--service-provider-config", join(HERE, "scim2-server/cursors.json"));
  const env = { ...process.env, PYTHONUNBUFFERED: "1" };
  const { url, stop } = await start(join(programs, "scim2-server"), args, { env });
  await answering(`${url}/ServiceProviderConfig`);
  return bearer(url, stop);
}

/** scimmy-routers, of npm, in an Express app of ours. */
export async function scimmyRouters() {
  const folder = join(HERE, "scimmy-routers");
  const packages = await installNode("scimmy-routers", folder);
  const { url, stop } = await start(process.execPath, [join(folder, "app.mjs"), packages, TOKEN]);
  return bearer(url, stop);
}

/** The SCIM plugin of Better Auth, of npm: a product's, which wants a mail address of everybody. */
export async function betterAuth() {
  const folder = join(HERE, "better-auth");
  const packages = await installNode("better-auth", folder);
  const { url, stop } = await start(process.execPath, [join(folder, "app.mjs"), packages, TOKEN]);
  return bearer(url, stop);
}

/** django-scim2, of PyPI, in a Django site of ours, whose users have a login, two names, a mail and a switch. */
export async function djangoScim2() {
  const folder = join(HERE, "django-scim2");
  const programs = await installPython("django-scim2", join(folder, "requirements.txt"));
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const { url, stop } = await start(join(programs, "python"), [join(folder, "serve.py"), TOKEN], { cwd: folder, env });
  return bearer(url, stop);
}
