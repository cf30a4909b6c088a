/** Where a person's object keeps the book and the events: one row each, in its own SQLite. Decides nothing. */

import { BLANK, type Book, type Entry, outcomeOf } from "./order.js";
import type { ObjectState } from "./platform.js";

/** So long an event's id is remembered after it was done: longer than any vendor delivers again, and longer than a year's notice. */
const KEPT_MS = 400 * 86_400_000;

export class Shelf {
  readonly #storage: ObjectState["storage"];

  constructor(storage: ObjectState["storage"]) {
    this.#storage = storage;
    storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS events (instance TEXT PRIMARY KEY, state TEXT NOT NULL, received INTEGER NOT NULL, entry TEXT NOT NULL)",
    );
    storage.sql.exec("CREATE TABLE IF NOT EXISTS book (id INTEGER PRIMARY KEY CHECK (id = 0), book TEXT NOT NULL)");
  }

  book(): Book {
    const [row] = this.#storage.sql.exec("SELECT book FROM book").toArray();
    return row === undefined ? structuredClone(BLANK) : JSON.parse(row.book as string);
  }

  keepBook(book: Book): void {
    this.#storage.sql.exec("INSERT OR REPLACE INTO book (id, book) VALUES (0, ?)", JSON.stringify(book));
  }

  entry(instance: string): Entry | undefined {
    const [row] = this.#storage.sql.exec("SELECT entry FROM events WHERE instance = ?", instance).toArray();
    return row === undefined ? undefined : JSON.parse(row.entry as string);
  }

  /** The latest of those that have this id: the same words may come again and mean it. */
  latest(instance: string): Entry | undefined {
    const [row] = this.#storage.sql
      .exec("SELECT entry FROM events WHERE instance = ? OR instance GLOB ? ORDER BY received DESC LIMIT 1", instance, `${instance}_*`)
      .toArray();
    return row === undefined ? undefined : JSON.parse(row.entry as string);
  }

  /** Those that aren't done. */
  open(): Entry[] {
    return this.#storage.sql
      .exec("SELECT entry FROM events WHERE state <> 'done' ORDER BY received")
      .toArray()
      .map((row) => JSON.parse(row.entry as string));
  }

  /** Those that aren't done, and those that failed: they may still be. */
  unsettled(): Entry[] {
    return this.all().filter((one) => one.state !== "done" || outcomeOf(one).outcome === "failed");
  }

  all(): Entry[] {
    return this.#storage.sql
      .exec("SELECT entry FROM events ORDER BY received")
      .toArray()
      .map((row) => JSON.parse(row.entry as string));
  }

  keep(entry: Entry): void {
    const { instance, state, received } = entry;
    this.#storage.sql.exec(
      "INSERT OR REPLACE INTO events (instance, state, received, entry) VALUES (?, ?, ?, ?)",
      instance,
      state,
      received,
      JSON.stringify(entry),
    );
  }

  forgetOld(now: number): void {
    this.#storage.sql.exec("DELETE FROM events WHERE state = 'done' AND received < ?", now - KEPT_MS);
  }
}
