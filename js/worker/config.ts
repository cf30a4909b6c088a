/** Reads a user's options where there is an `env`. Knows what is asked for, and what stands for what is not. */

import type { LifecycleEvent } from "../index.js";
import type { HrBindings, HrSink, HrSourceOptions, HrTenantOptions, HrWorkerOptions, Notice, Rules } from "./options.js";
import type { Calendar } from "./time.js";

const BODY_BYTES = 262_144;
const REMOVALS = 10;
const RETRIES = { limit: 8, delayMs: 5_000 };

/** The options, every one of them there. Each function takes the `env` of the isolate that it runs in. */
export interface Config {
  sources(env: unknown): Record<string, HrSourceOptions>;
  tenants(env: unknown): Record<string, HrTenantOptions>;
  sink(env: unknown): HrSink;
  notify(notice: Notice, env: unknown): Promise<void>;
  readonly rules: Rules;
  readonly maxRemovals: number;
  readonly calendar: Calendar;
  readonly maxBodyBytes: number;
  readonly retries: { readonly limit: number; readonly delayMs: number };
}

/** Reads `options`. Throws what is wrong with them at once, when the Worker is deployed. */
export function configOf(options: HrWorkerOptions<never>): Config {
  const { sources, tenants, rules, audit, maxRemovals = REMOVALS, timeZone = "UTC", timeOfDay = {}, maxBodyBytes = BODY_BYTES } = options;
  for (const [name, given] of Object.entries({ rules, audit })) must(typeof given === "function", name, "a function");
  for (const [name, given] of Object.entries({ sources, tenants }))
    must(
      typeof given === "function" || (typeof given === "object" && given !== null),
      name,
      "an object, or a function of env that gives one",
    );
  must(Number.isInteger(maxRemovals) && maxRemovals >= 0, "maxRemovals", "a whole number");
  must(Number.isInteger(maxBodyBytes) && maxBodyBytes > 0 && maxBodyBytes <= 900_000, "maxBodyBytes", "a whole number, 900 000 at most");
  for (const [kind, time] of Object.entries(timeOfDay)) must(/^([01]\d|2[0-3]):[0-5]\d$/.test(time), `timeOfDay.${kind}`, '"HH:MM"');
  // An unknown zone throws here.
  new Intl.DateTimeFormat("en-US", { timeZone });
  return {
    sources: (env) => of(sources, env) as Record<string, HrSourceOptions>,
    tenants: (env) => of(tenants, env),
    sink: (env) => audit(env as never),
    notify: async (notice, env) => options.notify?.(notice, env as never),
    rules,
    maxRemovals,
    calendar: { timeZone, timeOfDay },
    maxBodyBytes,
    retries: { ...RETRIES, ...options.retries },
  };
}

/** What tells the people of a source apart; the event's own id if it is about nobody. */
export function personOf(source: HrSourceOptions, event: LifecycleEvent): string {
  const given = source.personOf?.(event);
  if (given !== undefined && given !== "") return given;
  if (event.externalId !== undefined) return event.externalId;
  const { person, who } = event;
  const mail = person?.email ?? (typeof who === "object" && "email" in who ? who.email : undefined) ?? person?.userName;
  return mail?.toLowerCase() ?? `nobody:${event.id}`;
}

/** The bindings, as the Worker's own code sees them. */
export function bindings(env: unknown): HrBindings {
  return env as HrBindings;
}

function of<T>(given: T | ((env: never) => T), env: unknown): T {
  return typeof given === "function" ? (given as (env: unknown) => T)(env) : given;
}

function must(met: boolean, name: string, what: string): void {
  if (!met) throw new TypeError(`createHrWorker: ${name} must be ${what}`);
}
