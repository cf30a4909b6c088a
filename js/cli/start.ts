/** The command behind `npm start`: the main job against a tenant in memory, over real HTTP. Every claim that it prints is checked against the tenant's own records. */

import { type AuditRecord, type Client, connect, run, type WriteResult } from "../entry/default.js";
import { LEAVER } from "../sandbox/index.js";
import { type SandboxServer, serveSandbox } from "../sandbox/server.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";
import type { Output } from "./output.js";
import { jsonText, visible } from "./style.js";
import { changeLine } from "./tenant.js";
import { count, Tour } from "./tour.js";
import { userRow } from "./users.js";

const JOINER = { email: "mira.okafor@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" } as const;
const STRANGER = "nobody.here@example.com";

export const start: Command = {
  name: "start",
  about: "see the main job done against a tenant in memory",
  detail: "A token, a joiner, the joiner again, who is active, a leaver, a step as JSON, the audit. Nothing leaves this machine.",
  flags: [],
  examples: [["seatwarden start", "under five seconds"]],
  async run({ words, output, signal }) {
    if (words.length > 0) throw new UsageError("start takes no words");
    const server = await serveSandbox({ port: 0, users: 120 });
    try {
      return (await tell(server, output, signal)) ? EXIT.done : EXIT.failed;
    } finally {
      await server.close();
    }
  },
};

async function tell(server: SandboxServer, output: Output, signal: AbortSignal): Promise<boolean> {
  const audit: AuditRecord[] = [];
  const client = connect(server.connection, { actor: "npm start", onAudit: (record) => audit.push(record) });
  const tour = new Tour(output, () => server.requests());
  await output.line(`${output.paint("bold", "Seatwarden")}: seats for joiners, movers and leavers.`);
  await output.line(`A Zuora tenant in memory with ${count(server.users().length, "user")} listens at ${server.url}.`);

  await tour.step("Get a token", async (sent) => {
    const { tokenType, expiresIn } = await client.token({ signal });
    await tour.check(sent().length === 1, `a ${tokenType} token for ${expiresIn} s, kept for all that follows`);
  });
  await tour.step(`${JOINER.givenName} joins, with the profile "${JOINER.role}"`, () => join(client, server, tour, output, signal));
  await tour.step(`${JOINER.givenName} again: twice is the same as once`, async (sent) => {
    const { outcome, warnings } = await client.provision(JOINER, { signal });
    await tour.check(
      outcome === "unchanged" && !sent().some(({ committed, method }) => committed && method !== "GET"),
      `${outcome}: nothing was written`,
    );
    await warn(warnings, tour, output);
  });
  await tour.step("Who is active?", () => whoIsActive(client, server, tour, output, signal));
  await tour.step(`${LEAVER.email} leaves`, () => leave(client, server, tour, output, signal));
  await tour.step("The same as a step of a workflow: JSON in, JSON out", async () => {
    const step = { action: "deactivate", input: { who: STRANGER } } as const;
    await tour.say(`run(${jsonText({ ...step, connection: "…" })})`);
    const result = await run({ ...step, connection: server.connection }, { signal });
    for (const line of jsonText(result, 2).split("\n")) await tour.say(output.paint("dim", line));
    await tour.check(result.ok && result.outcome === "not_found", "a leaver who never had a seat is no error");
  });
  await tour.step("What is in the audit", async () => {
    for (const { action, outcome, target, attempts } of audit) {
      await tour.say(visible(`${action}: ${outcome} ${target.userName ?? target.id ?? "?"} (${count(attempts, "request")})`));
    }
    await tour.check(
      audit.map(({ outcome }) => outcome).join() === "created,deactivated",
      "one record for each write, none for what wasn't one",
    );
    const { clientSecret } = server.connection;
    await tour.check(!JSON.stringify(audit).includes(clientSecret), "no secret in it");
  });
  client[Symbol.dispose]();
  return tour.end();
}

async function join(client: Client, server: SandboxServer, tour: Tour, output: Output, signal: AbortSignal): Promise<void> {
  const roles = await client.roles({ signal });
  await tour.say(`profiles: ${visible(roles.map(({ name }) => name).join(", "))}`);
  const result = await client.provision(JOINER, { signal });
  const stored = server.users().find(({ username }) => username === JOINER.email);
  const role = roles.find(({ name }) => name === JOINER.role);
  await tour.check(
    result.outcome === "created" && stored?.id === result.user?.id && stored?.status === "Active",
    `${result.outcome} ${result.user?.userName} (${result.user?.id})`,
  );
  await tour.check(role !== undefined && stored?.profileId === role.id, `her profile is ${role?.id}, found by its name`);
  await details(result, tour, output);
}

async function whoIsActive(client: Client, server: SandboxServer, tour: Tour, output: Output, signal: AbortSignal): Promise<void> {
  const active = await client.list({ active: true }, { signal }).toArray();
  for (const user of active.slice(0, 3)) await tour.say(visible(userRow(user).filter(Boolean).join("  ")));
  if (active.length > 3) await tour.say(output.paint("dim", `… and ${active.length - 3} more`));
  const stored = server.users();
  const wanted = new Set(stored.filter(({ status }) => status === "Active").map(({ id }) => id));
  const whole = active.length === wanted.size && active.every(({ id }) => wanted.has(id));
  await tour.check(whole, `${active.length} of ${stored.length} users are active, each listed once`);
}

async function leave(client: Client, server: SandboxServer, tour: Tour, output: Output, signal: AbortSignal): Promise<void> {
  const result = await client.deactivate({ email: LEAVER.email }, { signal });
  const stored = server.users().find(({ username }) => username === LEAVER.username);
  await tour.check(
    result.outcome === "deactivated" && stored?.status === "Inactive",
    `${result.outcome} ${result.user?.userName}, whose mail address that is`,
  );
  await details(result, tour, output);
}

async function details({ changes, warnings }: WriteResult<string>, tour: Tour, output: Output): Promise<void> {
  for (const change of changes) await tour.say(changeLine(change, output));
  await warn(warnings, tour, output);
}

async function warn(warnings: { code: string; message: string }[], tour: Tour, output: Output): Promise<void> {
  for (const { code, message } of warnings)
    await tour.say(`${output.paint("yellow", "!")} ${visible(message)} ${output.paint("dim", `(${code})`)}`);
}
