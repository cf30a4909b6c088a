/**
 * GitHub's runner as an action sees it: inputs in the environment, commands on standard output, files for outputs and the summary
 * (docs.github.com, "Workflow commands for GitHub Actions"). Knows nothing of seats. `@actions/core` does the same, and brings an HTTP
 * client of half a megabyte along.
 */

import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { EOL } from "node:os";

/** What the runner calls an annotation. */
export type Level = "debug" | "notice" | "warning" | "error";

/** The value of an input, without blanks around it; `undefined` if it is empty: the runner sets those that weren't given to "". */
export function input(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`]?.trim() || undefined;
}

/** Has the runner mask `secret` in all that is printed from now on, by this step and those after it. */
export function mask(secret: string): void {
  command("add-mask", "", secret);
}

/** An annotation of the run. Debug ones are shown when somebody asks for debug logs. */
export function annotate(level: Level, message: string, title?: string): void {
  command(level, title === undefined ? "" : ` title=${escaped(title).replaceAll(":", "%3A").replaceAll(",", "%2C")}`, message);
}

/** A line in the log. What a tenant says in it is no command to the runner: commands are lines of `::`, or `##[` anywhere. */
export function log(line: string): void {
  process.stdout.write(
    `${line
      .replace(/[\p{Cc}\u2028\u2029]/gu, " ")
      .replace(/^\s*::/, ": :")
      .replaceAll("##[", "## [")}${EOL}`,
  );
}

/** Sets an output of the step. */
export function output(name: string, value: string, env: NodeJS.ProcessEnv = process.env): void {
  if (!env.GITHUB_OUTPUT) return;
  // Nobody can guess it, so no value can end itself and begin another output.
  const end = `seatwarden_${randomUUID()}`;
  appendFileSync(env.GITHUB_OUTPUT, `${name}<<${end}${EOL}${value}${EOL}${end}${EOL}`);
}

/** Adds Markdown to the summary of the job. */
export function summarize(markdown: string, env: NodeJS.ProcessEnv = process.env): void {
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, `${markdown}${EOL}`);
}

function command(name: string, properties: string, data: string): void {
  process.stdout.write(`::${name}${properties}::${escaped(data)}${EOL}`);
}

function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
