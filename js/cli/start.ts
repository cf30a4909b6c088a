/** The command behind `npm start`: the main job against three tenants in memory, over real HTTP. Every claim that it prints is checked against the tenants' own records. */

import { type AuditRecord, type Client, connect, run, type WriteResult } from "../entry/default.js";
import type { SandboxServer } from "../sandbox/server.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";
import type { Output } from "./output.js";
import { jsonText, visible } from "./style.js";
import { changeLine } from "./tenant.js";
import { count, Tour } from "./tour.js";
import { userRow } from "./users.js";

const MIRA = { email: "mira.okafor@example.com", givenName: "Mira", familyName: "Okafor" } as const;
const STRANGER = "nobody.here@example.com";

/** One tenant of the story, whoever its vendor is. */
interface Seat {
  vendor: string;
  client: Client;
  server: Pick<SandboxServer<"zuora" | "zuora-oneid" | "zoom">, "url" | "connection">;
  /** The role that the joiner gets. */
  role: string;
  /** Everybody as the tenant itself has them. */
  people(): Stored[];
}

/** Somebody as a tenant has them. */
interface Stored {
  id: string;
  userName: string;
  active: boolean;
  role: unknown;
}

/** What every scene of the story has at hand. */
interface Stage {
  seats: Seat[];
  zuora: SandboxServer<"zuora">;
  audit: AuditRecord[];
  leaver: { email: string; username: string };
  tour: Tour;
  output: Output;
  signal: AbortSignal;
}

export const start: Command = {
  name: "start",
  about: "see the main job done against tenants in memory",
  detail:
    "On Zuora, on its OneID and on Zoom: tokens, a joiner, the joiner again, who is active, a leaver, a step as JSON, the audit. Nothing leaves this machine.",
  onlyReads: true,
  flags: [],
  examples: [["seatwarden start", "under five seconds"]],
  async run({ words, output, signal }) {
    if (words.length > 0) throw new UsageError("start takes no words");
    // Loaded when needed: other commands have no use for a tenant in memory.
    const { serveSandbox } = await import("../sandbox/server.js");
    const { LEAVER } = await import("../sandbox/index.js");
    const zuora = await serveSandbox({ port: 0, users: 120 });
    const oneId = await serveSandbox({ provider: "zuora-oneid", port: 0, users: 120 });
    const zoom = await serveSandbox({ provider: "zoom", port: 0, users: 120 });
    const audit: AuditRecord[] = [];
    const seats: Seat[] = [];
    try {
      const options = { actor: "npm start", onAudit: (record: AuditRecord) => audit.push(record) };
      seats.push(onZuora(zuora, connect(zuora.connection, options)));
      seats.push(onOneId(oneId, connect(oneId.connection, options)));
      seats.push(onZoom(zoom, connect({ ...zoom.connection, plan: "business" }, options)));
      const tour = new Tour(output, [zuora, oneId, zoom]);
      return (await tell({ seats, zuora, audit, leaver: LEAVER, tour, output, signal })) ? EXIT.done : EXIT.failed;
    } finally {
      for (const { client } of seats) client[Symbol.dispose]();
      await Promise.all([zuora.close(), oneId.close(), zoom.close()]);
    }
  },
};

function onZuora(server: SandboxServer<"zuora">, client: Client): Seat {
  const people = () =>
    server.users().map(({ id, username, status, profileId }) => ({ id, userName: username, active: status === "Active", role: profileId }));
  return { vendor: "Zuora", client, server, role: "Read Only", people };
}

function onOneId(server: SandboxServer<"zuora-oneid">, client: Client): Seat {
  const isIn = ["ACTIVE", "PENDING_ACTIVATION"];
  const people = () =>
    server.users().map(({ id, userName, active, roles, ...user }) => {
      const { status } = user["urn:zuora:scim:schemas:1.0:UserExtension"];
      return { id, userName, active: active && isIn.includes(status), role: roles?.[0]?.value };
    });
  return { vendor: "OneID", client, server, role: "USER", people };
}

function onZoom(server: SandboxServer<"zoom">, client: Client): Seat {
  const people = () =>
    server.users().map(({ id, userName, active, roles }) => ({ id, userName, active: active === true, role: roles?.[0]?.value }));
  return { vendor: "Zoom", client, server, role: "Member", people };
}

async function tell(stage: Stage): Promise<boolean> {
  const { seats, leaver, tour, output } = stage;
  await output.line(`${output.paint("bold", "Seatwarden")}: seats for joiners, movers and leavers.`);
  for (const { vendor, server, people } of seats) {
    await output.line(`A ${vendor} tenant in memory with ${count(people().length, "user")} listens at ${server.url}.`);
  }
  await tour.step("Get a token of each", () => getTokens(stage));
  await tour.step(`${MIRA.givenName} joins`, () => join(stage));
  await tour.step(`${MIRA.givenName} again: twice is the same as once`, () => joinAgain(stage));
  await tour.step("Who is active?", () => whoIsActive(stage));
  await tour.step(`${leaver.email} leaves`, () => leave(stage));
  await tour.step("A leaver as a step of a workflow: JSON in, JSON out", () => runStep(stage));
  await tour.step("What is in the audit", () => readAudit(stage));
  return tour.end();
}

async function getTokens({ seats, tour, signal }: Stage): Promise<void> {
  for (const { vendor, client } of seats) {
    const before = tour.sent().length;
    const { tokenType, expiresIn } = await client.token({ signal });
    await tour.check(
      tour.sent().length === before + 1,
      `a ${tokenType} token for ${expiresIn} s from ${vendor}, kept for all that follows`,
    );
  }
}

async function join(stage: Stage): Promise<void> {
  const { seats, tour, signal } = stage;
  for (const { vendor, client, role, people } of seats) {
    const result = await client.provision({ ...MIRA, role }, { signal });
    const stored = people().find(({ userName }) => userName === MIRA.email);
    const created = result.outcome === "created" && stored?.id === result.user?.id && stored?.active === true;
    await tour.check(created, `${result.outcome} ${result.user?.userName} (${result.user?.id}) on ${vendor}`);
    await tour.check(stored?.role === (result.user?.roleId ?? role), `her role there is ${role}, found by its name`);
    await details(result, stage);
  }
}

async function joinAgain(stage: Stage): Promise<void> {
  const { seats, tour, signal } = stage;
  for (const { vendor, client, role } of seats) {
    const result = await client.provision({ ...MIRA, role }, { signal });
    const wrote = tour.sent().some(({ committed, method }) => committed || method !== "GET");
    await tour.check(result.outcome === "unchanged" && !wrote, `${result.outcome}: nothing was written on ${vendor}`);
    await details(result, stage);
  }
}

async function whoIsActive({ seats, tour, output, signal }: Stage): Promise<void> {
  for (const { vendor, client, people } of seats) {
    const active = await client.list({ active: true }, { signal }).toArray();
    for (const user of active.slice(0, 3)) await tour.say(visible(userRow(user).filter(Boolean).join("  ")));
    if (active.length > 3) await tour.say(output.paint("dim", `… and ${active.length - 3} more`));
    const stored = people();
    const wanted = new Set(stored.filter((one) => one.active).map(({ id }) => id));
    const whole = active.length === wanted.size && active.every(({ id }) => wanted.has(id));
    await tour.check(whole, `${active.length} of ${stored.length} users are active, each listed once, on ${vendor}`);
  }
}

async function leave(stage: Stage): Promise<void> {
  const { seats, leaver, tour, signal } = stage;
  for (const { vendor, client, people } of seats) {
    const result = await client.deactivate({ email: leaver.email }, { signal });
    const stored = people().find(({ userName }) => userName === leaver.username);
    const off = result.outcome === "deactivated" && stored?.active === false;
    await tour.check(off, `${result.outcome} ${result.user?.userName}, whose mail address that is, on ${vendor}`);
    await details(result, stage);
  }
}

async function runStep({ zuora, tour, output, signal }: Stage): Promise<void> {
  const step = { action: "deactivate", input: { who: STRANGER } } as const;
  await tour.say(`run(${jsonText({ ...step, connection: "…" })})`);
  const result = await run({ ...step, connection: zuora.connection }, { signal });
  for (const line of jsonText(result, 2).split("\n")) await tour.say(output.paint("dim", line));
  await tour.check(result.ok && result.outcome === "not_found", "somebody who never had a seat is no error");
}

async function readAudit({ seats, audit, tour }: Stage): Promise<void> {
  for (const { provider, action, outcome, target, attempts } of audit) {
    await tour.say(visible(`${action}: ${outcome} ${target.userName ?? target.id ?? "?"} on ${provider} (${count(attempts, "request")})`));
  }
  const outcomes = audit.map(({ outcome }) => outcome).join();
  const wanted = [...seats.map(() => "created"), ...seats.map(() => "deactivated")].join();
  await tour.check(outcomes === wanted, "one record for each write, none where nothing was written");
  const secrets = seats.map(({ server }) => server.connection.clientSecret);
  await tour.check(!secrets.some((secret) => JSON.stringify(audit).includes(secret)), "no secret in them");
}

/** The fields that a write changed, and its warnings. */
async function details({ changes, warnings }: WriteResult<string>, { tour, output }: Stage): Promise<void> {
  for (const change of changes) await tour.say(changeLine(change, output));
  for (const { code, message } of warnings) {
    await tour.say(`${output.paint("yellow", "!")} ${visible(message)} ${output.paint("dim", `(${visible(code)})`)}`);
  }
}
