/**
 * The Durable Object of the desk, one for the whole Worker: what people have to look at (dead letters, the attention list), and the brake on
 * removals. Every leaver passes here, nothing else does.
 */

import { DurableObject } from "cloudflare:workers";
import { bindings, type Config } from "./config.js";
import { runOf } from "./identity.js";
import type { DeadLetter, Failure, Notice } from "./options.js";
import { inTime } from "./patience.js";
import type { PersonStub } from "./person-calls.js";
import { type HrClass, type ObjectNamespace, type ObjectState, objectOf, type Remote } from "./platform.js";
import { isLost } from "./workflow-starts.js";

/** What could not be done, as the Queue carries it. */
export interface Failed {
  instance: string;
  object: string;
  source: string;
  person: string;
  /** Absent: it failed before it came to any tenant. */
  tenant?: string;
  /** Then it is the Workflow's run. */
  run?: number;
  removal?: boolean;
  error: Failure;
}

/** A leaver at the brake. */
export interface Removal {
  /** The Workflow that waits. */
  workflow: string;
  instance: string;
  source: string;
  person: string;
}

/** What the desk shows. */
export interface DeskView {
  deadLetters: DeadLetter[];
  attention: Notice[];
  removals: {
    /** Whether they wait until somebody releases them. */
    paused: boolean;
    /** Those that wait. */
    waiting: { event: string; source: string; person: string }[];
    /** Leavers in the last hour that went through. */
    lastHour: number;
    maxRemovals: number;
  };
}

/** What the object can be asked. */
export interface DeskCalls {
  mayRemove(removal: Removal): Promise<boolean>;
  notice(notice: Notice): Promise<void>;
  bury(failed: Failed): Promise<void>;
  view(): DeskView;
  send(id?: string): Promise<number>;
  drop(list: "dead-letters" | "attention", id: string): boolean;
  release(go: boolean): Promise<number>;
  withdraw(instances: string[]): Promise<number>;
}

/** The object over RPC. */
export type DeskStub = Remote<DeskCalls>;

/** What a Workflow at the brake waits for. */
export const RELEASED = "removals";
const HOUR_MS = 3_600_000;
/** What the ids of notices of dead letters begin with. */
const LETTERS = "dead_letter:";
/** The most entries that the desk shows of a list. */
const SHOWN = 500;

/** Makes the class. */
export function deskClass(config: Config): HrClass {
  return class HrDesk extends DurableObject<unknown> implements DeskCalls {
    constructor(ctx: ObjectState, env: unknown) {
      super(ctx, env);
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS letters (id TEXT PRIMARY KEY, at INTEGER NOT NULL, failed TEXT NOT NULL)");
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS notices (id TEXT PRIMARY KEY, at TEXT NOT NULL, notice TEXT NOT NULL)");
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS removals (instance TEXT PRIMARY KEY, at INTEGER NOT NULL)");
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS waiting (instance TEXT PRIMARY KEY, at INTEGER NOT NULL, removal TEXT NOT NULL)");
    }

    get #sql() {
      return this.ctx.storage.sql;
    }

    /** Whether this leaver may go now. If not, it waits, and so does every later one, until somebody releases them. */
    async mayRemove(removal: Removal): Promise<boolean> {
      const now = Date.now();
      const { instance, source, person } = removal;
      if (this.#sql.exec("SELECT 1 FROM removals WHERE instance = ?", instance).toArray().length > 0) return true;
      const paused = this.#count("waiting") > 0;
      if (!paused && this.#lastHour(now) < config.maxRemovals) {
        this.#sql.exec("INSERT INTO removals (instance, at) VALUES (?, ?)", instance, now);
        return true;
      }
      this.#sql.exec("INSERT OR REPLACE INTO waiting (instance, at, removal) VALUES (?, ?, ?)", instance, now, JSON.stringify(removal));
      if (!paused) {
        const message = `More than ${config.maxRemovals} leavers within an hour: this removal and all after it wait. Release or discard them at /desk/removals.`;
        const at = new Date(now).toISOString();
        await this.notice({ id: `removals_paused:${at}`, at, kind: "removals_paused", event: instance, source, person, message });
      }
      return false;
    }

    #lastHour(now: number): number {
      this.#sql.exec("DELETE FROM removals WHERE at < ?", now - HOUR_MS);
      return this.#count("removals");
    }

    #count(table: "waiting" | "removals"): number {
      return Number(this.#sql.exec(`SELECT COUNT(*) AS n FROM ${table}`).toArray()[0]?.n);
    }

    /** Lets go of all removals that wait, to be done or to be thrown away; counts anew. Gives how many there were. */
    async release(go: boolean): Promise<number> {
      // At once, so that who comes meanwhile is counted anew and not forgotten among those who wait.
      const rows = this.#sql.exec("DELETE FROM waiting RETURNING instance, at, removal").toArray();
      this.#sql.exec("DELETE FROM removals");
      return this.#letGo(rows, go);
    }

    /** Lets those go that were called off while they waited. The others wait on. */
    withdraw(instances: string[]): Promise<number> {
      const rows = instances.flatMap((one) =>
        this.#sql.exec("DELETE FROM waiting WHERE instance = ? RETURNING instance, at, removal", one).toArray(),
      );
      return this.#letGo(rows, false);
    }

    async #letGo(rows: Record<string, unknown>[], go: boolean): Promise<number> {
      const { HR_WORKFLOW } = bindings(this.env);
      let released = 0;
      for (const { instance, at, removal } of rows) {
        const { workflow } = JSON.parse(removal as string) as Removal;
        try {
          // One that was ended by hand waits for nothing: its person's object makes a dead letter of it.
          if (await isLost(HR_WORKFLOW, workflow)) continue;
          await (await HR_WORKFLOW.get(workflow)).sendEvent({ type: RELEASED, payload: { go } });
          released += 1;
        } catch (error) {
          console.error(`seatwarden: a removal could not be released, it waits on: ${String(error)} (event ${instance})`);
          this.#sql.exec("INSERT OR IGNORE INTO waiting (instance, at, removal) VALUES (?, ?, ?)", instance, at, removal);
        }
      }
      return released;
    }

    /** Puts something on the attention list, once. */
    async notice(notice: Notice): Promise<void> {
      if (this.#sql.exec("SELECT 1 FROM notices WHERE id = ?", notice.id).toArray().length > 0) return;
      this.#sql.exec("INSERT INTO notices (id, at, notice) VALUES (?, ?, ?)", notice.id, notice.at, JSON.stringify(notice));
      console.warn(`seatwarden: ${notice.kind}: ${notice.message} (event ${notice.event})`);
      // Leavers wait behind it, and deliveries.
      await inTime(() => config.notify(notice, this.env)).catch((error: unknown) =>
        console.error(`seatwarden: notify failed (${error instanceof Error ? error.name : typeof error})`),
      );
    }

    /** Keeps what was given up, and tells people: once an hour, however many there are, and of none twice. */
    async bury(failed: Failed): Promise<void> {
      const { instance, source, person, tenant, error } = failed;
      const [id, now] = [letterOf(failed), Date.now()];
      const isNew = this.#sql.exec("SELECT 1 FROM letters WHERE id = ?", id).toArray().length === 0;
      this.#sql.exec("INSERT OR REPLACE INTO letters (id, at, failed) VALUES (?, ?, ?)", id, now, JSON.stringify(failed));
      const what = `${tenant ?? "before any tenant"}: ${error.code}`;
      console.error(`seatwarden: given up: ${what} (event ${instance})`);
      if (!isNew || this.#toldSince(new Date(now - HOUR_MS).toISOString())) return;
      const at = new Date(now).toISOString();
      const message = `Given up: ${what}. It is a dead letter at /desk, and so is what else is given up within the hour`;
      const notice = { id: `${LETTERS}${at}`, at, kind: "dead_letter", event: instance, source, person, message } as const;
      await this.notice(tenant === undefined ? notice : { ...notice, tenant });
    }

    /** Whether people were told of a dead letter after `at`, and have left that on the list. */
    #toldSince(at: string): boolean {
      return this.#sql.exec("SELECT 1 FROM notices WHERE id GLOB ? AND at > ?", `${LETTERS}*`, at).toArray().length > 0;
    }

    /** Without a dead letter there is nothing to be told of. */
    #clear(): void {
      const [letter] = this.#sql.exec("SELECT 1 FROM letters LIMIT 1").toArray();
      if (letter === undefined) this.#sql.exec("DELETE FROM notices WHERE id GLOB ?", `${LETTERS}*`);
    }

    /** What there is to look at. */
    view(): DeskView {
      const letters = this.#sql.exec("SELECT id, at, failed FROM letters ORDER BY at LIMIT ?", SHOWN).toArray();
      const notices = this.#sql.exec("SELECT notice FROM notices ORDER BY at LIMIT ?", SHOWN).toArray();
      const waiting = this.#sql.exec("SELECT removal FROM waiting ORDER BY at LIMIT ?", SHOWN).toArray();
      const asked = waiting.map(({ removal }) => JSON.parse(removal as string) as Removal);
      return {
        deadLetters: letters.map(({ id, at, failed }) => shown(String(id), Number(at), JSON.parse(failed as string))),
        attention: notices.map(({ notice }) => JSON.parse(notice as string)),
        removals: {
          paused: waiting.length > 0,
          waiting: asked.map(({ instance, source, person }) => ({ event: instance, source, person })),
          lastHour: this.#lastHour(Date.now()),
          maxRemovals: config.maxRemovals,
        },
      };
    }

    /** Sends a dead letter again, or all of them. Gives how many. */
    async send(id?: string): Promise<number> {
      const rows =
        id === undefined
          ? this.#sql.exec("SELECT id, failed FROM letters ORDER BY at").toArray()
          : this.#sql.exec("SELECT id, failed FROM letters WHERE id = ?", id).toArray();
      const { HR_FAILED, HR_PERSON } = bindings(this.env);
      for (const row of rows) {
        const failed = JSON.parse(row.failed as string) as Failed;
        if (failed.tenant !== undefined) await HR_FAILED.send(failed);
        else await (objectOf(HR_PERSON as ObjectNamespace<unknown>, failed.object) as PersonStub).again(failed.instance);
        this.#sql.exec("DELETE FROM letters WHERE id = ?", row.id);
      }
      this.#clear();
      return rows.length;
    }

    /** Takes an entry off a list. */
    drop(list: "dead-letters" | "attention", id: string): boolean {
      const table = list === "attention" ? "notices" : "letters";
      const gone = this.#sql.exec(`DELETE FROM ${table} WHERE id = ? RETURNING id`, id).toArray().length > 0;
      this.#clear();
      return gone;
    }
  };
}

/** The desk. */
export function deskOf(env: unknown): DeskStub {
  return objectOf(bindings(env).HR_DESK as ObjectNamespace<unknown>, "desk") as DeskStub;
}

/** Puts something on the attention list. */
export async function tell(env: unknown, notices: Notice[]): Promise<void> {
  for (const notice of notices) await deskOf(env).notice(notice);
}

/** The workflow of a leaver's event. */
export function removalOf(workflow: { instance: string; run: number }, source: string, person: string): Removal {
  return { workflow: runOf(workflow.instance, workflow.run), instance: workflow.instance, source, person };
}

function letterOf({ instance, tenant }: Failed): string {
  return `${instance}:${tenant ?? ""}`;
}

function shown(id: string, at: number, { instance, source, person, tenant, error }: Failed): DeadLetter {
  const letter = { id, at: new Date(at).toISOString(), event: instance, source, person, error };
  return tenant === undefined ? letter : { ...letter, tenant };
}
