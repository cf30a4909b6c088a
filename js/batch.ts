/** A batch as JavaScript reads it: hands the core its entries, and puts the results in order. Decides nothing about anybody. */

import { type Call, open } from "./envelope.js";
import { type ErrorFields, SeatwardenError } from "./error.js";
import { type OnProgress, tell } from "./host.js";
import type { Feed } from "./source.js";
import type { BatchEntry, BatchResult } from "./types/result.js";

/** The core's end of a batch. */
export type Settle = (size: number | undefined, pull: () => Promise<string>, push: (entry: string) => void) => Promise<string>;

/** One result as the core tells it. */
type Entry<R> = { index: number; ok: true; result: R } | { index: number; ok: false; error: ErrorFields };

/** Reads `source` while `settle` asks for more, and lets go of it. */
export async function settleAll<R>(
  source: Feed,
  call: Call,
  signal: AbortSignal | undefined,
  onProgress: OnProgress | undefined,
  settle: Settle,
): Promise<BatchResult<R>> {
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
