/** What commands that talk to a tenant share: its flags, and a client that lives as long as the command. */

import { type CallOptions, type Client, type Connection, connect, type SeatwardenEvent } from "../entry/default.js";
import type { Flag, Invocation } from "./command.js";
import { CONNECTION_FLAG, needConnection } from "./connection.js";
import type { Output } from "./output.js";
import { visible } from "./style.js";

/** Flags of every command that talks to a tenant. */
export const TENANT_FLAGS: Flag[] = [
  CONNECTION_FLAG,
  { name: "json", about: "the result as JSON" },
  { name: "verbose", about: "show each request on standard error, without secrets" },
  { name: "timeout-ms", value: "MS", about: "how long one attempt may take (default 30000)" },
  { name: "deadline-ms", value: "MS", about: "how long the whole command may take" },
];

/** Flags of every command that writes. */
export const WRITE_FLAGS: Flag[] = [
  { name: "dry-run", about: "look, but write nothing" },
  { name: "no-verify", about: "do not read the account back after the write" },
];

/** Uses a client for the tenant that the command line names, with the options of each call. */
export async function withClient<T>(call: Invocation, use: (client: Client, options: CallOptions) => Promise<T>): Promise<T> {
  const client = open(needConnection(call.flags.text("connection")), call);
  try {
    return await use(client, callOptions(call));
  } finally {
    client[Symbol.dispose]();
  }
}

/** Options of a write, from its flags. */
export function writeOptions({ flags }: Invocation): { dryRun: boolean; verify: boolean } {
  return { dryRun: flags.has("dry-run"), verify: !flags.has("no-verify") };
}

function open(connection: Connection, { flags, output }: Invocation): Client {
  return connect(connection, flags.has("verbose") ? { onEvent: (event) => output.note(output.paintNote("dim", eventLine(event))) } : {});
}

function callOptions({ flags, signal }: Invocation): CallOptions {
  const timeoutMs = flags.integer("timeout-ms");
  const deadlineMs = flags.integer("deadline-ms");
  return { signal, ...(timeoutMs !== undefined && { timeoutMs }), ...(deadlineMs !== undefined && { deadlineMs }) };
}

/** One event in one line. */
function eventLine({ type, method, path, status, attempt, delayMs, message }: SeatwardenEvent): string {
  const words = [
    type,
    method,
    path,
    status,
    attempt !== undefined && attempt > 1 && `attempt ${attempt}`,
    delayMs !== undefined && `wait ${delayMs} ms`,
    message,
  ];
  return visible(words.filter((word) => word !== undefined && word !== false).join(" "));
}

/** How a change reads: `title: "Analyst" → "Director"`. */
export function changeLine(change: { field: string; from: unknown; to: unknown }, output: Output): string {
  return `  ${visible(change.field)}: ${output.paint("dim", side(change.from))} → ${side(change.to)}`;
}

function side(value: unknown): string {
  return value === null || value === undefined ? "nothing" : visible(JSON.stringify(value));
}
