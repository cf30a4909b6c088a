/** Records on their way to the user's sink, kept in an object's own SQLite until the sink has them. Decides nothing, and sets no alarm. */

import { inTime } from "./patience.js";
import type { ObjectState } from "./platform.js";

/** After a sink that failed, in milliseconds: doubled each time, and up to twice as long, since all objects' records may have failed together. */
const AGAIN_MS = 1_000;
const LONGEST_MS = 60_000;

export class Outbox<T extends { id: string }> {
  readonly #sql: ObjectState["storage"]["sql"];

  constructor({ sql }: ObjectState["storage"]) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, record TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0)");
  }

  /** Keeps a record, in place of an earlier one with the same id. */
  put(record: T): void {
    this.#sql.exec("INSERT OR REPLACE INTO outbox (id, record) VALUES (?, ?)", record.id, JSON.stringify(record));
  }

  isEmpty(): boolean {
    return this.#sql.exec("SELECT 1 FROM outbox LIMIT 1").toArray().length === 0;
  }

  /** Hands over what there is, so many at once, oldest first. Gives when to try again, in milliseconds since 1970, if the sink didn't take it. */
  async handOver(most: number, send: (records: T[]) => Promise<void>): Promise<number | undefined> {
    for (;;) {
      const rows = this.#sql.exec("SELECT id, record, tries FROM outbox ORDER BY rowid LIMIT ?", most).toArray();
      if (rows.length === 0) return undefined;
      try {
        // The object's alarm does other things too.
        await inTime(() => send(rows.map(({ record }) => JSON.parse(record as string))));
      } catch (error) {
        console.error("seatwarden: the sink took no records, they will be handed over again:", String(error));
        for (const { id } of rows) this.#sql.exec("UPDATE outbox SET tries = tries + 1 WHERE id = ?", id);
        const tries = Math.max(...rows.map((row) => Number(row.tries)));
        return Date.now() + Math.min(AGAIN_MS * 2 ** tries, LONGEST_MS) * (1 + Math.random());
      }
      // Where a newer one has come meanwhile, that one is still to go.
      for (const { id, record } of rows) this.#sql.exec("DELETE FROM outbox WHERE id = ? AND record = ?", id, record);
    }
  }
}
