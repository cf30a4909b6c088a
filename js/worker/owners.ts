/** Whose account it is, as far as this Worker has given it: kept by the tenant's object, so that nobody is handed a colleague's. */

import type { PersonChange } from "../index.js";
import type { HrAuditEntry } from "./options.js";
import type { ObjectState } from "./platform.js";

/** Whom a call is for. */
export type Tag = Pick<HrAuditEntry, "event" | "source" | "person">;

export class Owners {
  readonly #sql: ObjectState["storage"]["sql"];

  constructor({ sql }: ObjectState["storage"]) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS owners (account TEXT PRIMARY KEY, source TEXT NOT NULL, person TEXT NOT NULL)");
  }

  /** Keeps what was given; what was taken may be another's from then on. */
  note({ source = "", person = "" }: Tag, account: string | undefined, outcome: string, removal: boolean): void {
    if (account === undefined || outcome === "failed") return;
    if (removal) this.#sql.exec("DELETE FROM owners WHERE account = ? AND source = ? AND person = ?", account, source, person);
    else this.#sql.exec("INSERT OR REPLACE INTO owners (account, source, person) VALUES (?, ?, ?)", account, source, person);
  }

  /** Whether any account is known to be another's. */
  hasOthers({ source = "", person = "" }: Tag): boolean {
    return this.#sql.exec("SELECT 1 FROM owners WHERE source <> ? OR person <> ? LIMIT 1", source, person).toArray().length > 0;
  }

  /** Whether an account that was his is another's by now. Two HR systems may both know him. */
  isHandedOn({ source, person }: Tag, account: string): boolean {
    const owner = this.#of(account);
    return owner !== undefined && owner.source === source && owner.person !== person;
  }

  /** Whether an account that was found by a name is another's. Of another HR system's people it may be himself: if the mail address is his too. */
  isAnothers({ source, person }: Tag, user: { id: string; email?: string }, wanted: PersonChange): boolean {
    const owner = this.#of(user.id);
    if (owner === undefined || (owner.source === source && owner.person === person)) return false;
    const isSameMail = user.email !== undefined && user.email.toLowerCase() === wanted.email?.toLowerCase();
    return owner.source === source || !isSameMail;
  }

  #of(account: string): { source: string; person: string } | undefined {
    const [row] = this.#sql.exec("SELECT source, person FROM owners WHERE account = ?", account).toArray();
    return row as { source: string; person: string } | undefined;
  }
}
