/** `--file` of provision and deactivate: many at once, a line of JSON for each, and how many ended how. */

import { type BatchEntry, type BatchResult, SeatwardenError, type WriteResult } from "../entry/default.js";
import { EXIT, type Flag } from "./command.js";
import { describe } from "./failure.js";
import type { Given } from "./file.js";
import type { Output } from "./output.js";
import { columns } from "./output.js";
import { Progress } from "./progress.js";
import { jsonText, visible } from "./style.js";

/** The flag with which a command goes on that its deadline stopped. */
export const RESUME_FLAG: Flag = { name: "resume", value: "TEXT", about: "with --file: go on where --deadline-ms stopped it" };

/** So many failures are told one by one. */
const TOLD = 20;

type Entry = BatchEntry<WriteResult<string>>;

/** Settles all of `given`, tells how far it is, and then what became of each. Gives the exit code. */
export async function settleFile<T>(
  given: Given<T>[],
  output: Output,
  resume: string | undefined,
  settle: (
    values: T[],
    options: { onProgress: (done: number, total: number) => void; resume?: string },
  ) => Promise<BatchResult<WriteResult<string>>>,
): Promise<number> {
  const progress = new Progress();
  const onProgress = (done: number, total: number) => progress.bar(done, total);
  let result: BatchResult<WriteResult<string>>;
  try {
    const values = given.map(({ value }) => value);
    result = await settle(values, { onProgress, ...(resume !== undefined && { resume }) });
  } finally {
    progress.end();
  }
  if (!output.terminal || output.json) {
    for (const entry of result.results) await output.line(jsonLine(entry, given[entry.index]));
  }
  summarize(result, given, output);
  if (result.resume !== undefined) {
    output.note(`${output.paintNote("yellow", "the deadline came first:")} ${result.results.length} of ${given.length} are done`);
    output.note(`  ${output.paintNote("cyan", "→")} the same command again with --resume ${result.resume}`);
  }
  return (result.counts.failed ?? 0) > 0 || result.resume !== undefined ? EXIT.failed : EXIT.done;
}

/** One result: its place in the input and in the file, and what became of it. */
function jsonLine(entry: Entry, given: Given<unknown> | undefined): string {
  const place = { index: entry.index, place: given?.place };
  if (entry.ok) return jsonText({ ...place, ok: true, ...entry.result });
  const { code, message, hint, retryable, status } = entry.error;
  return jsonText({ ...place, ok: false, error: { code, message, hint, retryable, status } });
}

/** How many ended how, and why those that failed did: on standard error. */
function summarize({ results, counts }: BatchResult<WriteResult<string>>, given: Given<unknown>[], output: Output): void {
  const failed = results.filter((entry) => !entry.ok);
  for (const { index, error } of failed.slice(0, TOLD)) {
    const { message, code } = describe(error);
    const where = given[index]?.place ?? `item ${index + 1}`;
    output.note(`${output.paintNote("red", "✖")} ${where}: ${visible(message)} ${output.paintNote("dim", `(${code ?? "failed"})`)}`);
  }
  if (failed.length > TOLD) output.note(`  … and ${failed.length - TOLD} more that failed`);
  const hints = new Set(failed.map(({ error }) => (SeatwardenError.is(error) ? describe(error).hint : undefined)));
  hints.delete(undefined);
  const [hint] = hints;
  if (hints.size === 1 && hint !== undefined) output.note(`  ${output.paintNote("cyan", "→")} ${visible(hint)}`);
  warn(results, output);
  const rows = Object.entries(counts).map(([outcome, count]) => [outcome.replaceAll("_", " "), count.toLocaleString("en")]);
  for (const line of columns(["OUTCOME", "HOW MANY"], rows, output.paintNote)) output.note(line);
  if (results.some((entry) => entry.ok && entry.result.dryRun)) output.note(output.paintNote("dim", "dry run: nothing was written"));
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
