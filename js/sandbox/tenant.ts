/** A tenant in memory, seen from JavaScript: what can be looked at and changed behind the API's back. How requests reach it is for others. */

import { Sandbox } from "#sandbox-core";
import type { RecordedRequest, SandboxConnection, StoredUser } from "./content.js";
import { ensureSandbox } from "./module.js";
import type { ProviderName, TenantOptions } from "./options.js";
import type { FaultKind, Faults, RateLimit, ScriptedFault } from "./trouble.js";

/** A request as it arrives at the tenant. */
export interface Arrival {
  /** The HTTP method. */
  method: string;
  /** The absolute URL. */
  url: string;
  /** The headers, in order. */
  headers: [name: string, value: string][];
  /** The body's bytes; none if it is empty. */
  body: Uint8Array;
}

/** What becomes of a request: after `delayMs`, an answer, one that breaks off, a broken connection, or nothing ever. */
export type Outcome =
  | {
      /** An answer, or one that breaks off. */
      kind: "response" | "cut";
      /** When, in milliseconds from now. */
      delayMs: number;
      /** The HTTP status. */
      status: number;
      /** The headers, in order. */
      headers: [name: string, value: string][];
      /** The body's bytes. */
      body: Uint8Array<ArrayBuffer>;
    }
  | {
      /** A broken connection, or nothing ever. */
      kind: "reset" | "never";
      /** When, in milliseconds from now. */
      delayMs: number;
    };

/** A tenant in memory, of the kind `P`. */
export class Tenant<P extends ProviderName = ProviderName> {
  readonly #sandbox: Sandbox;
  readonly #now: () => number;

  /** @throws Error for options that a sandbox doesn't have. */
  constructor(options: TenantOptions, now: () => number) {
    ensureSandbox();
    this.#sandbox = new Sandbox(JSON.stringify(options));
    this.#now = now;
  }

  /** Takes one request. What it changes is changed at once, however late its answer comes. */
  handle(arrival: Arrival): Outcome {
    const exchange = this.#sandbox.handle(arrival.method, arrival.url, JSON.stringify(arrival.headers), arrival.body, this.#time());
    try {
      const { delayMs, kind } = exchange;
      if (kind !== "response" && kind !== "cut") return { kind: kind === "reset" ? "reset" : "never", delayMs };
      const headers: [string, string][] = JSON.parse(exchange.headers);
      return { kind, delayMs, status: exchange.status, headers, body: new Uint8Array(exchange.body) };
    } finally {
      exchange.free();
    }
  }

  /** A connection for `connect`. */
  get connection(): SandboxConnection<P> {
    return JSON.parse(this.#sandbox.connection());
  }

  /** Every stored user as stored, hidden ones too, in the order of a list. */
  users(): StoredUser<P>[] {
    return JSON.parse(this.#sandbox.users());
  }

  /** Every request so far, in order. */
  requests(): RecordedRequest[] {
    return JSON.parse(this.#sandbox.requests());
  }

  /** Forgets the requests so far. */
  clearRequests(): void {
    this.#sandbox.clearRequests();
  }

  /** The ids of those who were sent a link to reset their password, in order. */
  passwordResets(): string[] {
    return JSON.parse(this.#sandbox.passwordResets());
  }

  /** Adds a fault for the next request, or for the next one that fits. */
  fault(fault: FaultKind | ScriptedFault): void {
    this.#sandbox.script(JSON.stringify(typeof fault === "string" ? { kind: fault } : fault));
  }

  /** Replaces all chances and the script of faults; `{}` ends them. */
  faults(faults: Faults): void {
    this.#sandbox.setFaults(JSON.stringify(faults));
  }

  /** Replaces the limit on everything but tokens; the count begins anew. */
  rateLimit(limit: RateLimit): void {
    this.#sandbox.setRateLimit(JSON.stringify(limit));
  }

  /** Replaces the range of latency, in milliseconds. */
  latency(least: number, most: number = least): void {
    for (const ms of [least, most]) {
      // The wasm would make another number of it.
      if (!(Number.isInteger(ms) && ms >= 0 && ms < 2 ** 32)) throw new Error(`latency: expected whole milliseconds, not ${String(ms)}`);
    }
    this.#sandbox.setLatencyMs(least, most);
  }

  /** Stores a user behind the API's back and returns the id. Fields not given are made up; one that is `null` stays absent. */
  addUser(fields: Record<string, unknown>): string {
    return this.#sandbox.addUser(JSON.stringify(fields), this.#time());
  }

  /** Changes a user behind the API's back, `null` removing a field. False when nobody has that id. */
  setUser(id: string, fields: Record<string, unknown>): boolean {
    return this.#sandbox.setUser(id, JSON.stringify(fields));
  }

  /** Removes a user behind the API's back. False when nobody has that id. */
  removeUser(id: string): boolean {
    return this.#sandbox.removeUser(id);
  }

  /** Hides a user from every read, or shows him again; his user name stays taken. False when nobody has that id. */
  hideUser(id: string, hidden = true): boolean {
    return this.#sandbox.hideUser(id, hidden);
  }

  /** Makes every token issued so far unknown. */
  expireTokens(): void {
    this.#sandbox.expireTokens();
  }

  #time(): bigint {
    return BigInt(Math.max(0, Math.floor(this.#now())));
  }
}
