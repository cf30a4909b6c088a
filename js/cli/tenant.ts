/** What commands that talk to a tenant share: its flags, and a client that lives as long as the command. */

import { type CallOptions, type Client, type Connection, connect, type SeatwardenEvent } from "../entry/default.js";
import type { Flag, Invocation } from "./command.js";
import { CONNECTION_FLAG, needConnection } from "./connection.js";
import type { Output } from "./output.js";
import { Progress } from "./progress.js";
import { visible } from "./style.js";

/** The flag that shows what happens. */
export const VERBOSE_FLAG: Flag = { name: "verbose", about: "show each request on standard error, without secrets" };

/** Flags of every command that talks to a tenant. */
export const TENANT_FLAGS: Flag[] = [
  CONNECTION_FLAG,
  { name: "json", about: "the result as JSON" },
  VERBOSE_FLAG,
  { name: "timeout-ms", value: "MS", about: "how long one attempt may take (default 30000)" },
  { name: "deadline-ms", value: "MS", about: "how long the whole command may take" },
];

/** Flags of every command that writes. */
export const WRITE_FLAGS: Flag[] = [
  { name: "dry-run", about: "look, but write nothing" },
  { name: "no-verify", about: "do not read the account back after the write" },
  { name: "idempotency-key", value: "KEY", about: "sent where the vendor has one; a repeated command is safe without it" },
];

/** Uses a client for the tenant that the command line names, with the options of each call. */
export function withClient<T>(call: Invocation, use: (client: Client, options: CallOptions) => Promise<T>): Promise<T> {
  return withTenant(needConnection(call.flags.text("connection")), call, use);
}

/** Uses a client for a connection, with the options of each call. */
export async function withTenant<T>(
  connection: Connection,
  call: Invocation,
  use: (client: Client, options: CallOptions) => Promise<T>,
): Promise<T> {
  const progress = new Progress();
  const client = connect(connection, { onEvent: verbose(call) ?? ((event) => progress.show(event)) });
  try {
    return await use(client, callOptions(call));
  } finally {
    progress.end();
    client[Symbol.dispose]();
  }
}

/** Shows each event, if `--verbose` was given. */
export function verbose({ flags, output }: Invocation): ((event: SeatwardenEvent) => void) | undefined {
  return flags.has("verbose") ? (event) => output.note(output.paintNote("dim", eventLine(event))) : undefined;
}

/** Options of a write, from its flags. */
export function writeOptions({ flags }: Invocation): { dryRun: boolean; verify: boolean; idempotencyKey?: string } {
  const idempotencyKey = flags.text("idempotency-key");
  return { dryRun: flags.has("dry-run"), verify: !flags.has("no-verify"), ...(idempotencyKey !== undefined && { idempotencyKey }) };
}

function callOptions({ flags, signal }: Invocation): CallOptions {
  const timeoutMs = flags.integer("timeout-ms");
  const deadlineMs = flags.integer("deadline-ms");
  return { signal, ...(timeoutMs !== undefined && { timeoutMs }), ...(deadlineMs !== undefined && { deadlineMs }) };
}

/** One event in one line. */
function eventLine({ type, method, path, status, attempt, delayMs, done, total, message, requestId }: SeatwardenEvent): string {
  const words = [
    type,
    method,
    path,
    status,
    attempt !== undefined && attempt > 1 && `attempt ${attempt}`,
    delayMs !== undefined && `wait ${delayMs} ms`,
    done !== undefined && `${done}${total === undefined ? "" : ` of ${total}`}`,
    message,
    requestId !== undefined && `(${requestId})`,
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
