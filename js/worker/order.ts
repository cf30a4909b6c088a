/**
 * What a person's events amount to, in whatever order they came. Pure: data in, data out; knows no storage, no tenant and no clock.
 *
 * Whether he is employed is told by the latest joiner or leaver, by effective time. Each field is told by the latest event that names it: a
 * change is of the time when it takes effect; what comes along with a joiner or a leaver is no newer than his day, nor than the delivery; what
 * the HR system was asked for is of the time when it was asked.
 */

import type { LifecycleEvent, PersonChange, Who } from "../index.js";
import type { Failure, HrOutcome, Resolved, TenantOutcome } from "./options.js";
import type { Moment } from "./time.js";

/** A place in the order: by time, then by arrival. */
export interface Stamp {
  at: number;
  seq: number;
}

/** Why an event is not acted upon; absent: it is. */
export type Void = Exclude<HrOutcome["outcome"], "done" | "failed" | "waiting">;

/** A delivery's event on its way into the order. */
export interface Arrival {
  instance: string;
  source: string;
  /** The HR system's id of the person. */
  person: string;
  /** The name of the person's object. */
  object: string;
  event: LifecycleEvent;
  /** Whether the HR system is to be asked first. */
  asks: boolean;
  /** Whether its id is made of its words, and these tell no time: a redelivery looks like a second event. */
  nameless?: boolean;
  received: number;
}

/** One event of a person. */
export interface Entry extends Arrival, Moment {
  seq: number;
  /** `new`: no Workflow yet. `waiting`: for its day. `decided`: its time has come. `done`: its outcome is known. */
  state: "new" | "waiting" | "decided" | "done";
  void?: Void;
  /** When it was asked last: the person is as he was then. */
  asked?: number;
  /** What the HR system said of his employment. */
  employed?: boolean;
  /** Whether the HR system, and not the delivery alone, gave the date. */
  dated?: boolean;
  /** A leaver's: what was known of his employment before his time had come. */
  before?: Book["presence"];
  /** Whether it is void because the HR system said otherwise by the time. */
  takenBack?: boolean;
  /** Whether it is void because he was told to leave before his first day. */
  noShow?: boolean;
  /** How often a Workflow was started for it. */
  run: number;
  /** How often of these the Queue had it done again, since people had a say in it last. */
  tries?: number;
  results: Record<string, TenantOutcome>;
  error?: Failure;
  /** The events that it called off, or replaced. */
  calledOff?: string[];
}

/** What is known of the person. */
export interface Book {
  seq: number;
  fields: Record<string, Stamp & { value: unknown }>;
  /** Whether he is employed. `seen`: because a change said so in passing, not because he joined. */
  presence: (Stamp & { employed: boolean; seen?: true }) | null;
  /** His accounts by tenant. `active` as far as this Worker knows; without `id`, one is being made. */
  accounts: Record<string, Held>;
}

/** An account of his. */
export interface Held {
  id?: string;
  active: boolean;
  /** By what names one may have been made, as long as nobody knows its id: the answer may have been lost. */
  tried?: Who[];
}

/** A person of whom nothing is known. */
export const BLANK: Book = { seq: 0, fields: {}, presence: null, accounts: {} };

/** Whether `one` comes after `other`. */
export function isAfter(one: Stamp, other: Stamp): boolean {
  return one.at !== other.at ? one.at > other.at : one.seq > other.seq;
}

/** So long the same nameless words count as a redelivery, whatever came in between: longer than is known of any vendor whose words tell no time. */
const REDELIVERED_MS = 24 * 3_600_000;

/** Whether a delivery is that of `known`, which has its id, and not a second event in the same words. `seq`: that of the person's latest event. */
export function isRepeat(known: Entry, { nameless, event, asks, received }: Arrival, seq: number): boolean {
  if (nameless !== true) return true;
  // "Something has changed": once the HR system was asked about the one, there may be more to ask about.
  if (event.type === "mover" && asks) return known.asks;
  return known.seq === seq || received - known.received < REDELIVERED_MS;
}

/** Whether what counts as a redelivery may well be a second leaving: he has come back since. */
export function isDoubtful({ presence }: Book, known: Entry, { nameless, event }: Arrival): boolean {
  return nameless === true && event.type === "leaver" && presence?.employed === true && presence.seq > known.seq;
}

/** Takes what the HR system said into the event. A change to somebody who isn't employed is his leaving. */
export function complete(event: LifecycleEvent, resolved: Resolved): LifecycleEvent {
  const { effectiveAt, person, who, employed } = resolved;
  const type = resolved.type ?? (event.type === "mover" && employed === false ? "leaver" : event.type);
  const whole = { ...event.person, ...person } as LifecycleEvent["person"];
  return {
    ...event,
    type,
    ...(effectiveAt !== undefined && { effectiveAt }),
    ...(whole !== undefined && { person: whole }),
    ...(who !== undefined && { who }),
  };
}

/**
 * Which events `entry` replaces, or `entry` itself if a later one has replaced it: a date that was moved. Of the `others` those that wait, and
 * leavers that are held up, if their last day is to come after all.
 */
export function replaced(book: Book, entry: Entry, others: readonly Entry[]): Entry[] {
  const { type } = entry.event;
  if (type !== "joiner" && type !== "leaver") return [];
  const rivals = others.filter((one) => one.event.type === type && isOpen(one) && one.instance !== entry.instance);
  if (rivals.some((one) => one.seq > entry.seq && entry.due > one.received)) return [entry];
  const isToCome = entry.due > entry.received;
  return others.filter(
    (one) =>
      one.seq < entry.seq && one.event.type === type && ((isOpen(one) && one.due > entry.received) || (isToCome && isHeldUp(book, one))),
  );
}

/**
 * Which events a cancellation calls off: those that it names; else leavers, or if there are none, joiners whose day is to come. A leaver who
 * is held up on his day is called off like one who waits for it, unless a joiner who waits was told of after him.
 */
export function calledOff(book: Book, cancellation: Entry, others: readonly Entry[]): Entry[] {
  const { cancels } = cancellation.event;
  const known = others.filter(({ seq }) => seq < cancellation.seq);
  const joiners = known.filter((one) => one.event.type === "joiner" && isOpen(one));
  if (cancels === "joiner") return joiners;
  const leavers = known.filter((one) => isHeldUp(book, one));
  if (cancels === "leaver" || leavers.some((one) => isOpen(one))) return leavers;
  const awaited = joiners.filter(({ due, seq }) => due > cancellation.received && leavers.every((one) => one.seq < seq));
  return awaited.length > 0 ? awaited : leavers;
}

/** Whether no seat is taken yet for a leaver: he waits, for his day or at the brake, or the tenants, or the HR system, can't be asked. */
function isHeldUp(book: Book, entry: Entry): boolean {
  const { event, state, results, error } = entry;
  if (event.type !== "leaver" || entry.void !== undefined || !(isOpen(entry) || stands(book, entry))) return false;
  const seats = Object.values(results);
  const isOver = state === "done" && error === undefined && !seats.some(({ outcome }) => outcome === "failed");
  return !isOver && seats.every(({ outcome }) => outcome === "failed" || outcome === "not_found");
}

/** Takes back what a leaver's event said of his employment: as it was before, and if nobody knew, he is employed. */
export function takeBack(book: Book, { event, at, seq, before }: Entry): void {
  if (event.type !== "leaver" || book.presence?.seq !== seq) return;
  book.presence = before?.employed === false ? before : { at, seq, employed: true };
}

/** Whether what a cancellation calls off counts as done: he has left, or he is here. */
export function isTooLate({ presence }: Book, { cancels }: LifecycleEvent): boolean {
  return presence?.employed === (cancels === "joiner");
}

function isOpen({ state, void: why }: Pick<Entry, "state" | "void">): boolean {
  return (state === "new" || state === "waiting") && why === undefined;
}

/**
 * What an event whose day has come amounts to by what the HR system says now, `null` if it doesn't know him; `moment`: that of the date which it
 * gives now, if it does. Nothing: it holds.
 */
export function onTheDay(entry: Entry, said: Resolved | null, moment: Moment | undefined, now: number): Void | "later" | undefined {
  const leaves = entry.event.type === "leaver";
  // A leaver may well be deleted by then.
  if (said === null) return leaves ? undefined : "unresolved";
  if (!leaves && (said.employed === false || said.type === "leaver")) return "not_employed";
  if (moment !== undefined && moment.due > now && moment.due > entry.due) return "later";
  // On his last day he may still count as employed: only that the date is gone says that he stays.
  if (leaves && said.employed === true && entry.dated === true && said.effectiveAt === undefined) return "cancelled";
  return undefined;
}

/** Whether `one` is a joiner whose day is to come, or isn't known yet. */
function isAwaited({ event, due, asks, ...one }: Entry, now: number): boolean {
  return event.type === "joiner" && isOpen(one) && (asks || due > now);
}

/** Whether he is here as far as anybody said; where nobody did, whether he has a seat. */
function isHere({ presence, accounts }: Book): boolean {
  return presence === null ? Object.values(accounts).some(({ active }) => active) : presence.employed;
}

/** Whether a change is a joining, of somebody who isn't here: he starts at `start`, and that is to come, or he is waited for on another day. */
export function joins(book: Book, { event, seq }: Entry, start: Moment, others: readonly Entry[], now: number): boolean {
  if (event.type !== "mover" || isHere(book)) return false;
  // A start before he left is that of his time before.
  if (book.presence !== null && !isAfter({ at: start.at, seq }, book.presence)) return false;
  return start.due > now || others.some((one) => isAwaited(one, now));
}

/** Takes an event whose time has come into the book, beside the `others` that are open; gives why it is void, if it is. */
export function decide(book: Book, entry: Entry, others: readonly Entry[], now: number): Void | undefined {
  if (entry.void !== undefined) return entry.void;
  const { event, at, seq, employed } = entry;
  learn(book, entry);
  if (event.type === "mover" && !isHere(book) && others.some((one) => isAwaited(one, now))) return "not_employed";
  if (isNoShow(book, entry)) return "overtaken";
  const says = event.type === "joiner" ? true : event.type === "leaver" ? false : employed;
  if (event.type === "leaver" && book.presence?.seq !== seq) entry.before = book.presence;
  if (says !== undefined && weighs(entry, book.presence))
    book.presence = { at, seq, employed: says, ...(event.type === "mover" && { seen: true as const }) };
  return stands(book, entry) ? undefined : isLate(book, entry) ? "overtaken" : "not_employed";
}

/** Whether a joiner was told to leave after he was told of last, and before his day, and never had a seat: then he doesn't come. */
export function isNoShow({ presence, accounts }: Book, entry: Entry): boolean {
  if (entry.event.type !== "joiner" || presence?.employed !== false || Object.keys(accounts).length > 0) return false;
  return presence.seq > entry.seq && presence.at >= (entry.asked ?? entry.received) && isAfter(entry, presence);
}

/** Whether an event tells more of his employment than what is known: the later one does, and a leaver who is told of after he was merely seen. */
function weighs({ event, at, seq }: Entry, known: Book["presence"]): boolean {
  if (known === null || isAfter({ at, seq }, known)) return true;
  return event.type === "leaver" && known.seen === true && seq > known.seq;
}

/** Takes the fields that an event names into the book, where no later one has. */
export function learn(book: Book, { event, at, seq, received, asked }: Entry): void {
  const stamp = { at: asked ?? (event.type === "mover" ? at : Math.min(at, received)), seq };
  for (const [name, value] of Object.entries(event.person ?? {})) {
    const known = book.fields[name];
    if (known === undefined || isAfter(stamp, known)) book.fields[name] = { ...stamp, value };
  }
}

/** Whether an event still holds: a leaver's as long as he hasn't come back, any other as long as he hasn't left. */
export function stands(book: Book, { event, void: why }: Entry): boolean {
  if (why !== undefined) return false;
  return event.type === "leaver" ? book.presence?.employed !== true : book.presence?.employed !== false;
}

function isLate(book: Book, { event, at, seq }: Entry): boolean {
  return event.type !== "mover" || (book.presence !== null && isAfter(book.presence, { at, seq }));
}

/** The person as the book has him. */
export function personIn(book: Book): PersonChange {
  return Object.fromEntries(Object.entries(book.fields).map(([name, { value }]) => [name, value]));
}

/** The record of an event as it is now. */
export function outcomeOf(entry: Entry): HrOutcome {
  const { instance, source, person, event, received, due, state, void: why, results, error } = entry;
  const tenants = Object.values(results);
  const failed = error !== undefined || tenants.some(({ outcome }) => outcome === "failed");
  const allVoid = tenants.length > 0 && tenants.every(({ outcome }) => outcome === "overtaken");
  const ended = tenants.some(({ outcome }) => outcome === "discarded") ? "discarded" : allVoid ? "overtaken" : "done";
  return {
    id: instance,
    at: new Date(received).toISOString(),
    source,
    eventId: event.id,
    type: event.type,
    effectiveAt: new Date(due).toISOString(),
    person,
    outcome: why ?? (failed ? "failed" : state === "done" ? ended : "waiting"),
    tenants,
    ...(error !== undefined && { error }),
  };
}
