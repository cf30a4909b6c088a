/**
 * Tenants in memory for tests and first steps: `seatwarden/sandbox`. They behave as the vendor documents
 * say, quirks and limits included, and share no code with the client.
 *
 * @packageDocumentation
 */

import type { SandboxConnection } from "./content.js";
import { fetchOf } from "./fetch.js";
import type { ProviderName, ProviderOf, SandboxOptions } from "./options.js";
import { Tenant } from "./tenant.js";
import { wait } from "./wait.js";

export type { OneIdUser, RecordedRequest, SandboxConnection, ScimUser, StoredUser, ZoomUser } from "./content.js";
export { type SandboxWasm, useSandboxModule } from "./module.js";
export type {
  GroupOptions,
  OneIdOptions,
  ProviderName,
  SandboxOptions,
  ScimOptions,
  TenantOptions,
  ZoomOptions,
  ZuoraOptions,
} from "./options.js";
export type { FaultKind, Faults, RateLimit, Refusal, ScriptedFault } from "./trouble.js";

/**
 * A leaver who is active in every tenant of two or more users, whatever its kind (unless OneID manages her). Her e-mail address
 * is not her user name: who looks for it among user names does not find her.
 */
export const LEAVER = {
  /** The mail address. */
  email: "lena.brandt@example.com",
  /** The login name. */
  username: "lbrandt@legacy.example.com",
} as const;

/** A tenant in memory, of the kind `P`, and the way to it. */
export interface Sandbox<P extends ProviderName = "zuora"> extends Omit<Tenant<P>, "handle"> {
  /** Reaches this tenant and nothing else: hand it to `connect` as the option `fetch`. It can be taken out and called by itself. */
  readonly fetch: typeof globalThis.fetch;
  /** A connection for `connect`. */
  readonly connection: SandboxConnection<P>;
}

/**
 * Makes a tenant in memory: Zuora's, unless `provider` names another.
 *
 * @throws Error for options that a sandbox of its kind doesn't have.
 * @example
 * const { fetch, connection } = createSandbox({ provider: "scim", users: 250 });
 * const scim = connect(connection, { fetch });
 * console.log(await scim.list().toArray());
 */
export function createSandbox<const O extends SandboxOptions = { provider: "zuora" }>(options?: O): Sandbox<ProviderOf<O>> {
  const { now = Date.now, sleep = wait, ...tenantOptions }: SandboxOptions = options ?? {};
  const tenant = new Tenant<ProviderOf<O>>(tenantOptions, now);
  return Object.assign(tenant, { fetch: fetchOf(tenant, sleep) });
}
