/** The verbs on groups, as methods of `client.groups`. Each hands JSON to the core; nothing is decided here. */

import { about } from "./envelope.js";
import { reading } from "./json.js";
import type { CreateGroupResult, Group, MembersResult, RemoveGroupResult, RenameGroupResult, WhichGroup } from "./types/group.js";
import type { CallOptions, RemoveGroupOptions, WriteOptions } from "./types/options.js";
import type { Who } from "./types/user.js";

/** Calls a verb of the core. */
type Ask = <T>(operation: string, input: Record<string, unknown>, options: unknown) => Promise<T>;

/** The groups of a tenant. Each use of it reads anew; nothing is sent before the first. */
export interface GroupList extends AsyncIterable<Group> {
  /** All of them in an array. */
  toArray(): Promise<Group[]>;
}

/** What can be done with the groups of a tenant: `client.groups`. Zuora's REST API has none: `not_supported`. */
export class Groups {
  readonly #ask: Ask;

  /** @internal */
  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /**
   * The groups of the tenant: every one of them, or an error; never a quiet half. Reading it may reject with `incomplete_listing`.
   *
   * @example
   * for await (const group of zoom.groups.list()) console.log(group.name);
   */
  list(options?: CallOptions): GroupList {
    const read = () => this.#ask<Group[]>("groups.list", {}, options);
    return {
      async *[Symbol.asyncIterator]() {
        yield* await read();
      },
      toArray: read,
    };
  }

  /**
   * One group, with all its members where the tenant shows them. Rejects with `not_found` if it isn't there, `ambiguous_match` if
   * several have that name.
   *
   * @example
   * const { members } = await scim.groups.get({ name: "Sales" });
   */
  get(group: WhichGroup, options?: CallOptions): Promise<Group> {
    return this.#ask("groups.get", { group }, options);
  }

  /**
   * Makes a group with these members. If one of that name is there, it is taken and gets the members that it lacks: twice is the
   * same as once. Rejects with `not_found`, and writes nothing, if one of the members isn't there.
   *
   * @example
   * const { outcome, group } = await zoom.groups.create({ name: "Sales", members: ["jane@example.com"] });
   */
  async create(group: { name: string; members?: Who[] | undefined }, options?: WriteOptions): Promise<CreateGroupResult> {
    const input = about({ operation: "groups.create" }, () => reading("group", () => ({ ...group })));
    return this.#ask("groups.create", input, options);
  }

  /**
   * Gives a group another name. Rejects with `not_found` if it isn't there, `conflict` if another group has that name.
   *
   * @example
   * await zoom.groups.rename({ name: "Sales" }, "Sales EMEA");
   */
  rename(group: WhichGroup, name: string, options?: WriteOptions): Promise<RenameGroupResult> {
    return this.#ask("groups.rename", { group, name }, options);
  }

  /**
   * Removes a group for good; its members stay. `confirm` has to be its name, to the letter: otherwise it rejects with
   * `guard_tripped`, and nothing is removed.
   *
   * @example
   * await zoom.groups.remove({ name: "Sales" }, { confirm: "Sales" });
   */
  remove(group: WhichGroup, options: RemoveGroupOptions): Promise<RemoveGroupResult> {
    return this.#ask("groups.remove", { group }, options);
  }

  /**
   * Puts users into a group. Who is in it already stays in it. Rejects with `not_found`, and writes nothing, if the group or one of
   * the users isn't there.
   *
   * @example
   * const { changes } = await zoom.groups.addMembers("Sales", ["jane@example.com", { id: "u-042" }]);
   */
  addMembers(group: WhichGroup, members: Who[], options?: WriteOptions): Promise<MembersResult> {
    return this.#ask("groups.addMembers", { group, members }, options);
  }

  /**
   * Takes users out of a group. Who isn't in it stays out of it; who isn't in the tenant is a warning.
   *
   * @example
   * await zoom.groups.removeMembers("Sales", ["jane@example.com"]);
   */
  removeMembers(group: WhichGroup, members: Who[], options?: WriteOptions): Promise<MembersResult> {
    return this.#ask("groups.removeMembers", { group, members }, options);
  }
}
