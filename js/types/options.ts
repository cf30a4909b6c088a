/** What a caller may tune: per client, and per call. */

import type { ApplyResult } from "./plan.js";
import type { AuditRecord, SeatwardenEvent } from "./record.js";
import type { BatchEntry, DeactivateResult, ProvisionResult } from "./result.js";
import type { Who } from "./user.js";

/**
 * Where tokens are kept between isolates or processes. What it holds is as secret as a password. A store that throws, or
 * takes longer than `timeoutMs`, is passed over, with an event `warning`.
 */
export interface TokenStore {
  /** What was set under `key`, or `null`. */
  get(key: string): Promise<string | null>;
  /**
   * Keeps `value` for `ttlSeconds`. `key` is `"seatwarden:"` and a SHA-256 over token URL, client and secret;
   * `value` is an `AccessToken` as JSON.
   */
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
}

/** The outside world, as the core sees it. Any of them replaces the runtime's own. */
export interface HostOptions {
  /** In place of `globalThis.fetch`. */
  fetch?: typeof fetch | undefined;
  /** In place of `setTimeout`: resolves after `ms` milliseconds, or rejects when `signal` aborts. Time-outs use it too. */
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** In place of `Date.now`: milliseconds since 1970. */
  now?: (() => number) | undefined;
  /** In place of `Math.random`: at least 0, less than 1. Used to spread retries. */
  random?: (() => number) | undefined;
  /** Shares tokens between isolates or processes. */
  tokenStore?: TokenStore | undefined;
  /** Is told of every request, answer and retry, without secrets. It isn't waited for; what it throws or rejects with is ignored. */
  onEvent?: ((event: SeatwardenEvent) => void) | undefined;
  /** Is given one record for each write that was attempted, without secrets. It isn't waited for; what it throws or rejects with is ignored. */
  onAudit?: ((record: AuditRecord) => void) | undefined;
}

/** `connect(connection, options)`. */
export interface ClientOptions extends HostOptions {
  /** How long one attempt may take, in milliseconds. Default 30 000. */
  timeoutMs?: number | undefined;
  /** How often a request is tried, the first time included. Default 4; the one fresh token after a 401 is not counted. */
  maxAttempts?: number | undefined;
  /** The most requests at once: an upper bound, without it the pace is found. */
  concurrency?: number | undefined;
  /** The most requests a second: an upper bound, without it the pace is found. */
  maxRequestsPerSecond?: number | undefined;
  /** Who does this; it stands in audit records. */
  actor?: string | undefined;
}

/** What every call takes. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How long one attempt may take, in milliseconds. Default: the client's. */
  timeoutMs?: number | undefined;
  /** How long the whole call may take, retries included, in milliseconds from now. */
  deadlineMs?: number | undefined;
  /** Sent as `Idempotency-Key` with what is posted, where the vendor has one. Not needed: a repeated call is safe without it. */
  idempotencyKey?: string | undefined;
}

/** What `request` takes. */
export type RequestOptions = CallOptions;

/** What every write takes. */
export interface WriteOptions extends CallOptions {
  /** Look, but write nothing: the result says what would be done. */
  dryRun?: boolean | undefined;
  /** Read the account back after the write and compare. Default `true`. */
  verify?: boolean | undefined;
}

/** What `provision` takes. */
export interface ProvisionOptions extends WriteOptions {
  /** The account to bring into shape; nobody there: create. Default: found by externalId, userName, email. */
  match?: Who | undefined;
  /** Update an account that differs, its groups too. Default `true`. */
  update?: boolean | undefined;
  /** Reactivate an account that is off. Default `true`. */
  reactivate?: boolean | undefined;
  /** Whether `groups` of the person are some of the groups that the account shall be in, or all: then others are left. Default `"add"`. */
  groupsMode?: "add" | "exact" | undefined;
}

/** What `deactivate` takes. */
export interface DeactivateOptions extends WriteOptions {
  /** Reject with `not_found` if nobody is there. Default `false`: that is an outcome. */
  strict?: boolean | undefined;
  /**
   * Who receives the leaver's data, by mail address. Zoom alone has it; elsewhere it is `not_supported`. The leaver himself is `invalid_input`; a warning
   * `not_applied` says that Zoom kept another name, or that the account was off already and nothing is handed over.
   */
  transferTo?: string | undefined;
}

/** What every batch takes, besides the options of its verb. `R` is what comes of one. */
export interface BatchOptions<R = unknown> {
  /** Where an earlier batch with the same input stopped: its `resume`. Nothing that it did is done again. */
  resume?: string | undefined;
  /**
   * Is told how many are done, of how many that are known by then, and what became of the latest: whoever keeps that has something to show for a batch
   * that is aborted. It isn't waited for; what it throws or rejects with is ignored.
   */
  onProgress?: ((done: number, total: number, latest: BatchEntry<R>) => void) | undefined;
}

/** What `provisionAll` takes. `deadlineMs` is for the whole batch: what isn't done by then is left for `resume`. */
export interface ProvisionAllOptions extends Omit<ProvisionOptions, "match">, BatchOptions<ProvisionResult> {}

/** What `deactivateAll` takes. `deadlineMs` is for the whole batch: what isn't done by then is left for `resume`. */
export interface DeactivateAllOptions extends DeactivateOptions, BatchOptions<DeactivateResult> {}

/** What `plan` takes. `deadlineMs` begins once the roster is read: then the call rejects with `timeout`. */
export type PlanOptions = CallOptions;

/** What `apply` takes. `deadlineMs` is for the whole of it: what isn't done by then is left for `resume`. */
export interface ApplyOptions extends WriteOptions, BatchOptions<ApplyResult> {
  /** The plan's `id`: it may then deactivate more than `guard.maxRemovals`. Any other text is `guard_tripped`, and nothing is done. */
  confirm?: string | undefined;
}

/** What `remove` takes. */
export interface RemoveOptions extends WriteOptions {
  /** The userName of the account that is to be removed for good, to the letter. Anything else is `guard_tripped`. */
  confirm: string;
}

/** What `groups.remove` takes. */
export interface RemoveGroupOptions extends WriteOptions {
  /** The name of the group that is to be removed for good, to the letter. Anything else is `guard_tripped`. */
  confirm: string;
}

/** Which users, and how they are read. Filters go to the server where it can, and are applied here where it can't. */
export interface ListQuery {
  /** Only those that can be used, or only those that can't. */
  active?: boolean | undefined;
  /** Only the one with this login name. */
  userName?: string | undefined;
  /** Only those with this mail address. */
  email?: string | undefined;
  /** Only those with this id of your own. */
  externalId?: string | undefined;
  /** Only those with this role: its name or id. */
  role?: string | undefined;
  /** Only those of this department. */
  department?: string | undefined;
  /** A SCIM filter as it stands, for SCIM providers. */
  filter?: string | undefined;
  /** Give each user's `raw` too. Default `false`. */
  raw?: boolean | undefined;
  /** The most users to give. */
  limit?: number | undefined;
  /** Users asked for in one request. Default and maximum: the provider's. */
  pageSize?: number | undefined;
  /** Where an earlier listing with the same query stopped. */
  cursor?: string | undefined;
}
