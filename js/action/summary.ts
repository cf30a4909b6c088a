/** What the action did, as Markdown for the summary of the job and in one line for its log. */

import type { StepDone, StepOutput, WriteResult } from "../entry/default.js";
import { type Batch, batchOf, isWhole } from "./batch.js";
import { type Planned, plannedOf } from "./plan.js";

/** So many of those who failed are told one by one. */
const MOST_FAILED = 100;
const DRY = "dry run: nothing was written";

/** One line. */
export function line(result: StepOutput): string {
  if (!result.ok) return `${result.action}: ${result.error.code}`;
  const batch = batchOf(result);
  if (batch !== undefined) return `${result.action}: ${batch.words}${batch.dryRun ? `, ${DRY}` : ""}`;
  const planned = plannedOf(result);
  if (planned !== undefined) return `${result.action}: ${planned.words}`;
  const written = writeOf(result);
  const user = written?.user ? ` ${written.user.userName} (${written.user.id})` : "";
  return `${result.action}: ${result.outcome ?? "done"}${user}${written?.dryRun ? `, ${DRY}` : ""}`;
}

/** A heading, what changed, what to know. */
export function markdown(result: StepOutput): string {
  const title = `### Seatwarden: ${code(result.action)}`;
  if (!result.ok) {
    const { error } = result;
    const again = error.retryable ? "The same step may well succeed later." : "The same step will fail again.";
    return [
      `${title} ❌ ${code(error.code)}`,
      "",
      text(error.message),
      ...(error.hint ? ["", `→ ${text(error.hint)}`] : []),
      "",
      again,
    ].join("\n");
  }
  const batch = batchOf(result);
  if (batch !== undefined) return `${title} ${many(batch)}`;
  const planned = plannedOf(result);
  if (planned !== undefined) return [`${title} ✅ ${text(planned.words)}`, ...planLines(planned), ...warnings(result)].join("\n");
  const written = writeOf(result);
  const changes = written?.changes ?? [];
  return [
    `${title} ✅ ${code(result.outcome ?? "done")}${written?.dryRun ? ` (${DRY})` : ""}`,
    ...(written?.user ? ["", `${text(written.user.userName)} (${code(written.user.id)})`] : []),
    ...(changes.length > 0 ? ["", "| field | from | to |", "| --- | --- | --- |"] : []),
    ...changes.map(({ field, from, to }) => `| ${code(field)} | ${text(side(from))} | ${text(side(to))} |`),
    ...warnings(result),
  ].join("\n");
}

function warnings(result: StepDone): string[] {
  return result.warnings.flatMap((warning) => ["", `⚠️ ${text(warning.message)} (${code(warning.code)})`]);
}

/** How many are to be what, and which id says that so many may be. */
function planLines({ id, counts, tripped }: Planned): string[] {
  return [
    ...(counts.length > 0 ? ["", "| to do | how many |", "| --- | ---: |"] : []),
    ...counts.map(([what, many]) => `| ${code(what)} | ${many} |`),
    ...(tripped === undefined ? [] : ["", `⚠️ ${text(tripped)}: ${code(id)}`]),
  ];
}

/** How many ended how, and who failed: its place in the input, and why. */
function many(batch: Batch): string {
  const { counts, failed, resume, dryRun } = batch;
  const rest = failed.length - MOST_FAILED;
  return [
    `${isWhole(batch) ? "✅" : "❌"} ${text(batch.words)}${dryRun ? ` (${DRY})` : ""}`,
    ...(counts.length > 0 ? ["", "| outcome | how many |", "| --- | ---: |"] : []),
    ...counts.map(([outcome, count]) => `| ${code(outcome)} | ${count} |`),
    ...(failed.length > 0 ? ["", "| index | code | why |", "| ---: | --- | --- |"] : []),
    ...failed.slice(0, MOST_FAILED).map(({ index, error }) => `| ${index} | ${code(error.code)} | ${text(error.message)} |`),
    ...(rest > 0 ? ["", `… and ${rest} more that failed`] : []),
    ...(resume === undefined ? [] : ["", `To go on, run the same step with its output ${code("resume")} among its options.`]),
  ].join("\n");
}

/** The result of a write; other verbs give no changes. */
function writeOf(result: StepOutput): WriteResult<string> | undefined {
  return result.ok && typeof result.data === "object" && result.data !== null && "changes" in result.data
    ? (result.data as unknown as WriteResult<string>)
    : undefined;
}

function side(value: unknown): string {
  return value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

/** What a tenant says is text: it makes no table, no link and no HTML. */
function text(words: string): string {
  return words
    .replace(/[\p{Cc}\u2028\u2029]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_{}[\]()#+!|~]/g, "\\$&");
}

function code(word: string): string {
  return `\`${word.replace(/[\p{Cc}`|]/gu, " ")}\``;
}
