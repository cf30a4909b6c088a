/** Finds the connection: a file, a variable, or several variables. Never a flag: a command line is seen by every process. */

import { readFileSync } from "node:fs";
import type { Connection } from "../entry/default.js";
import { givenFields, withFields } from "../given/connection.js";
import { UsageError } from "./arguments.js";
import type { Flag } from "./command.js";
import { objectOf, readGiven } from "./json.js";
import { withoutMark } from "./text.js";

/** The flag that every command with a tenant has. */
export const CONNECTION_FLAG: Flag = {
  name: "connection",
  value: "FILE",
  about: "the connection, as a JSON file (else SEATWARDEN_CONNECTION, else SEATWARDEN_* variables)",
};

/** The connection that the command line or the environment gives; `undefined` if neither says anything. */
export function findConnection(file: string | undefined, env: NodeJS.ProcessEnv = process.env): Connection | undefined {
  if (file !== undefined) {
    refuseJson(file);
    return readConnection(file, `--connection ${file}`);
  }
  const whole = env.SEATWARDEN_CONNECTION?.trim();
  if (whole)
    return whole.startsWith("{") ? parseConnection(whole, "SEATWARDEN_CONNECTION") : readConnection(whole, "SEATWARDEN_CONNECTION");
  const fields = givenFields((words) => env[`SEATWARDEN_${words.join("_").toUpperCase()}`]);
  // The core checks it, and names what is missing.
  return Object.keys(fields).length === 0 ? undefined : (withFields({}, fields) as unknown as Connection);
}

/** A connection where the name of a file belongs is a secret where everybody sees it: it is not repeated. */
export function refuseJson(file: string): void {
  if (/^[\s"'([]*\{|"\s*:/.test(file)) throw new UsageError("--connection takes a file; JSON goes into SEATWARDEN_CONNECTION");
}

/** As `findConnection`, where there must be one. */
export function needConnection(file: string | undefined): Connection {
  const found = findConnection(file);
  if (found !== undefined) return found;
  throw new UsageError(
    "there is no connection: nothing says which tenant",
    "Give --connection FILE, or set SEATWARDEN_CONNECTION (JSON or a path), or SEATWARDEN_PROVIDER, SEATWARDEN_CLIENT_ID and SEATWARDEN_CLIENT_SECRET.",
  );
}

function readConnection(path: string, from: string): Connection {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      `${from}: the file can't be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`,
      "Check the path. To make one for a tenant in memory: seatwarden sandbox > sandbox.json",
    );
  }
  if (text.trim() === "")
    throw new UsageError(`${from}: the file is empty`, "If seatwarden sandbox writes it, wait until that says where it listens.");
  return parseConnection(withoutMark(text), from);
}

function parseConnection(text: string, from: string): Connection {
  const hint = 'A connection looks like {"provider":"zuora","clientId":"…","clientSecret":"…"}.';
  const given = readGiven(text, from, new UsageError(`${from}: that is not JSON`, hint));
  return objectOf(given, new UsageError(`${from}: that is no JSON object`, hint)) as unknown as Connection;
}
