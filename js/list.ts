/** A listing as JavaScript reads it: users one by one, pages, or an array. Knows nothing of how pages are found. */

import { about } from "./envelope.js";
import { invalidInput } from "./error.js";
import { object } from "./host.js";
import { isPlain, reading } from "./json.js";
import type { ListQuery } from "./types/options.js";
import type { UserList, UserPage } from "./types/result.js";
import type { User } from "./types/user.js";

/** Reads pages, from the first. Whoever stops early calls `return`, as `for await` does, and it lets go of what it holds. */
export type Pages = AsyncGenerator<UserPage, void, undefined>;

/** How a query is read: page by page, with nothing under way while the caller has one; or to the end, which is faster. */
export interface Reading {
  pages(query: ListQuery | undefined): Pages;
  all(query: ListQuery | undefined): Promise<User[]>;
}

/** The users that `query` asks for; `reading` reads them anew at each use. */
export class Users implements UserList {
  readonly #query: ListQuery | undefined;
  readonly #reading: Reading;

  constructor(query: ListQuery | undefined, reading: Reading) {
    this.#query = query;
    this.#reading = reading;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<User, undefined, undefined> {
    for await (const page of this.pages()) yield* page.users;
  }

  pages(): AsyncIterable<UserPage> {
    return { [Symbol.asyncIterator]: () => this.#reading.pages(this.#query) };
  }

  async toArray(options?: { limit?: number | undefined }): Promise<User[]> {
    const { limit } = about({ operation: "list" }, () => {
      const { limit, ...rest } = object(options);
      const unknown = Object.keys(rest)[0];
      if (unknown !== undefined) throw invalidInput(`options.${unknown}`, "is no option of toArray; a signal and a deadline go into list");
      return { limit };
    });
    return this.#reading.all(about({ operation: "list" }, () => reading("query", () => limited(this.#query, limit))));
  }
}

/** The query with the caller's limit, so that no page beyond it is asked for. Whether it is a good limit, the core says. */
function limited(query: ListQuery | undefined, limit: unknown): ListQuery | undefined {
  if (limit === undefined || limit === null || (query !== undefined && !isPlain(query))) return query;
  const own = query?.limit;
  const least = typeof own === "number" && typeof limit === "number" ? Math.min(own, limit) : limit;
  return { ...query, limit: least as number };
}
