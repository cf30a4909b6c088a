/** A listing as JavaScript reads it: users one by one, pages, or an array. Knows nothing of how pages are found. */

import { about } from "./envelope.js";
import { object } from "./host.js";
import { isPlain } from "./json.js";
import type { ListQuery } from "./types/options.js";
import type { UserList, UserPage } from "./types/result.js";
import type { User } from "./types/user.js";

/** Reads pages, from the first. Whoever stops early calls `return`, as `for await` does, and it lets go of what it holds. */
export type Pages = AsyncGenerator<UserPage, void, undefined>;

/** The users that `query` asks for; `read` reads them anew at each use. */
export class Users implements UserList {
  readonly #query: ListQuery | undefined;
  readonly #read: (query: ListQuery | undefined) => Pages;

  constructor(query: ListQuery | undefined, read: (query: ListQuery | undefined) => Pages) {
    this.#query = query;
    this.#read = read;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<User, undefined, undefined> {
    for await (const page of this.#read(this.#query)) yield* page.users;
  }

  pages(): AsyncIterable<UserPage> {
    return { [Symbol.asyncIterator]: () => this.#read(this.#query) };
  }

  async toArray(options?: { limit?: number }): Promise<User[]> {
    const { limit } = about({ operation: "list" }, () => object(options));
    const all: User[] = [];
    for await (const page of this.#read(limited(this.#query, limit))) {
      for (const user of page.users) all.push(user);
    }
    return all;
  }
}

/** The query with the caller's limit, so that no page beyond it is asked for. Whether it is a good limit, the core says. */
function limited(query: ListQuery | undefined, limit: unknown): ListQuery | undefined {
  if (limit === undefined || (query !== undefined && !isPlain(query))) return query;
  const own = query?.limit;
  const least = typeof own === "number" && typeof limit === "number" ? Math.min(own, limit) : limit;
  return { ...query, limit: least as number };
}
