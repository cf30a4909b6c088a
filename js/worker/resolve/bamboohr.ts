/** BambooHR's events are ids alone: this asks its API for the employee (documentation.bamboohr.com, "Get Employee"). */

import type { PersonChange } from "../../index.js";
import type { Resolve, Resolved } from "../options.js";
import { ask, basic, present, segment, textOf } from "./ask.js";

/** How to ask BambooHR. */
export interface BambooHrOptions {
  /** The company's domain: what stands before `.bamboohr.com`. */
  companyDomain: string;
  /** An API key: your name in BambooHR > API Keys. */
  apiKey: string;
  /** In place of `https://COMPANY.bamboohr.com`. */
  baseUrl?: string;
  /** In place of `globalThis.fetch`. */
  fetch?: typeof fetch;
}

const FIELDS = [
  ...["firstName", "lastName", "displayName", "workEmail", "jobTitle", "department", "division", "employeeNumber"],
  ...["workPhone", "supervisor", "status", "hireDate", "terminationDate"],
];
/** What BambooHR writes for no date. */
const NO_DATE = "0000-00-00";

/**
 * Asks BambooHR about an employee. One who isn't active any more is a leaver, as of his termination; a new one joins on his hire date,
 * and so does one who is changed before it.
 *
 * @example
 * const resolve = bambooHr({ companyDomain: "acme", apiKey: env.BAMBOOHR_API_KEY });
 */
export function bambooHr({
  companyDomain,
  apiKey,
  baseUrl,
  fetch = (...given) => globalThis.fetch(...given),
}: BambooHrOptions): Resolve<unknown> {
  const origin = baseUrl ?? `https://${companyDomain}.bamboohr.com`;
  const headers = { accept: "application/json", authorization: basic(apiKey, "x") };
  return async ({ externalId, type }) => {
    if (externalId === undefined) return null;
    const url = `${origin}/api/v1/employees/${segment("BambooHR", externalId)}?fields=${FIELDS.join(",")}`;
    const record = await ask("BambooHR", url, { headers }, fetch);
    return record === null ? null : resolvedOf(record, type);
  };
}

function resolvedOf(record: Record<string, unknown>, type: string): Resolved {
  const field = (name: string) => textOf(record[name]);
  const date = (name: string) => (field(name) === NO_DATE ? undefined : field(name));
  const email = field("workEmail");
  const person = present<PersonChange>({
    email,
    givenName: field("firstName"),
    familyName: field("lastName"),
    displayName: field("displayName"),
    title: field("jobTitle"),
    department: field("department"),
    organization: field("division"),
    employeeNumber: field("employeeNumber"),
    phone: field("workPhone"),
    manager: field("supervisor"),
  });
  const employed = field("status") === undefined ? undefined : field("status")?.toLowerCase() === "active";
  const leaves = type === "leaver" || employed === false;
  const starts = date("hireDate");
  const effectiveAt = type === "joiner" ? starts : leaves ? date("terminationDate") : undefined;
  const startsAt = leaves || type === "joiner" ? undefined : starts;
  return {
    person,
    ...(leaves && email !== undefined && { who: { email } }),
    ...(employed !== undefined && { employed }),
    ...(effectiveAt !== undefined && { effectiveAt }),
    ...(startsAt !== undefined && { startsAt }),
  };
}
