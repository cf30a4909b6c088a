/** What callers hand over, read as JSON: any iterable, one after the other, in chunks or as a whole; or what is there already. Decides nothing. */

import { about, type Call } from "./envelope.js";
import { invalidInput, SeatwardenError } from "./error.js";
import { article, encode, isPlain, kind } from "./json.js";

/** So many cross to the core at once. */
const CHUNK = 100;
/** Of what comes one by one, in milliseconds: what has come by then crosses. */
const SOON = 20;
/** It hasn't come. */
const LATE = Symbol();

/** What a caller may hand over. */
export type Many<T> = Iterable<T> | AsyncIterable<T>;

/** Where a batch's entries come from. */
export interface Feed {
  /** How many results there will be, where that is known before. */
  readonly size: number | undefined;
  /** How many were read. */
  readonly read: number;
  /** What can't be sent as JSON, by its place: it has a result like any other. */
  readonly unreadable: ReadonlyMap<number, SeatwardenError>;
  /** What the caller's own iterable threw, or what is wrong with it. */
  readonly failed: { with: unknown } | undefined;
  /** The next ones as a JSON array, an empty one at the end. Never rejects: a fault of the iterable is an end, and told afterwards. */
  pull(): Promise<string>;
  /** Lets go of an iterable that was not read to its end. */
  close(): void;
}

/** All of `input` as one JSON array. Here one that can't be sent as JSON is the end of it: it rejects with the error that names its place. */
export async function readAll(input: unknown, name: string, call: Call, signal: AbortSignal | undefined): Promise<string> {
  const source = about(call, () => new Source(input, name, call));
  const chunks: string[] = [];
  try {
    for (;;) {
      const chunk = (await orAborted(source.pull(), signal)).slice(1, -1);
      const [unreadable] = source.unreadable.values();
      if (unreadable !== undefined) throw new SeatwardenError({ ...unreadable.toJSON(), ...call });
      if (source.failed !== undefined) throw source.failed.with;
      if (chunk === "") return `[${chunks.join(",")}]`;
      chunks.push(chunk);
    }
  } finally {
    source.close();
  }
}

/** A plan: one thing, of which a result for each of its entries comes. What is none has no entries; the core says what is wrong with it. */
export function ofPlan(plan: unknown): Feed {
  const chunks = [`[${encode(plan, "plan")}]`];
  const { create, reactivate, update, deactivate } = isPlain(plan) ? plan : {};
  const lists = [reactivate, create, update, deactivate];
  const size = lists.reduce((sum: number, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
  return { size, read: size, unreadable: new Map(), failed: undefined, pull: async () => chunks.pop() ?? "[]", close: () => {} };
}

/** What `promise` gives, or the signal's reason, whichever comes first: an iterable may never give its next. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** The caller's iterable: read one after the other, as JSON. */
export class Source implements Feed {
  readonly unreadable = new Map<number, SeatwardenError>();
  readonly size: number | undefined;
  read = 0;
  failed: { with: unknown } | undefined;
  readonly #name: string;
  readonly #call: Call;
  readonly #from: AsyncIterator<unknown> | Iterator<unknown>;
  /** What was asked for and hasn't come: whoever came before it crosses without. */
  #awaited: Promise<IteratorResult<unknown>> | undefined;
  #ended = false;

  constructor(input: unknown, name: string, call: Call) {
    this.#name = name;
    this.#call = call;
    this.#from = iterator(input, name);
    const { length, size } = input as { length?: unknown; size?: unknown };
    const known = Array.isArray(input) ? length : input instanceof Set || input instanceof Map ? size : undefined;
    this.size = typeof known === "number" ? known : undefined;
  }

  async pull(): Promise<string> {
    const chunk: string[] = [];
    const began = Date.now();
    try {
      while (!this.#ended && chunk.length < CHUNK && (chunk.length === 0 || Date.now() - began < SOON)) {
        const next = this.#awaited ?? this.#from.next();
        const came = isPromise(next) ? await this.#soon(next, chunk.length > 0) : next;
        if (came === LATE) break;
        // As `for await` does: what is no object never says that it is done.
        if (typeof came !== "object" || came === null) throw noIterator(this.#name, "an object from its next()", came, this.#call);
        const { done, value } = came;
        if (done === true) this.#ended = true;
        else chunk.push(this.#entry(value));
      }
    } catch (error) {
      this.#ended = true;
      this.failed = { with: error };
    }
    return `[${chunk.join(",")}]`;
  }

  /** What comes; `LATE` if there are others to go on with and it doesn't come soon. */
  async #soon(next: Promise<IteratorResult<unknown>>, others: boolean): Promise<IteratorResult<unknown> | typeof LATE> {
    this.#awaited = next;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<typeof LATE>((resolve) => {
      if (others) timer = setTimeout(resolve, SOON, LATE);
    });
    try {
      const came = await Promise.race([next, late]);
      if (came !== LATE) this.#awaited = undefined;
      return came;
    } finally {
      clearTimeout(timer);
    }
  }

  #entry(value: unknown): string {
    const index = this.read++;
    try {
      return encode(value, `${this.#name}[${index}]`);
    } catch (error) {
      if (SeatwardenError.is(error)) this.unreadable.set(index, error as SeatwardenError);
      return "false"; // nobody: the core says so, and the reason that is told is the one kept here
    }
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    try {
      const closing: unknown = this.#from.return?.();
      if (isPromise(closing)) closing.then(undefined, () => {});
    } catch {
      // The batch has ended; that the iterable can't is the caller's to see.
    }
  }
}

function iterator(input: unknown, name: string): AsyncIterator<unknown> | Iterator<unknown> {
  if (typeof input === "object" && input !== null) {
    const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = input as Partial<Record<symbol, unknown>>;
    const make = typeof later === "function" ? later : now;
    if (typeof make === "function") {
      const made: Partial<Iterator<unknown>> | null | undefined = make.call(input);
      if (typeof made?.next === "function") return made as AsyncIterator<unknown> | Iterator<unknown>;
      throw noIterator(name, "an iterator with a function next", made);
    }
  }
  throw invalidInput(name, `expected an array, or something else that can be iterated, not ${article(kind(input))}`);
}

/** It says that it can be iterated, and can't. */
function noIterator(name: string, expected: string, given: unknown, call?: Call): SeatwardenError {
  return invalidInput(name, `can't be iterated: expected ${expected}, not ${article(kind(given))}`, call);
}

function isPromise(value: unknown): value is Promise<IteratorResult<unknown>> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}
