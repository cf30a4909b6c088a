/** What a client tells while it works: events for logs, audit records for the file. Neither holds a secret. */

import type { User } from "./user.js";

/** Something that happened during a call, without secrets. */
export interface SeatwardenEvent {
  /** What happened. */
  type: "request" | "response" | "retry" | "throttle" | "progress" | "warning";
  /** When, RFC 3339. */
  at: string;
  /** The verb that was called: `"provision"`. */
  operation: string;
  /** The HTTP method. */
  method?: string;
  /** The path of the request. */
  path?: string;
  /** The HTTP status of the answer. */
  status?: number;
  /** Which attempt this is, from 1. */
  attempt?: number;
  /** How long the client waits, in milliseconds. */
  delayMs?: number;
  /** The vendor's id of the request. */
  requestId?: string;
  /** How many are done. */
  done?: number;
  /** Of how many. */
  total?: number;
  /** A sentence for people. */
  message?: string;
}

/** One write that was attempted, failed ones too. */
export interface AuditRecord {
  /** When, RFC 3339. */
  at: string;
  /** Who did it: the `actor` of the client. */
  actor?: string;
  /** The kind of tenant. */
  provider: string;
  /** The tenant: the connection's `name`, or its origin. */
  tenant: string;
  /** What was written: `"create"`, `"update"`, `"reactivate"`, `"deactivate"`, `"groups.addMembers"`… */
  action: string;
  /** The account, or the group. */
  target: {
    /** The tenant's own id, where it is known. */
    id?: string;
    /** The login name, where it is known. */
    userName?: string;
    /** The name of the group, if it is one. */
    group?: string;
    /** Who was to come into the group or to go out, by id. */
    members?: string[];
  };
  /** The account before. */
  before?: User;
  /** The account after. */
  after?: User;
  /** What was done, in one word; `"failed"` if it wasn't, `"unknown"` if nobody can tell. */
  outcome: string;
  /** Requests that were sent for the call, those for a token not counted. */
  attempts: number;
  /** The vendor's ids of those requests. */
  requestIds: string[];
  /** Why it failed. */
  error?: {
    /** The error's code. */
    code: string;
    /** The error's message. */
    message: string;
  };
}
