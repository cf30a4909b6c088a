/** `--file` of provision and deactivate, and apply: many at once, a line of JSON for each, and how many ended how. */

import { type BatchEntry, type BatchOptions, type BatchResult, SeatwardenError, type WriteResult } from "../entry/default.js";
import { EXIT, type Flag } from "./command.js";
import { describe, Interrupted } from "./failure.js";
import type { Given } from "./file.js";
import type { Output } from "./output.js";
import { columns } from "./output.js";
import { Progress } from "./progress.js";
import { placesToCome } from "./resume.js";
import { jsonText, visible } from "./style.js";

/** The flag with which a command goes on that its deadline stopped. */
export const RESUME_FLAG: Flag = { name: "resume", value: "TEXT", about: "with --file: go on where --deadline-ms stopped it" };

/** So many failures are told one by one. */
const TOLD = 20;

type Entry = BatchEntry<WriteResult<string>>;
type Settle<T> = (values: T[], options: BatchOptions<WriteResult<string>>) => Promise<BatchResult<WriteResult<string>>>;

/** Settles all of `given`, tells how far it is, and then what became of each. `none` is said where nothing is given. Gives the exit code. */
export async function settleFile<T>(
  given: Given<T>[],
  output: Output,
  resume: string | undefined,
  settle: Settle<T>,
  none = "there is nobody in the file",
): Promise<number> {
  const progress = new Progress();
  const results = new Results(given, output, placesToCome(given.length, resume));
  let rest: string | undefined;
  let stopped: { by: unknown } | undefined;
  try {
    // What can't be read is nobody to the core, and keeps its place; why it can't is said here.
    const values = given.map((one) => ("value" in one ? one.value : (false as T)));
    const onProgress: BatchOptions<WriteResult<string>>["onProgress"] = (done, total, latest) => {
      results.add(latest);
      progress.bar(done, total);
    };
    ({ resume: rest } = await settle(values, { onProgress, ...(resume !== undefined && { resume }) }));
  } catch (error) {
    stopped = { by: error };
  } finally {
    progress.end();
  }
  const { all } = await results.end();
  const counts = summarize(all, given, output);
  if (given.length === 0 && stopped === undefined) output.note(`${none}: nothing is to be done`);
  const far = resume === undefined ? `${all.length} of ${given.length} are done` : `${all.length} more are done`;
  if (stopped !== undefined) throw stopped.by instanceof Interrupted ? new Interrupted(far) : stopped.by;
  if (rest !== undefined) {
    output.note(`${output.paintNote("yellow", "the deadline came first:")} ${far}`);
    // Each call looks at the tenant anew: one that comes no further than that never will.
    const longer = all.length === 0 ? "a longer --deadline-ms, and " : "";
    output.note(`  ${output.paintNote("cyan", "→")} the same command again with ${longer}--resume ${rest}`);
  }
  return counts.has("failed") || rest !== undefined ? EXIT.failed : EXIT.done;
}

/** Results as they come: a line of JSON for each, unless a person looks, in the order of the file and as soon as that allows. */
class Results {
  readonly all: Entry[] = [];
  readonly #given: Given<unknown>[];
  readonly #output: Output;
  readonly #held = new Map<number, Entry>();
  /** The places of those who have a result in this call: of a batch that goes on, some have theirs already. */
  readonly #places: number[];
  #next = 0;
  #written = Promise.resolve();

  constructor(given: Given<unknown>[], output: Output, places: number[]) {
    this.#given = given;
    this.#output = output;
    this.#places = places;
  }

  add(entry: Entry): void {
    const { index } = entry;
    const given = this.#given[index];
    const told = given !== undefined && "problem" in given ? ({ index, ok: false, error: unreadable(given.problem) } as const) : entry;
    this.all.push(told);
    this.#held.set(index, told);
    // On a terminal there is a line of progress, too: what is asked for with --json comes after it.
    if (this.#output.terminal) return;
    for (let at = this.#places[this.#next]; at !== undefined && this.#held.has(at); at = this.#places[++this.#next]) this.#write(at);
  }

  /** Writes what waits for somebody before it. */
  async end(): Promise<this> {
    this.all.sort((one, other) => one.index - other.index);
    for (const { index } of this.all) this.#write(index);
    await this.#written;
    return this;
  }

  #write(index: number): void {
    const entry = this.#held.get(index);
    if (!this.#held.delete(index) || entry === undefined || (this.#output.terminal && !this.#output.json)) return;
    this.#written = this.#written.then(() => this.#output.line(jsonLine(entry, this.#given[index])));
  }
}

/** A line that says nothing of anybody, as the core tells such a one. */
function unreadable(problem: string): SeatwardenError {
  return new SeatwardenError({ code: "invalid_input", message: problem, retryable: false, attempts: 0 });
}

/** One result: its place in the input and in the file, and what became of it. */
function jsonLine(entry: Entry, given: Given<unknown> | undefined): string {
  const place = { index: entry.index, place: given?.place };
  if (entry.ok) return jsonText({ ...place, ok: true, ...entry.result });
  const { code, message, hint, retryable, status } = entry.error;
  return jsonText({ ...place, ok: false, error: { code, message, hint, retryable, status } });
}

/** How many ended how, and why those that failed did: on standard error. */
function summarize(results: Entry[], given: Given<unknown>[], output: Output): Map<string, number> {
  const counts = new Map<string, number>();
  for (const entry of results) {
    const word = entry.ok ? entry.result.outcome : "failed";
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const failed = results.filter((entry) => !entry.ok);
  for (const { index, error } of failed.slice(0, TOLD)) {
    const { message, code } = describe(error);
    const where = given[index]?.place ?? `item ${index + 1}`;
    output.note(`${output.paintNote("red", "✖")} ${where}: ${visible(message)} ${output.paintNote("dim", `(${code ?? "failed"})`)}`);
  }
  if (failed.length > TOLD) output.note(`  … and ${failed.length - TOLD} more that failed`);
  if (output.terminal && !output.json) absent(results, given, output);
  const hints = new Set(failed.map(({ error }) => (SeatwardenError.is(error) ? describe(error).hint : undefined)));
  hints.delete(undefined);
  const [hint] = hints;
  if (hints.size === 1 && hint !== undefined) output.note(`  ${output.paintNote("cyan", "→")} ${visible(hint)}`);
  warn(results, output);
  const rows = [...counts].map(([outcome, count]) => [outcome.replaceAll("_", " "), count.toLocaleString("en")]);
  if (rows.length > 0) for (const line of columns(["OUTCOME", "HOW MANY"], rows, output.paintNote)) output.note(line);
  if (results.some((entry) => entry.ok && entry.result.dryRun)) output.note(output.paintNote("dim", "dry run: nothing was written"));
  return counts;
}

/** Who isn't there, for a person who sees no results: a name that is misspelled is not there either. */
function absent(results: Entry[], given: Given<unknown>[], output: Output): void {
  const gone = results.filter((entry) => entry.ok && entry.result.outcome === "not_found");
  for (const { index } of gone.slice(0, TOLD)) {
    const one = given[index];
    const who = one !== undefined && "value" in one ? one.value : "";
    const name = String(typeof who === "object" && who !== null ? Object.values(who)[0] : who);
    output.note(`${output.paintNote("yellow", "○")} ${one?.place}: ${visible(name)} isn't there`);
  }
  if (gone.length > TOLD) output.note(`  … and ${gone.length - TOLD} more who aren't there`);
}

/** Each warning once, however many it is about. */
function warn(results: Entry[], output: Output): void {
  const warnings = new Map<string, { message: string; count: number }>();
  for (const entry of results) {
    if (!entry.ok) continue;
    for (const { code, message } of entry.result.warnings) {
      const known = warnings.get(code) ?? { message, count: 0 };
      warnings.set(code, { ...known, count: known.count + 1 });
    }
  }
  for (const [code, { message, count }] of warnings) output.warning({ code: count > 1 ? `${code}, ${count} times` : code, message });
}
