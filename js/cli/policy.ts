/** The policy of a plan: a file, and flags that go before what it says. What a policy may be the core says. */

import type { Policy } from "../entry/default.js";
import { type Flags, UsageError } from "./arguments.js";
import type { Flag } from "./command.js";
import { objectOf, readGiven } from "./json.js";
import { nameOf, readText } from "./text.js";

/** A flag for each key of a policy, and for the file. */
export const POLICY_FLAGS: Flag[] = [
  { name: "policy", value: "FILE", about: "the policy as a JSON file; a flag below wins over its key" },
  {
    name: "on-missing",
    value: "ignore|deactivate",
    about: "what becomes of active accounts in scope that aren't in the file (default ignore)",
  },
  { name: "domain", value: "NAME", repeat: true, about: "in scope are accounts of this domain; once for each" },
  { name: "scope-role", value: "NAME", repeat: true, about: "in scope are accounts with this role, by name or id" },
  { name: "scope-group", value: "NAME", repeat: true, about: "in scope are accounts in this group, by name or id" },
  { name: "protect", value: "WHO", repeat: true, about: "an account that is never deactivated" },
  { name: "max-removals", value: "N", about: "how many may be deactivated without --confirm (default 5 % of those in scope, at most 10)" },
  { name: "field", value: "NAME", repeat: true, about: "a field that is kept as the file has it (default those that are given)" },
];

/** The policy that the file and the flags give; `undefined` if neither says anything. */
export async function readPolicy(flags: Flags, signal: AbortSignal): Promise<Policy | undefined> {
  const path = flags.text("policy");
  const file = path === undefined ? {} : await readFile(path, signal);
  const scope = given({ domains: flags.texts("domain"), roles: flags.texts("scope-role"), groups: flags.texts("scope-group") });
  const own = given({
    fields: flags.texts("field"),
    onMissing: flags.text("on-missing"),
    // What isn't an object the core refuses, as it would without a flag.
    ...(Object.keys(scope).length > 0 && { scope: isObject(file.scope) ? { ...file.scope, ...scope } : (file.scope ?? scope) }),
    protect: flags.texts("protect"),
    maxRemovals: flags.integer("max-removals"),
  });
  return path === undefined && Object.keys(own).length === 0 ? undefined : ({ ...file, ...own } as Policy);
}

async function readFile(path: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  const name = nameOf(path);
  const hint = 'A policy looks like {"onMissing":"deactivate","scope":{"domains":["example.com"]}}.';
  const value = readGiven(await readText(path, signal), name, new UsageError(`${name} is not JSON`, hint));
  return objectOf(value, new UsageError(`${name} is no JSON object`, hint));
}

function given(keys: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
