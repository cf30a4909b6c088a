/** The command behind `npm start`: the main job against a tenant in memory, over real HTTP. Every claim that it prints is checked against the tenant's own records. */

import { type AuditRecord, type Client, connect, run, type WriteResult } from "../entry/default.js";
import type { SandboxServer } from "../sandbox/server.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";
import type { Output } from "./output.js";
import { jsonText, visible } from "./style.js";
import { changeLine } from "./tenant.js";
import { count, Tour } from "./tour.js";
import { userRow } from "./users.js";

const JOINER = { email: "mira.okafor@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" } as const;
const STRANGER = "nobody.here@example.com";

/** What every scene of the story has at hand. */
interface Stage {
  client: Client;
  server: SandboxServer;
  audit: AuditRecord[];
  leaver: { email: string; username: string };
  tour: Tour;
  output: Output;
  signal: AbortSignal;
}

export const start: Command = {
  name: "start",
  about: "see the main job done against a tenant in memory",
  detail: "A token, a joiner, the joiner again, who is active, a leaver, a step as JSON, the audit. Nothing leaves this machine.",
  flags: [],
  examples: [["seatwarden start", "under five seconds"]],
  async run({ words, output, signal }) {
    if (words.length > 0) throw new UsageError("start takes no words");
    // Loaded when needed: other commands have no use for a tenant in memory.
    const { serveSandbox } = await import("../sandbox/server.js");
    const { LEAVER } = await import("../sandbox/index.js");
    const server = await serveSandbox({ port: 0, users: 120 });
    const audit: AuditRecord[] = [];
    const client = connect(server.connection, { actor: "npm start", onAudit: (record) => audit.push(record) });
    try {
      const tour = new Tour(output, () => server.requests());
      return (await tell({ client, server, audit, leaver: LEAVER, tour, output, signal })) ? EXIT.done : EXIT.failed;
    } finally {
      client[Symbol.dispose]();
      await server.close();
    }
  },
};

async function tell(stage: Stage): Promise<boolean> {
  const { server, leaver, tour, output } = stage;
  await output.line(`${output.paint("bold", "Seatwarden")}: seats for joiners, movers and leavers.`);
  await output.line(`A Zuora tenant in memory with ${count(server.users().length, "user")} listens at ${server.url}.`);
  await tour.step("Get a token", () => getToken(stage));
  await tour.step(`${JOINER.givenName} joins, with the profile "${JOINER.role}"`, () => join(stage));
  await tour.step(`${JOINER.givenName} again: twice is the same as once`, () => joinAgain(stage));
  await tour.step("Who is active?", () => whoIsActive(stage));
  await tour.step(`${leaver.email} leaves`, () => leave(stage));
  await tour.step("A leaver as a step of a workflow: JSON in, JSON out", () => runStep(stage));
  await tour.step("What is in the audit", () => readAudit(stage));
  return tour.end();
}

async function getToken({ client, tour, signal }: Stage): Promise<void> {
  const { tokenType, expiresIn } = await client.token({ signal });
  await tour.check(tour.sent().length === 1, `a ${tokenType} token for ${expiresIn} s, kept for all that follows`);
}

async function join(stage: Stage): Promise<void> {
  const { client, server, tour, signal } = stage;
  const roles = await client.roles({ signal });
  await tour.say(`profiles: ${visible(roles.map(({ name }) => name).join(", "))}`);
  const result = await client.provision(JOINER, { signal });
  const stored = server.users().find(({ username }) => username === JOINER.email);
  const role = roles.find(({ name }) => name === JOINER.role);
  const created = result.outcome === "created" && stored?.id === result.user?.id && stored?.status === "Active";
  await tour.check(created, `${result.outcome} ${result.user?.userName} (${result.user?.id})`);
  await tour.check(role !== undefined && stored?.profileId === role.id, `her profile is ${role?.id}, found by its name`);
  await details(result, stage);
}

async function joinAgain(stage: Stage): Promise<void> {
  const { client, tour, signal } = stage;
  const result = await client.provision(JOINER, { signal });
  const wrote = tour.sent().some(({ committed, method }) => committed || method !== "GET");
  await tour.check(result.outcome === "unchanged" && !wrote, `${result.outcome}: nothing was written`);
  await details(result, stage);
}

async function whoIsActive({ client, server, tour, output, signal }: Stage): Promise<void> {
  const active = await client.list({ active: true }, { signal }).toArray();
  for (const user of active.slice(0, 3)) await tour.say(visible(userRow(user).filter(Boolean).join("  ")));
  if (active.length > 3) await tour.say(output.paint("dim", `… and ${active.length - 3} more`));
  const stored = server.users();
  const wanted = new Set(stored.filter(({ status }) => status === "Active").map(({ id }) => id));
  const whole = active.length === wanted.size && active.every(({ id }) => wanted.has(id));
  await tour.check(whole, `${active.length} of ${stored.length} users are active, each listed once`);
}

async function leave(stage: Stage): Promise<void> {
  const { client, server, leaver, tour, signal } = stage;
  const result = await client.deactivate({ email: leaver.email }, { signal });
  const stored = server.users().find(({ username }) => username === leaver.username);
  const off = result.outcome === "deactivated" && stored?.status === "Inactive";
  await tour.check(off, `${result.outcome} ${result.user?.userName}, whose mail address that is`);
  await details(result, stage);
}

async function runStep({ server, tour, output, signal }: Stage): Promise<void> {
  const step = { action: "deactivate", input: { who: STRANGER } } as const;
  await tour.say(`run(${jsonText({ ...step, connection: "…" })})`);
  const result = await run({ ...step, connection: server.connection }, { signal });
  for (const line of jsonText(result, 2).split("\n")) await tour.say(output.paint("dim", line));
  await tour.check(result.ok && result.outcome === "not_found", "somebody who never had a seat is no error");
}

async function readAudit({ server, audit, tour }: Stage): Promise<void> {
  for (const { action, outcome, target, attempts } of audit) {
    await tour.say(visible(`${action}: ${outcome} ${target.userName ?? target.id ?? "?"} (${count(attempts, "request")})`));
  }
  const outcomes = audit.map(({ outcome }) => outcome).join();
  await tour.check(outcomes === "created,deactivated", "one record for each write, none where nothing was written");
  await tour.check(!JSON.stringify(audit).includes(server.connection.clientSecret), "no secret in them");
}

/** The fields that a write changed, and its warnings. */
async function details({ changes, warnings }: WriteResult<string>, { tour, output }: Stage): Promise<void> {
  for (const change of changes) await tour.say(changeLine(change, output));
  for (const { code, message } of warnings) {
    await tour.say(`${output.paint("yellow", "!")} ${visible(message)} ${output.paint("dim", `(${visible(code)})`)}`);
  }
}
