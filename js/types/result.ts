/** What verbs resolve with. */

import type { SeatwardenError } from "../error.js";
import type { User } from "./user.js";

/** A token for the tenant. Handle it like a password. */
export interface AccessToken {
  /** The token itself. */
  accessToken: string;
  /** How it is sent: `"Bearer"`. */
  tokenType: string;
  /** When it ends, RFC 3339, where that is known. */
  expiresAt?: string;
  /** How long it still lives, in seconds, where that is known. */
  expiresIn?: number;
  /** What it allows, as the vendor says it. */
  scope?: string;
}

/** One field that a write changed (or would change, in a dry run). */
export interface Change {
  /** The field, as `User` names it. */
  field: string;
  /** What it was; `null` if it was absent. */
  from: unknown;
  /** What it is now; `null` if it is absent. */
  to: unknown;
}

/** Something to know that is no failure. */
export interface Warning {
  /** A stable code: `"oauth_clients_survive"`, `"not_verifiable"`, `"unsupported_field"`… */
  code: string;
  /** A sentence for people. */
  message: string;
}

/** What a write did. `O` lists the outcomes that its verb has, `U` what is then known of the account. */
export interface WriteResult<O extends string, U extends User | null = User | null> {
  /** What was done, in one word. */
  outcome: O;
  /** Whether this was a dry run: nothing was written, and `outcome` says what would have been. */
  dryRun: boolean;
  /** The account afterwards; `null` if there is none, or if a new one can't be read. In a dry run: as it is now. */
  user: U;
  /** The fields that changed. */
  changes: Change[];
  /** What to know beyond the outcome. */
  warnings: Warning[];
  /** Requests that were sent for the call, those for a token not counted. */
  attempts: number;
  /** The vendor's ids of those requests, for its support. */
  requestIds: string[];
}

/** What `provision` did. */
export type ProvisionResult = WriteResult<"created"> | WriteResult<"updated" | "reactivated" | "unchanged", User>;

/** What `deactivate` did. Nobody there and already off are outcomes, not errors. */
export type DeactivateResult = WriteResult<"deactivated" | "already_inactive", User> | WriteResult<"not_found", null>;

/** What a batch did: one result for each of the input that was done, in its order. */
export interface BatchResult<R, E = SeatwardenError> {
  /** What became of each. `index` is its place in the input, from 0. */
  results: BatchEntry<R, E>[];
  /** How many ended how: by outcome, and `failed`. */
  counts: Record<string, number>;
  /** Present when the deadline came first: hand it back with the same input. */
  resume?: string;
}

/** What became of one of a batch. */
export type BatchEntry<R, E = SeatwardenError> =
  | {
      /** Its place in the input, from 0. */
      index: number;
      /** It has an outcome. */
      ok: true;
      /** As of the verb for one. */
      result: R;
    }
  | {
      /** Its place in the input, from 0. */
      index: number;
      /** It failed. */
      ok: false;
      /** Why. */
      error: E;
    };

/** What `update` did. */
export type UpdateResult = WriteResult<"updated" | "unchanged", User>;

/** What `reactivate` did. Already on is an outcome, not an error. */
export type ReactivateResult = WriteResult<"reactivated" | "already_active", User>;

/** What `remove` did. Nobody there is an outcome, not an error. */
export type RemoveResult = WriteResult<"removed"> | WriteResult<"not_found", null>;

/** What `resetPassword` did. */
export interface PasswordReset {
  /** The vendor took it. Whether the mail arrives is between it and the user. */
  sent: true;
}

/** One page of a listing. */
export interface UserPage {
  /** The users of this page. */
  users: User[];
  /** How many users there are in all, where the provider says so. */
  total?: number;
  /** Where to go on: hand it to `list` as `cursor`. Absent on the last page. */
  cursor?: string;
}

/** The users of a tenant, read as you go. Each use of it reads anew; nothing is sent before the first. */
export interface UserList extends AsyncIterable<User> {
  /** The same page by page, with the total and a cursor. */
  pages(): AsyncIterable<UserPage>;
  /**
   * All of them in an array; with `limit`, at most so many. The fastest way to read a tenant: pages are under way all the time, while `for await` has
   * none under way as long as you have a user.
   */
  toArray(options?: {
    /** The most users to read. */
    limit?: number | undefined;
  }): Promise<User[]>;
}

/** The answer to a raw `request`. */
export interface RawResponse {
  /** The HTTP status. */
  status: number;
  /** The headers, names in lower case. */
  headers: Record<string, string>;
  /** The body: parsed if it is JSON, else text; `null` if there is none. */
  body: unknown;
}

/** What a connection can do, told before it is tried. */
export interface Capabilities {
  /** The kind of tenant. */
  provider: string;
  /** Each verb, and whether it is there. */
  verbs: Record<string, boolean>;
  /** Fields that `list` filters by. */
  filters: string[];
  /** Whether there are groups. */
  groups: boolean;
  /** Whether roles can be listed. */
  roles: boolean;
  /** The largest page that the server gives, in users. */
  pageSize: number;
  /** What the vendor's bulk endpoints take. */
  bulk: {
    /** Whether many users can be created by one request. */
    create: boolean;
    /** Whether many users can be deactivated by one request. */
    deactivate: boolean;
    /** The most operations in one request. */
    maxOperations?: number;
    /** The largest request, in bytes. */
    maxPayloadBytes?: number;
  };
}
