/** Groups: what they are, how you point at one, and what verbs on them resolve with. */

import type { Change, Warning } from "./result.js";
import type { OneOf } from "./user.js";

/** A group of users. */
export interface Group {
  /** The group's id. */
  id: string;
  /** Its name. SCIM: `displayName`. */
  name: string;
  /** Who is in it; absent where the tenant doesn't show that (Zoom never does). `get` gives all of them, `list` what its rows show. */
  members?: GroupMember[];
  /** The vendor's record. */
  raw: unknown;
}

/** Somebody in a group. */
export interface GroupMember {
  /** The user's id; a group's, where groups may be in groups. */
  id: string;
  /** The name that is shown. */
  display?: string;
}

/** What a group can be pointed at by. */
interface GroupPointers {
  /** The tenant's own id. */
  id: string;
  /** The name: one to the letter wins, a single one that differs by case matches. */
  name: string;
}

/** How you point at a group: one pointer. A plain string is its id, and only if no group has that id, its name. */
export type WhichGroup = string | OneOf<GroupPointers>;

/** What a write to a group did. `O` lists the outcomes that its verb has. */
export interface GroupResult<O extends string, G extends Group | null = Group> {
  /** What was done, in one word. */
  outcome: O;
  /** Whether this was a dry run: nothing was written, and `outcome` says what would have been. */
  dryRun: boolean;
  /** The group afterwards; `null` if there is none. In a dry run: as it is now. */
  group: G;
  /** What changed: `name`, and `members` by their ids (`to` came in, `from` went out). */
  changes: Change[];
  /** What to know beyond the outcome. */
  warnings: Warning[];
  /** Requests that were sent for the call, those for a token not counted. */
  attempts: number;
  /** The vendor's ids of those requests, for its support. */
  requestIds: string[];
}

/** What `groups.create` did: a group of that name that is there gets the members that it lacks. */
export type CreateGroupResult = GroupResult<"created", Group | null> | GroupResult<"updated" | "unchanged">;

/** What `groups.rename` did. */
export type RenameGroupResult = GroupResult<"renamed" | "unchanged">;

/** What `groups.remove` did. No such group is an outcome, not an error. */
export type RemoveGroupResult = GroupResult<"removed", Group | null> | GroupResult<"not_found", null>;

/** What `groups.addMembers` and `groups.removeMembers` did. */
export type MembersResult = GroupResult<"updated" | "unchanged">;
