/** What became of many, as the action tells it: how many ended how, and who failed. Of a person there is nothing but what a message says. */

import type { BatchEntry, BatchResult, StepFailed, StepOutput, WriteResult } from "../entry/default.js";

type Problem = StepFailed["error"];

/** What a batch comes to. */
export interface Batch {
  /** How many ended how, and who failed, in a few words: `"2 created, 1 failed"`. */
  words: string;
  /** How many ended how. */
  counts: [outcome: string, many: number][];
  /** Each that failed, in the order of the input: its place in it, from 0, and why. */
  failed: { index: number; error: Problem }[];
  /** Whether the deadline came first: some were not tried. */
  stopped: boolean;
  /** Whether it only looked. */
  dryRun: boolean;
}

/** What became of many; `undefined` for a step that is about one. */
export function batchOf(output: StepOutput): Batch | undefined {
  if (!output.ok || !("counts" in output.data)) return undefined;
  const data: BatchResult<WriteResult<string>, Problem> = output.data;
  const results: BatchEntry<WriteResult<string>, Problem>[] = data.results;
  const counts = Object.entries(data.counts).sort(([one], [other]) => one.localeCompare(other));
  const stopped = data.resume !== undefined;
  const words = [...counts.map(([outcome, many]) => `${many} ${outcome}`), ...(stopped ? ["the deadline came before the others"] : [])];
  return {
    words: words.join(", ") || "there was nobody",
    counts,
    failed: results.flatMap((entry) => (entry.ok ? [] : [{ index: entry.index, error: entry.error }])),
    stopped,
    dryRun: results.some((entry) => entry.ok && entry.result.dryRun),
  };
}

/** Whether everybody in it was done. As `--file` on the command line has it. */
export function isWhole({ failed, stopped }: Batch): boolean {
  return failed.length === 0 && !stopped;
}
