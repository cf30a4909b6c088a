/** HiBob's events are ids: this asks its API for the employee (apidocs.hibob.com, "Read company employee fields by employee ID"). */

import type { PersonChange } from "../../index.js";
import type { Resolve, Resolved } from "../options.js";
import { ask, basic, present, segment, textOf } from "./ask.js";

/** How to ask HiBob. */
export interface HiBobOptions {
  /** The service user's id: Settings > Integrations > API Service Users. Its group must be allowed to view the categories Root, About, Work, Lifecycle. */
  serviceUserId: string;
  /** The service user's token. */
  token: string;
  /** In place of `https://api.hibob.com`. */
  baseUrl?: string;
  /** In place of `globalThis.fetch`. */
  fetch?: typeof fetch;
}

const FIELDS = [
  ...["root.id", "root.email", "root.firstName", "root.surname", "root.displayName"],
  ...["work.title", "work.department", "work.startDate", "work.employeeIdInCompany", "work.reportsTo"],
  ...["internal.status", "internal.lifecycleStatus", "internal.terminationDate"],
];

/**
 * Asks HiBob about an employee. One whose lifecycle says `terminated` is a leaver, as of his termination; one on leave is not. A new one joins on
 * his start date, and so does one who is changed before it.
 *
 * @example
 * const resolve = hiBob({ serviceUserId: env.HIBOB_USER, token: env.HIBOB_TOKEN });
 */
export function hiBob({
  serviceUserId,
  token,
  baseUrl = "https://api.hibob.com",
  fetch = (...given) => globalThis.fetch(...given),
}: HiBobOptions): Resolve<unknown> {
  const headers = { accept: "application/json", "content-type": "application/json", authorization: basic(serviceUserId, token) };
  // Lists hold ids; their names are asked for beside them (apidocs.hibob.com, "How to work with lists").
  const body = JSON.stringify({ fields: FIELDS, humanReadable: "APPEND" });
  return async ({ externalId, type }) => {
    if (externalId === undefined) return null;
    const record = await ask("HiBob", `${baseUrl}/v1/people/${segment("HiBob", externalId)}`, { method: "POST", headers, body }, fetch);
    return record === null ? null : resolvedOf(record, type);
  };
}

function resolvedOf(record: Record<string, unknown>, type: string): Resolved {
  const machine = (id: string) => textOf(fieldOf(record, id));
  const human = (id: string) => textOf(fieldOf(record.humanReadable, id)) ?? machine(id);
  const email = machine("root.email");
  const person = present<PersonChange>({
    email,
    givenName: machine("root.firstName"),
    familyName: machine("root.surname"),
    displayName: machine("root.displayName"),
    title: human("work.title"),
    department: human("work.department"),
    employeeNumber: machine("work.employeeIdInCompany"),
  });
  const employed = isEmployed(machine("internal.lifecycleStatus"), machine("internal.status"), machine("internal.terminationDate"));
  const leaves = type === "leaver" || employed === false;
  const starts = machine("work.startDate");
  const effectiveAt = type === "joiner" ? starts : leaves ? machine("internal.terminationDate") : undefined;
  const startsAt = leaves || type === "joiner" ? undefined : starts;
  return {
    person,
    ...(leaves && email !== undefined && { who: { email } }),
    ...(employed !== undefined && { employed }),
    ...(effectiveAt !== undefined && { effectiveAt }),
    ...(startsAt !== undefined && { startsAt }),
  };
}

/** Inactive may be on leave: only a termination is the end. */
function isEmployed(lifecycle: string | undefined, status: string | undefined, terminated: string | undefined): boolean | undefined {
  if (lifecycle !== undefined) return lifecycle.toLowerCase() !== "terminated";
  if (status?.toLowerCase() === "active") return true;
  return status !== undefined && terminated !== undefined ? false : undefined;
}

/** A field of an answer, by its id: under its key with slashes, or in the object of its category; those of the root stand at the top. */
function fieldOf(record: unknown, id: string): unknown {
  if (typeof record !== "object" || record === null) return undefined;
  const keyed = Reflect.get(record, `/${id.replaceAll(".", "/")}`);
  if (typeof keyed === "object" && keyed !== null && "value" in keyed) return keyed.value;
  const [category = "", name = ""] = id.split(".");
  const holder = category === "root" ? record : Reflect.get(record, category);
  return typeof holder === "object" && holder !== null ? Reflect.get(holder, name) : undefined;
}
