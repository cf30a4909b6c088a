/**
 * The Durable Object of a person: the only place where his events are told apart, put in order and remembered, and where it is known which
 * account is his in each tenant. It starts the Workflows, by its alarm, so that what was accepted is begun whatever ends in between, and hands
 * the records of his events to the sink likewise: no event waits for the sink. Speaks to no tenant.
 */

import { DurableObject } from "cloudflare:workers";
import type { Who } from "../index.js";
import { bindings, type Config } from "./config.js";
import { tell } from "./desk.js";
import { runOf } from "./identity.js";
import { noticeOf, SECOND_LEAVING } from "./notices.js";
import type { Failure, HrOutcome, Resolved, TenantOutcome } from "./options.js";
import {
  type Arrival,
  calledOff,
  complete,
  decide,
  type Entry,
  isDoubtful,
  isNoShow,
  isRepeat,
  isTooLate,
  joins,
  learn,
  onTheDay,
  outcomeOf,
  personIn,
  replaced,
  stands,
  takeBack,
  type Void,
} from "./order.js";
import { Outbox } from "./outbox.js";
import type { Begun, Decided, Entered, PersonCalls } from "./person-calls.js";
import type { HrClass, ObjectState } from "./platform.js";
import { Shelf } from "./shelf.js";
import { momentOf } from "./time.js";
import { distinct, whosOf } from "./whos.js";
import { isLost, start } from "./workflow-starts.js";

/** So long after its time a Workflow that has said nothing is looked after, in milliseconds. */
const LOOK_AFTER_MS = 3_600_000;
/** After a start that failed, in milliseconds, and up to twice that: many may have failed together. */
const START_AGAIN_MS = 5_000;

/** Makes the class. */
export function personClass(config: Config): HrClass {
  return class HrPerson extends DurableObject<unknown> implements PersonCalls {
    readonly #shelf: Shelf;
    readonly #outbox: Outbox<HrOutcome>;

    constructor(ctx: ObjectState, env: unknown) {
      super(ctx, env);
      this.#shelf = new Shelf(ctx.storage);
      this.#outbox = new Outbox(ctx.storage);
    }

    /** Takes an event, once. It is kept when this resolves, and will be begun. */
    async accept(arrival: Arrival): Promise<"new" | "known"> {
      const known = this.ctx.storage.transactionSync(() => {
        const before = this.#shelf.latest(arrival.instance);
        const book = this.#shelf.book();
        if (before !== undefined && isRepeat(before, arrival, book.seq)) return { before, isDoubtful: isDoubtful(book, before, arrival) };
        this.#shelf.forgetOld(arrival.received);
        book.seq += 1;
        this.#shelf.keepBook(book);
        const moment = momentOf(arrival.event, arrival.received, config.calendar);
        // A change is thin unless it says that he is active.
        const employed = arrival.event.type === "mover" && !arrival.event.thin ? { employed: true } : {};
        const instance = before === undefined ? arrival.instance : `${arrival.instance}_${book.seq}`;
        this.#put({ ...arrival, instance, ...moment, ...employed, seq: book.seq, state: "new", run: 1, results: {} });
        return undefined;
      });
      if (known !== undefined) {
        if (known.isDoubtful) await tell(this.env, [noticeOf(known.before, "duplicate_ignored", SECOND_LEAVING)]);
        return "known";
      }
      await this.ctx.storage.setAlarm(Date.now());
      return "new";
    }

    #entry(instance: string): Entry {
      const entry = this.#shelf.entry(instance);
      if (entry === undefined) throw new Error(`nothing is known of the event ${instance}`);
      return entry;
    }

    /** Keeps an event that came, or of which more is known, and settles what it means for those that wait; their records say so. */
    #put(entry: Entry): void {
      const others = this.#shelf.unsettled();
      const book = this.#shelf.book();
      const isCancellation = entry.event.type === "cancelled";
      const gone = isCancellation
        ? calledOff(book, entry, others)
        : entry.asks || entry.void !== undefined
          ? []
          : replaced(book, entry, others);
      // The latest first: what it says was known before is what the one before it said.
      for (const one of gone.sort((left, right) => right.seq - left.seq)) {
        one.void = isCancellation ? "cancelled" : "overtaken";
        takeBack(book, one);
        this.#shelf.keep(one);
        if (one.instance === entry.instance) entry.void = one.void;
        else this.#outbox.put(outcomeOf(one));
      }
      if (gone.length > 0) this.#shelf.keepBook(book);
      const off = gone.map(({ instance }) => instance).filter((instance) => instance !== entry.instance);
      if (isCancellation || off.length > 0) entry.calledOff = off;
      this.#shelf.keep(entry);
    }

    /** Has the alarm hand over what the sink hasn't got. */
    async #handOver(): Promise<void> {
      if (!this.#outbox.isEmpty()) await this.ctx.storage.setAlarm(Date.now());
    }

    /** Keeps the record of an event as it is, for the sink. */
    async record(instance: string): Promise<void> {
      this.#outbox.put(outcomeOf(this.#entry(instance)));
      await this.#handOver();
    }

    /** What a Workflow begins with. */
    begin(instance: string): Begun {
      const entry = this.#entry(instance);
      entry.state = entry.state === "new" ? "waiting" : entry.state;
      this.#shelf.keep(entry);
      return this.#begun(entry);
    }

    #begun({ event, source, person, asks, asked, due, void: why, takenBack = false, calledOff: off = [], tries = 0 }: Entry): Begun {
      const late = isTooLate(this.#shelf.book(), event);
      const takenIn = late && event.type === "cancelled" && event.cancels !== "joiner" ? this.#takenIn() : [];
      const told = {
        event,
        source,
        person,
        asks,
        tries,
        asked: asked !== undefined,
        due,
        now: Date.now(),
        takenBack,
        calledOff: off,
        late,
        takenIn,
      };
      return why === undefined ? told : { ...told, void: why };
    }

    /** Where the leaver who is told of last has lost his seat. */
    #takenIn(): string[] {
      const { presence } = this.#shelf.book();
      const leaver = this.#shelf.all().find(({ seq }) => seq === presence?.seq);
      return Object.values(leaver?.results ?? {})
        .filter(({ outcome }) => TAKEN.has(outcome))
        .map(({ tenant }) => tenant);
    }

    /** Takes what the HR system said. */
    async resolved(instance: string, resolved: Resolved): Promise<Begun> {
      const entry = this.#entry(instance);
      entry.event = complete(entry.event, resolved);
      entry.asks = false;
      entry.asked = Date.now();
      if (resolved.employed !== undefined) entry.employed = resolved.employed;
      const { startsAt } = resolved;
      if (startsAt !== undefined && !Number.isNaN(Date.parse(startsAt))) {
        const joining = { type: "joiner", effectiveAt: startsAt } as const;
        const start = momentOf(joining, entry.received, config.calendar);
        if (joins(this.#shelf.book(), entry, start, this.#shelf.open(), entry.asked)) entry.event = { ...entry.event, ...joining };
      }
      Object.assign(entry, momentOf(entry.event, entry.received, config.calendar));
      // Whatever date it gives him: he was asked about just now, and isn't employed.
      if (resolved.employed === false && entry.due <= entry.received) entry.at = Math.max(entry.at, entry.asked);
      entry.dated = resolved.effectiveAt !== undefined;
      // A record of somebody who has long left, say, that was brought over from another system.
      if (resolved.employed === false && entry.event.type === "joiner" && entry.due <= entry.asked) entry.void ??= "not_employed";
      this.ctx.storage.transactionSync(() => this.#put(entry));
      await this.#handOver();
      return this.#begun(entry);
    }

    /** Takes what the HR system says when the day has come: the person as he is now, and whether the event holds. */
    async refresh(instance: string, said: Resolved | null): Promise<Begun> {
      const entry = this.#entry(instance);
      if (entry.void !== undefined) return this.#begun(entry);
      const { effectiveAt, person, who, employed } = said ?? {};
      const { type } = entry.event;
      const moment = effectiveAt === undefined ? undefined : momentOf({ type, effectiveAt }, entry.received, config.calendar);
      const turn = onTheDay(entry, said, moment, Date.now());
      if (said !== null) {
        const date = turn === "later" && effectiveAt !== undefined ? { effectiveAt } : {};
        entry.event = complete(entry.event, { ...date, ...(person !== undefined && { person }), ...(who !== undefined && { who }) });
        entry.asked = Date.now();
        if (employed !== undefined) entry.employed = employed;
        if (effectiveAt !== undefined) entry.dated = true;
      }
      if (turn === "later") {
        Object.assign(entry, moment);
        this.ctx.storage.transactionSync(() => this.#put(entry));
        await this.#handOver();
      } else {
        if (turn !== undefined) Object.assign(entry, { void: turn, takenBack: turn !== "unresolved" });
        this.#shelf.keep(entry);
      }
      return this.#begun(entry);
    }

    /** Says what an event whose time has come amounts to. */
    decide(instance: string): Decided {
      const entry = this.#entry(instance);
      const book = this.#shelf.book();
      if (entry.void === undefined && isNoShow(book, entry)) entry.noShow = true;
      const why = decide(book, entry, this.#shelf.open(), Date.now());
      if (why !== undefined) entry.void = why;
      entry.state = "decided";
      this.ctx.storage.transactionSync(() => {
        this.#shelf.keepBook(book);
        this.#shelf.keep(entry);
      });
      const decided = { event: entry.event, person: personIn(book), accounts: book.accounts, noShow: entry.noShow === true };
      return why === undefined ? decided : { ...decided, void: why };
    }

    /** Says whether an event still stands, just before a tenant acts on it. With `seat`, an account may be there from now on. */
    enter(instance: string, tenant: string, seat: boolean): Entered {
      const entry = this.#entry(instance);
      const book = this.#shelf.book();
      learn(book, entry);
      const holds = stands(book, entry);
      const account = book.accounts[tenant];
      if (holds && seat) book.accounts[tenant] = { ...account, active: true };
      this.#shelf.keepBook(book);
      const person = personIn(book);
      const { event, source, person: name } = entry;
      return {
        stands: holds,
        unsure: entry.void !== undefined && entry.results[tenant]?.error?.code === "outcome_unknown",
        source,
        name,
        event,
        person,
        employed: book.presence?.employed === true,
        ...(account?.id !== undefined && { account: account.id }),
        whos: whosOf(event, person),
        tried: account?.tried ?? [],
      };
    }

    /** Keeps the names of an account that is about to be made: if the answer is lost, it is known by them, whatever he is called by then. */
    attempt(tenant: string, whos: Who[]): void {
      const book = this.#shelf.book();
      const account = book.accounts[tenant] ?? { active: true };
      if (account.id !== undefined) return;
      book.accounts[tenant] = { ...account, tried: distinct([...(account.tried ?? []), ...whos]) };
      this.#shelf.keepBook(book);
    }

    /** Keeps what became of an event in a tenant. Says whether it was called off, or put off, while a seat was being taken. */
    async leave(instance: string, result: TenantOutcome, account?: string): Promise<boolean> {
      const entry = this.#entry(instance);
      entry.results[result.tenant] = result;
      const book = this.#shelf.book();
      const before = book.accounts[result.tenant];
      if (REMOVED.has(result.outcome)) {
        if (account !== undefined) book.accounts[result.tenant] = { id: account, active: false };
        else if (before !== undefined) book.accounts[result.tenant] = { ...before, active: false };
      } else if (account !== undefined) book.accounts[result.tenant] = { id: account, active: true };
      this.ctx.storage.transactionSync(() => {
        this.#shelf.keep(entry);
        this.#shelf.keepBook(book);
        // The Queue's doing; a Workflow's comes into the record with its end.
        if (entry.state === "done") this.#outbox.put(outcomeOf(entry));
      });
      await this.#handOver();
      return entry.void !== undefined && TAKEN.has(result.outcome);
    }

    /** Keeps that the seats in these tenants were to be taken, and weren't. */
    discard(instance: string, tenants: string[]): void {
      const entry = this.#entry(instance);
      for (const tenant of tenants) entry.results[tenant] = { tenant, outcome: "discarded" };
      this.#shelf.keep(entry);
    }

    /** Ends an event, and gives its outcome in one word. */
    async finish(instance: string, why?: Void, error?: Failure): Promise<HrOutcome["outcome"]> {
      const entry = this.#entry(instance);
      entry.state = "done";
      // What was called off at the brake stays so.
      if (why !== undefined) entry.void ??= why;
      if (error !== undefined) entry.error = error;
      if (why === "discarded") {
        const book = this.#shelf.book();
        takeBack(book, entry);
        this.#shelf.keepBook(book);
      }
      this.#shelf.keep(entry);
      await this.record(instance);
      return outcomeOf(entry).outcome;
    }

    /** Whether an event has become void. */
    isVoid(instance: string): boolean {
      return this.#entry(instance).void !== undefined;
    }

    /** Has an event done again from its beginning, by another Workflow: who was asked about is asked about again. */
    again(instance: string): Promise<void> {
      return this.#again(this.#entry(instance), 0);
    }

    async #again({ error: _, ...entry }: Entry, tries: number): Promise<void> {
      this.#shelf.keep({ ...entry, tries, run: entry.run + 1, state: "new", asks: entry.asks || entry.asked !== undefined });
      await this.ctx.storage.setAlarm(Date.now());
    }

    /** Has an event done again whose `run` has failed before it came to any tenant, unless it is void by now. Gives false as long as that run is under way. */
    async retry(instance: string, run: number): Promise<boolean> {
      const entry = this.#entry(instance);
      // A message of the Queue may come twice.
      if (entry.run !== run || entry.void !== undefined) return true;
      if (entry.state !== "done") return false;
      await this.#again(entry, (entry.tries ?? 0) + 1);
      return true;
    }

    /** Begins what is new, looks after what should long be done, and hands the sink what it hasn't got. */
    async alarm(): Promise<void> {
      const now = Date.now();
      let next = Number.POSITIVE_INFINITY;
      for (const entry of this.#shelf.open()) {
        const wake = await this.#attend(entry, now).catch((error: unknown) => {
          console.error("seatwarden: an event could not be begun, it will be tried again:", String(error));
          return now + START_AGAIN_MS * (1 + Math.random());
        });
        next = Math.min(next, wake ?? Number.POSITIVE_INFINITY);
      }
      const again = await this.#outbox.handOver(1, async ([record]) => config.sink(this.env).outcome(record as HrOutcome));
      next = Math.min(next, again ?? Number.POSITIVE_INFINITY);
      const set = await this.ctx.storage.getAlarm();
      if (Number.isFinite(next) && (set === null || set > next)) await this.ctx.storage.setAlarm(next);
    }

    /** Does what an open event needs, and says when to look again. */
    async #attend(entry: Entry, now: number): Promise<number | undefined> {
      const { instance, object, source, person, event, due, state, run } = entry;
      const { HR_WORKFLOW, HR_DEAD } = bindings(this.env);
      if (event.type === "ping" || event.type === "other") {
        await this.finish(instance, "ignored");
        return undefined;
      }
      if (state === "new") {
        await start(HR_WORKFLOW, runOf(instance, run), { instance, object, run });
        return Math.max(due, now) + LOOK_AFTER_MS;
      }
      if (now < due + LOOK_AFTER_MS / 2) return due + LOOK_AFTER_MS;
      if (!(await isLost(HR_WORKFLOW, runOf(instance, run)))) return now + LOOK_AFTER_MS;
      const error: Failure = { code: "internal", message: "The Workflow has ended without an outcome", retryable: true };
      await HR_DEAD.send({ instance, object, source, person, error });
      await this.finish(instance, undefined, error);
      return undefined;
    }
  };
}

/** Outcomes after which there is no seat. */
const REMOVED: ReadonlySet<string> = new Set(["deactivated", "already_inactive", "not_found"]);
/** Outcomes after which a seat that was there isn't any more. */
const TAKEN: ReadonlySet<string> = new Set(["deactivated", "already_inactive"]);
