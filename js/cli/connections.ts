/** The command that checks connections: does each work, what can be done on it, and if not, what to do next. It only reads. */

import type { CallOptions, Capabilities, Client, Connection } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT, type Invocation } from "./command.js";
import { findConnection, needConnection, refuseJson } from "./connection.js";
import { describe } from "./failure.js";
import type { Output } from "./output.js";
import { kebab } from "./person.js";
import { visible } from "./style.js";
import { TENANT_FLAGS, withTenant } from "./tenant.js";

/** What one look at a connection showed. */
interface Check {
  check: "connection" | "token" | "list" | "capabilities";
  ok: boolean;
  /** What was found, or why it failed. */
  message: string;
  /** The error's code. */
  code?: string;
  /** What to do next. */
  hint?: string;
}

/** One connection and what the checks showed. */
interface Checked {
  connection: string;
  ok: boolean;
  checks: Check[];
}

export const connections: Command = {
  name: "connections",
  about: "check connections: the token, one user, what can be done",
  words: "[FILE…]",
  detail: "It only reads. Without FILE the connection of --connection or the environment. If anything failed, the exit code is 1.",
  onlyReads: true,
  flags: TENANT_FLAGS,
  examples: [
    ["seatwarden connections", "does the connection of the environment work?"],
    ["seatwarden connections zuora.json zuora-sandbox.json", "several, each from its file"],
  ],
  hints: { network: "Check baseUrl (or dataCenter), and that this machine reaches it: a proxy or a firewall may be in between." },
  async run(call) {
    const { words, flags, output } = call;
    const file = flags.text("connection");
    if (words.length > 0 && file !== undefined) throw new UsageError("name files as words or by --connection, not both");
    for (const from of [...words, file ?? ""]) refuseJson(from);
    const checked: Checked[] = [];
    for (const from of words.length > 0 ? words : [file]) {
      const one = await look(from, call);
      checked.push(one);
      if (!output.json) await tell(one, output);
    }
    if (output.json) await output.value(checked);
    return checked.every(({ ok }) => ok) ? EXIT.done : EXIT.failed;
  },
};

async function look(file: string | undefined, call: Invocation): Promise<Checked> {
  const checks: Check[] = [];
  let name = file ?? "environment";
  const attempt = async (check: Check["check"], act: () => Promise<string | undefined>): Promise<boolean> => {
    try {
      const message = await act();
      if (message !== undefined) checks.push({ check, ok: true, message });
      return true;
    } catch (error) {
      call.signal.throwIfAborted();
      const { message, hint, code } = describe(error, connections);
      checks.push({ check, ok: false, message, ...(code !== undefined && { code }), ...(hint !== undefined && { hint }) });
      return false;
    }
  };
  // Says nothing when it is done: what it found was noted as it went.
  await attempt("connection", async () => {
    const connection = findConnection(file);
    // Nothing that names a connection is no failed check: there is nothing to check.
    if (connection === undefined) return undefined;
    if (connection.name !== undefined) name = file === undefined ? connection.name : `${file} (${connection.name})`;
    await withTenant(connection, call, async (client, options) => {
      checks.push({ check: "connection", ok: true, message: place(connection) });
      if (await attempt("token", () => askToken(client, options))) await attempt("list", () => askUser(client, options));
      await attempt("capabilities", async () => abilities(await client.capabilities(options)));
    });
    return undefined;
  });
  if (checks.length === 0) needConnection(file);
  return { connection: name, ok: checks.every(({ ok }) => ok), checks };
}

async function askToken(client: Client, options: CallOptions): Promise<string> {
  const { tokenType, expiresAt } = await client.token(options);
  return `a ${tokenType} token${expiresAt === undefined ? "" : `, until ${expiresAt}`}`;
}

async function askUser(client: Client, options: CallOptions): Promise<string> {
  const users = await client.list({ limit: 1 }, options).toArray();
  return users.length === 0 ? "users can be read; there are none yet" : "users can be read";
}

/** The tenant, without anything secret. */
function place(connection: Connection): string {
  const { provider, baseUrl, dataCenter } = connection as { provider: string; baseUrl?: string; dataCenter?: string };
  const where = baseUrl ?? dataCenter;
  return where === undefined ? provider : `${provider}, ${where}`;
}

function abilities({ verbs, groups, roles }: Capabilities): string {
  const can = Object.keys(verbs).filter((verb) => verbs[verb]);
  const lacks = [!roles && "no roles", !groups && "no groups"].filter((word) => word !== false);
  return [can.map(kebab).join(", "), ...lacks].join("; ");
}

async function tell({ connection, checks }: Checked, output: Output): Promise<void> {
  const { paint } = output;
  if (!output.terminal) {
    await output.table(
      [],
      checks.map(({ check, ok, message }) => [connection, check, ok ? "ok" : "failed", message]),
    );
  } else {
    await output.line(paint("bold", visible(connection)));
    for (const { check, ok, message } of checks)
      await output.line(`  ${ok ? paint("green", "✔") : paint("red", "✘")} ${check.padEnd("capabilities".length)}  ${visible(message)}`);
  }
  for (const { ok, check, hint } of checks) {
    if (!ok && hint !== undefined) output.note(`  ${output.paintNote("cyan", "→")} ${check}: ${visible(hint)}`);
  }
}
