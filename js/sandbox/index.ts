/**
 * Tenants in memory for tests and first steps: `seatwarden/sandbox`. They behave as the vendor documents
 * say, quirks and limits included, and share no code with the client.
 *
 * @packageDocumentation
 */

import { fetchOf } from "./fetch.js";
import type { SandboxConnection, SandboxOptions } from "./options.js";
import { Tenant } from "./tenant.js";
import { wait } from "./wait.js";

export { type SandboxWasm, useSandboxModule } from "./module.js";
export type {
  FaultKind,
  Faults,
  RateLimit,
  RecordedRequest,
  SandboxConnection,
  SandboxOptions,
  ScriptedFault,
  StoredUser,
  TenantOptions,
} from "./options.js";

/**
 * A leaver who is active in every tenant of two or more users (unless OneID manages her). Her e-mail address
 * is not her user name: who looks for it among user names does not find her.
 */
export const LEAVER = { email: "lena.brandt@example.com", username: "lbrandt@legacy.example.com" } as const;

/** A tenant in memory and the way to it. */
export interface Sandbox extends Omit<Tenant, "handle"> {
  /** Reaches this tenant and nothing else: hand it to `connect` as the option `fetch`. It can be taken out and called by itself. */
  readonly fetch: typeof globalThis.fetch;
  /** A connection for `connect`. */
  readonly connection: SandboxConnection;
}

/**
 * Makes a tenant in memory.
 *
 * @throws Error for options that a sandbox doesn't have.
 * @example
 * const { fetch, connection } = createSandbox({ users: 10 });
 * const zuora = connect(connection, { fetch });
 * console.log(await zuora.list().toArray());
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { now = Date.now, sleep = wait, ...tenantOptions } = options;
  const tenant = new Tenant(tenantOptions, now);
  return Object.assign(tenant, { fetch: fetchOf(tenant, sleep) });
}
