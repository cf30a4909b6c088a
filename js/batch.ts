/** A batch as JavaScript reads it: takes from any iterable, a chunk at a time, and puts the results in order. Decides nothing about anybody. */

import { about, type Call, open } from "./envelope.js";
import { type ErrorFields, invalidInput, SeatwardenError } from "./error.js";
import { type OnProgress, tell } from "./host.js";
import { article, encode, kind } from "./json.js";
import type { BatchEntry, BatchResult } from "./types/result.js";

/** So many cross to the core at once. */
const CHUNK = 100;
/** Of what comes one by one, in milliseconds: what has come by then crosses. */
const SOON = 20;
/** It hasn't come. */
const LATE = Symbol();

/** What a caller may hand over. */
export type Many<T> = Iterable<T> | AsyncIterable<T>;

/** The core's end of a batch. */
export type Settle = (size: number | undefined, pull: () => Promise<string>, push: (entry: string) => void) => Promise<string>;

/** One result as the core tells it. */
type Entry<R> = { index: number; ok: true; result: R } | { index: number; ok: false; error: ErrorFields };

/** Reads `input` while `settle` asks for more. `name` is what a message calls it. */
export async function settleAll<T, R>(
  input: Many<T>,
  name: string,
  call: Call,
  signal: AbortSignal | undefined,
  onProgress: OnProgress | undefined,
  settle: Settle,
): Promise<BatchResult<R>> {
  const source = about(call, () => new Source(input, name, call));
  const results: BatchResult<R>["results"] = [];
  const failed = ({ index, error }: Entry<R> & { ok: false }): BatchEntry<R> => {
    const unreadable = source.unreadable.get(index);
    return { index, ok: false, error: new SeatwardenError({ ...call, ...(unreadable?.toJSON() ?? error), ...call }) };
  };
  const push = (json: string): void => {
    const entry = JSON.parse(json) as Entry<R>;
    const result = entry.ok ? entry : failed(entry);
    results.push(result);
    if (onProgress !== undefined) tell(onProgress, results.length, source.size ?? source.read, result as BatchEntry<never>);
  };
  try {
    const answer = await settle(source.size, () => source.pull(), push);
    const { counts, resume } = open<{ counts: Record<string, number>; resume?: string }>(answer, call, signal);
    if (source.failed !== undefined) throw source.failed.with;
    results.sort((one, other) => one.index - other.index);
    return { results, counts, ...(resume !== undefined && { resume }) };
  } finally {
    source.close();
  }
}

/** The caller's iterable: read one after the other, as JSON. */
class Source {
  /** What can't be sent as JSON, by its place: it has a result like any other. */
  readonly unreadable = new Map<number, SeatwardenError>();
  /** How many there are, where that is known before. */
  readonly size: number | undefined;
  /** How many were read. */
  read = 0;
  /** What the caller's own iterable threw, or what is wrong with it. */
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

  /** The next ones as a JSON array, an empty one at the end. Never rejects: a fault of the iterable is an end, and told afterwards. */
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

  /** Lets go of an iterable that was not read to its end. */
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
