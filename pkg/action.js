// js/action/main.ts
import { run } from "./index.js";

// js/action/batch.ts
function batchOf(output2) {
  if (!output2.ok || !("counts" in output2.data)) return void 0;
  const data = output2.data;
  const results = data.results;
  const counts = Object.entries(data.counts).sort(([one], [other]) => one.localeCompare(other));
  const stopped = data.resume === void 0 ? [] : ["the deadline came before the others"];
  const words = [...counts.map(([outcome, many2]) => `${many2} ${outcome}`), ...stopped];
  return {
    words: words.join(", ") || "there was nobody",
    counts,
    failed: results.flatMap((entry) => entry.ok ? [] : [{ index: entry.index, error: entry.error }]),
    resume: data.resume,
    dryRun: results.some((entry) => entry.ok && entry.result.dryRun)
  };
}
function isWhole({ failed, resume }) {
  return failed.length === 0 && resume === void 0;
}
function codeOf({ failed }) {
  const codes = new Set(failed.map(({ error }) => error.code));
  const [code2 = "timeout"] = codes;
  return codes.size > 1 ? "mixed" : code2;
}
function shortened({ counts, failed, resume }, largest) {
  const kept = { counts: Object.fromEntries(counts), ...resume !== void 0 && { resume } };
  const results = [];
  let room = largest - Buffer.byteLength(JSON.stringify({ results: [], ...kept }));
  for (const { index, error } of failed) {
    const entry = JSON.stringify({ index, ok: false, error });
    room -= Buffer.byteLength(entry) + 1;
    if (room < 0) break;
    results.push(entry);
  }
  return `{"results":[${results.join(",")}],${JSON.stringify(kept).slice(1)}`;
}

// js/action/inputs.ts
import { givenFields, withFields } from "./given.js";
import { LostDigits, readJson } from "./given.js";

// js/action/runner.ts
import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { EOL } from "node:os";
function input(name, env = process.env) {
  return env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`]?.trim() || void 0;
}
function mask(secret) {
  command("add-mask", "", secret);
}
function annotate(level, message, title) {
  command(level, title === void 0 ? "" : ` title=${escaped(title).replaceAll(":", "%3A").replaceAll(",", "%2C")}`, message);
}
function log(line2) {
  process.stdout.write(
    `${line2.replace(/[\p{Cc}\u2028\u2029]/gu, " ").replace(/^\s*::/, ": :").replaceAll("##[", "## [")}${EOL}`
  );
}
function output(name, value, env = process.env) {
  if (!env.GITHUB_OUTPUT) return;
  const end = `seatwarden_${randomUUID()}`;
  appendFileSync(env.GITHUB_OUTPUT, `${name}<<${end}${EOL}${value}${EOL}${end}${EOL}`);
}
function summarize(markdown2, env = process.env) {
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, `${markdown2}${EOL}`);
}
function command(name, properties, data) {
  process.stdout.write(`::${name}${properties}::${escaped(data)}${EOL}`);
}
function escaped(text2) {
  return text2.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

// js/action/inputs.ts
var SECRET = /* @__PURE__ */ new Set(["clientSecret", "accessToken", "token", "password"]);
var BadInput = class extends Error {
};
function readConnection() {
  const whole = object("connection");
  const fields = givenFields((words) => input(words.join("-")));
  return whole === void 0 && Object.keys(fields).length === 0 ? void 0 : withFields(whole ?? {}, fields);
}
function secrets(value, key = "") {
  if (typeof value === "string") return SECRET.has(key) && value !== "" ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => secrets(inner, Array.isArray(value) ? key : name));
}
function readStep(connection) {
  const who = input("who");
  const [person, change] = [object("person"), object("change")];
  const dryRun = flag("dry-run");
  return {
    action: verb(input("action") ?? ""),
    ...connection && { connection },
    input: { ...object("input"), ...who !== void 0 && { who }, ...person && { person }, ...change && { change } },
    options: { ...object("options"), ...dryRun !== void 0 && { dryRun } }
  };
}
function verb(name) {
  return name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}
function object(name) {
  const text2 = input(name);
  if (text2 === void 0) return void 0;
  let value;
  try {
    value = readJson(text2);
  } catch (error) {
    throw new BadInput(error instanceof LostDigits ? `the input "${name}": ${error.message}` : `the input "${name}" is not JSON`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadInput(`the input "${name}" is no JSON object`);
  return value;
}
function flag(name) {
  const text2 = input(name)?.toLowerCase();
  if (text2 === void 0) return void 0;
  if (text2 !== "true" && text2 !== "false") throw new BadInput(`the input "${name}" is true or false`);
  return text2 === "true";
}

// js/action/plan.ts
function plannedOf(output2) {
  if (!output2.ok || !("guard" in output2.data)) return void 0;
  const { id, create, update, reactivate, deactivate, unchanged, guard } = output2.data;
  const { removals, maxRemovals } = guard;
  const lists = Object.entries({ create, update, reactivate, deactivate }).map(([what, list]) => [what, list.length]);
  const counts = [...lists, ["unchanged", unchanged]].filter(([, many2]) => many2 > 0);
  return {
    id,
    words: counts.map(([what, many2]) => `${many2} ${what}`).join(", ") || "there was nobody",
    counts,
    tripped: guard.tripped ? `${removals} would be deactivated, and ${maxRemovals} may be: apply needs the plan's id as confirm` : void 0
  };
}

// js/action/summary.ts
var MOST_FAILED = 100;
var DRY = "dry run: nothing was written";
function line(result) {
  if (!result.ok) return `${result.action}: ${result.error.code}`;
  const batch = batchOf(result);
  if (batch !== void 0) return `${result.action}: ${batch.words}${batch.dryRun ? `, ${DRY}` : ""}`;
  const planned = plannedOf(result);
  if (planned !== void 0) return `${result.action}: ${planned.words}`;
  const written = writeOf(result);
  const user = written?.user ? ` ${written.user.userName} (${written.user.id})` : "";
  return `${result.action}: ${result.outcome ?? "done"}${user}${written?.dryRun ? `, ${DRY}` : ""}`;
}
function markdown(result) {
  const title = `### Seatwarden: ${code(result.action)}`;
  if (!result.ok) {
    const { error } = result;
    const again = error.retryable ? "The same step may well succeed later." : "The same step will fail again.";
    return [
      `${title} ❌ ${code(error.code)}`,
      "",
      text(error.message),
      ...error.hint ? ["", `→ ${text(error.hint)}`] : [],
      "",
      again
    ].join("\n");
  }
  const batch = batchOf(result);
  if (batch !== void 0) return `${title} ${many(batch)}`;
  const planned = plannedOf(result);
  if (planned !== void 0) return [`${title} ✅ ${text(planned.words)}`, ...planLines(planned), ...warnings(result)].join("\n");
  const written = writeOf(result);
  const changes = written?.changes ?? [];
  return [
    `${title} ✅ ${code(result.outcome ?? "done")}${written?.dryRun ? ` (${DRY})` : ""}`,
    ...written?.user ? ["", `${text(written.user.userName)} (${code(written.user.id)})`] : [],
    ...changes.length > 0 ? ["", "| field | from | to |", "| --- | --- | --- |"] : [],
    ...changes.map(({ field, from, to }) => `| ${code(field)} | ${text(side(from))} | ${text(side(to))} |`),
    ...warnings(result)
  ].join("\n");
}
function warnings(result) {
  return result.warnings.flatMap((warning) => ["", `⚠️ ${text(warning.message)} (${code(warning.code)})`]);
}
function planLines({ id, counts, tripped }) {
  return [
    ...counts.length > 0 ? ["", "| to do | how many |", "| --- | ---: |"] : [],
    ...counts.map(([what, many2]) => `| ${code(what)} | ${many2} |`),
    ...tripped === void 0 ? [] : ["", `⚠️ ${text(tripped)}: ${code(id)}`]
  ];
}
function many(batch) {
  const { counts, failed, resume, dryRun } = batch;
  const rest = failed.length - MOST_FAILED;
  return [
    `${isWhole(batch) ? "✅" : "❌"} ${text(batch.words)}${dryRun ? ` (${DRY})` : ""}`,
    ...counts.length > 0 ? ["", "| outcome | how many |", "| --- | ---: |"] : [],
    ...counts.map(([outcome, count]) => `| ${code(outcome)} | ${count} |`),
    ...failed.length > 0 ? ["", "| index | code | why |", "| ---: | --- | --- |"] : [],
    ...failed.slice(0, MOST_FAILED).map(({ index, error }) => `| ${index} | ${code(error.code)} | ${text(error.message)} |`),
    ...rest > 0 ? ["", `… and ${rest} more that failed`] : [],
    ...resume === void 0 ? [] : ["", `To go on, run the same step with its output ${code("resume")} among its options.`]
  ].join("\n");
}
function writeOf(result) {
  return result.ok && typeof result.data === "object" && result.data !== null && "changes" in result.data ? result.data : void 0;
}
function side(value) {
  return value === null || value === void 0 ? "" : typeof value === "string" ? value : JSON.stringify(value);
}
function text(words) {
  return words.replace(/[\p{Cc}\u2028\u2029]/gu, " ").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replace(/[\\`*_{}[\]()#+!|~]/g, "\\$&");
}
function code(word) {
  return `\`${word.replace(/[\p{Cc}`|]/gu, " ")}\``;
}

// js/action/main.ts
var LARGEST_DATA = 9e5;
var SHORTENED = 3e5;
var MOST_ERRORS = 9;
process.exitCode = await main();
async function main() {
  const result = await act();
  for (const secret of secrets(result)) mask(secret);
  give(result);
  summarize(markdown(result));
  log(line(result));
  if (!result.ok) {
    refused(result.error, `Seatwarden: ${result.error.code}`);
    return 1;
  }
  for (const warning of result.warnings) annotate("warning", warning.message, `Seatwarden: ${warning.code}`);
  const batch = batchOf(result);
  if (batch === void 0 || isWhole(batch)) return 0;
  for (const { index, error } of batch.failed.slice(0, MOST_ERRORS)) refused(error, `Seatwarden: ${error.code} at index ${index}`);
  annotate("error", batch.words, `Seatwarden: ${result.action}`);
  return 1;
}
function refused({ message, hint }, title) {
  annotate("error", hint === void 0 ? message : `${message}
${hint}`, title);
}
async function act() {
  try {
    const connection = readConnection();
    for (const secret of secrets(connection)) mask(secret);
    return await run(readStep(connection), process.env.RUNNER_DEBUG === "1" ? { onEvent: debug } : {});
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { ok: false, action: "unknown", error: { code: "invalid_input", message: error.message, retryable: false } };
  }
}
function give(result) {
  const batch = batchOf(result);
  output("ok", String(batch === void 0 ? result.ok : isWhole(batch)));
  if (!result.ok) {
    const { code: code2, message, retryable, retryAfterMs } = result.error;
    output("code", code2);
    output("message", message);
    output("retryable", String(retryable));
    if (retryAfterMs !== void 0) output("retry-after-ms", String(retryAfterMs));
    return;
  }
  if (batch !== void 0) {
    output("counts", JSON.stringify(Object.fromEntries(batch.counts)));
    if (batch.resume !== void 0) output("resume", batch.resume);
    if (!isWhole(batch)) {
      output("code", codeOf(batch));
      output("message", batch.words);
      output("retryable", String(batch.resume !== void 0 || batch.failed.some(({ error }) => error.retryable)));
    }
  }
  const planned = plannedOf(result);
  if (planned !== void 0) {
    output("counts", JSON.stringify(Object.fromEntries(planned.counts)));
    output("plan-id", planned.id);
  }
  if (result.outcome !== void 0) output("outcome", result.outcome);
  if ("user" in result.data && result.data.user) output("user-id", result.data.user.id);
  if (result.cursor !== void 0) output("cursor", result.cursor);
  const data = JSON.stringify(result.data);
  if (Buffer.byteLength(data) <= LARGEST_DATA) output("data", data);
  else if (batch !== void 0) {
    output("data", shortened(batch, SHORTENED));
    annotate(
      "warning",
      "The result is too large for an output of GitHub: of those who were done, only how many they are is in it.",
      "Seatwarden"
    );
  } else {
    const instead = planned === void 0 ? "ask for less, with a limit" : "make it with the command line, into a file, with --out";
    annotate("warning", `The result is too large for an output of GitHub: ${instead}.`, "Seatwarden");
  }
}
function debug({ type, method, path, status, attempt, delayMs }) {
  const words = [type, method, path, status, attempt && `attempt ${attempt}`, delayMs && `wait ${delayMs} ms`];
  annotate("debug", words.filter(Boolean).join(" "));
}
