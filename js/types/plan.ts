/** A whole tenant against a roster: what is to be done, as JSON that a person can read, and what doing it gives. */

import type { Change, DeactivateResult, ProvisionResult, Warning } from "./result.js";
import type { Person, Who } from "./user.js";

/** What `plan` may touch, besides whom the roster names. Without it nobody is ever deactivated. */
export interface Policy {
  /**
   * The fields that are kept as the roster has them, where an account is there: `"title"`, `"role"`, `"groups"`, `"extra"`, or one vendor attribute,
   * `"extra.NAME"`. Default: those that each person gives. A new account gets all of the person.
   */
  fields?: string[] | undefined;
  /**
   * What becomes of active accounts in `scope` that nobody in the roster is: they stay as they are, or they are deactivated. Default `"ignore"`.
   * `"deactivate"` needs a scope, and a roster with somebody in it.
   */
  onMissing?: "ignore" | "deactivate" | undefined;
  /**
   * Which accounts are yours: those that fit every list given here, each by any of its entries. Nobody else is ever deactivated; whom the roster names
   * is kept right wherever the account is.
   */
  scope?:
    | {
        /** Domains, without case, and no domains below them: that of the userName if it has an "@", else that of the mail address. */
        domains?: string[] | undefined;
        /** Roles, by name or id. */
        roles?: string[] | undefined;
        /** Groups, by name or id. */
        groups?: string[] | undefined;
        /** Login names, without case. */
        userNames?: string[] | undefined;
      }
    | undefined;
  /** Accounts that are never deactivated, whatever the roster says. One that is nobody is a warning, `protected_not_found`. */
  protect?: Who[] | undefined;
  /**
   * How many accounts `apply` may deactivate without being told the plan's id: a whole number from 1. Default: 5 % of the active users in scope, rounded
   * down, but no more than 10 and no fewer than 1.
   */
  maxRemovals?: number | undefined;
}

/** What is to be done that a tenant fits a roster. Nothing was written for it. It is JSON, and may be kept, sent and read; changed, it is refused. */
export interface Plan {
  /** SHA-256 over the tenant and all that follows, in hex. Blanks and the order of keys make no difference to it. */
  id: string;
  /** The kind of tenant. */
  provider: string;
  /** The tenant: the connection's `name`, or its host. */
  tenant: string;
  /** When the tenant was read, RFC 3339. */
  readAt: string;
  /** Who isn't there yet. */
  create: {
    /** The person, as the roster has it. */
    person: Person;
  }[];
  /** Who is there, and off. The first of the changes is `active`. */
  reactivate: PlannedChange[];
  /** Who is there, and differs. */
  update: PlannedChange[];
  /** Who is there, in scope, and not in the roster. The one change is `active`. */
  deactivate: PlannedChange[];
  /** How many of the roster are there as asked. */
  unchanged: number;
  /** What keeps a roster that is half empty from switching off half a tenant. */
  guard: {
    /** How many accounts would be deactivated. */
    removals: number;
    /** How many may be without `confirm`: the policy's `maxRemovals`, or its default. */
    maxRemovals: number;
    /** Whether there are more: then `apply` asks for the plan's id. */
    tripped: boolean;
  };
  /** What to know besides: an account that is left out, a field that the tenant doesn't have or doesn't show. */
  warnings: Warning[];
}

/** An account that a plan changes. */
export interface PlannedChange {
  /** The tenant's own id. */
  id: string;
  /** The login name, as the plan saw it. */
  userName: string;
  /** The fields, as they were read and as they shall be. */
  changes: Change[];
}

/** What `apply` did with one entry of a plan. What somebody else has done meanwhile is `unchanged` or `already_inactive`. */
export type ApplyResult = ProvisionResult | DeactivateResult;
