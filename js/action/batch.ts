/** What became of many, as the action tells it: how many ended how, and who failed. Of a person there is nothing but what a message says. */

import type { BatchEntry, BatchResult, StepFailed, StepOutput, WriteResult } from "../entry/default.js";

type Problem = StepFailed["error"];
type Result = BatchResult<WriteResult<string>, Problem>;
type Entry = BatchEntry<WriteResult<string>, Problem>;

/** What a batch comes to. */
export interface Batch {
  /** How many ended how, and who failed, in a few words: `"2 created, 1 failed"`. */
  words: string;
  /** How many ended how. */
  counts: [outcome: string, many: number][];
  /** Each that failed, in the order of the input: its place in it, from 0, and why. */
  failed: { index: number; error: Problem }[];
  /** Where the deadline stopped it, if that came first: some were not tried. */
  resume: string | undefined;
  /** Whether it only looked. */
  dryRun: boolean;
}

/** What became of many; `undefined` for a step that is about one. */
export function batchOf(output: StepOutput): Batch | undefined {
  if (!output.ok || !("counts" in output.data)) return undefined;
  const data: Result = output.data;
  const results: Entry[] = data.results;
  const counts = Object.entries(data.counts).sort(([one], [other]) => one.localeCompare(other));
  const stopped = data.resume === undefined ? [] : ["the deadline came before the others"];
  const words = [...counts.map(([outcome, many]) => `${many} ${outcome}`), ...stopped];
  return {
    words: words.join(", ") || "there was nobody",
    counts,
    failed: results.flatMap((entry) => (entry.ok ? [] : [{ index: entry.index, error: entry.error }])),
    resume: data.resume,
    dryRun: results.some((entry) => entry.ok && entry.result.dryRun),
  };
}

/** Whether everybody in it was done. As `--file` on the command line has it. */
export function isWhole({ failed, resume }: Batch): boolean {
  return failed.length === 0 && resume === undefined;
}

/** Why not everybody was done, in one word: what all who failed have in common. */
export function codeOf({ failed }: Batch): string {
  const codes = new Set(failed.map(({ error }) => error.code));
  const [code = "timeout"] = codes;
  return codes.size > 1 ? "mixed" : code;
}

/** What a batch gave, without those who were done: as many of those who failed as have room in so many bytes of JSON. */
export function shortened({ counts, failed, resume }: Batch, largest: number): string {
  const kept = { counts: Object.fromEntries(counts), ...(resume !== undefined && { resume }) };
  const results: string[] = [];
  let room = largest - Buffer.byteLength(JSON.stringify({ results: [], ...kept }));
  for (const { index, error } of failed) {
    const entry = JSON.stringify({ index, ok: false, error });
    room -= Buffer.byteLength(entry) + 1;
    if (room < 0) break;
    results.push(entry);
  }
  return `{"results":[${results.join(",")}],${JSON.stringify(kept).slice(1)}`;
}
