/** Commands for a whole tenant: what is to be done that it fits a file of people, and doing it. */

import { writeFileSync } from "node:fs";
import { type ApplyOptions, type Person, type Plan, type PlannedChange, SeatwardenError } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { settleFile } from "./batch.js";
import { type Command, EXIT } from "./command.js";
import { type Given, readPeople } from "./file.js";
import { objectOf, readGiven } from "./json.js";
import { summary, writePlan } from "./plan-text.js";
import { POLICY_FLAGS, readPolicy } from "./policy.js";
import { jsonText } from "./style.js";
import { TENANT_FLAGS, WRITE_FLAGS, withClient, writeOptions } from "./tenant.js";
import { nameOf, readText } from "./text.js";

/** So many lines that can't be read are told. */
const TOLD = 10;

export const plan: Command = {
  name: "plan",
  about: "what is to be done that a tenant fits a file of people; writes nothing",
  words: "FILE",
  detail:
    "FILE is CSV, JSON or JSON Lines, as for provision --file; - is standard input. Nobody is deactivated unless --on-missing and a scope say so. The plan is JSON, and readable on a terminal or when --out takes the JSON.",
  onlyReads: true,
  flags: [...TENANT_FLAGS, ...POLICY_FLAGS, { name: "out", value: "FILE", about: "write the plan there, for apply" }],
  examples: [
    ["seatwarden plan people.csv", "who is missing, and who differs"],
    ["seatwarden plan people.csv --on-missing deactivate --domain example.com --out plan.json", "and whose seat is to be taken back"],
    ["seatwarden plan people.csv --policy policy.json --out plan.json && seatwarden apply plan.json", "every night"],
  ],
  run: (call) =>
    withClient(call, async (client, options) => {
      const { words, flags, output, signal } = call;
      const [path, ...more] = words;
      if (path === undefined || more.length > 0) throw new UsageError("plan takes one word: the FILE of people");
      if (path === "-" && flags.text("policy") === "-") throw new UsageError("people and policy can't both come on standard input");
      const policy = await readPolicy(flags, signal);
      const given = await readPeople(path, signal);
      const made = await client.plan(readable(given, path), policy, options).catch((error) => {
        throw placed(error, given);
      });
      const out = flags.text("out");
      if (out !== undefined) save(made, out);
      if (output.json || (!output.terminal && out === undefined)) {
        await output.value(made);
        for (const line of summary(made, output.paintNote)) output.note(line);
      } else await writePlan(made, output);
      for (const { code, message } of made.warnings) output.warning({ code, message: inFile(message, given) });
      if (out !== undefined && isToDo(made)) {
        const confirm = made.guard.tripped ? ` --confirm ${made.id}` : "";
        output.note(`  ${output.paintNote("cyan", "→")} seatwarden apply ${out}${confirm}`);
      }
      return EXIT.done;
    }),
};

export const apply: Command = {
  name: "apply",
  about: "do what a plan says",
  words: "FILE",
  detail:
    "FILE is what plan printed or wrote with --out; - is standard input. Nothing at all is done if the tenant isn't as the plan saw it (exit code 1), or if more would be deactivated than the plan allows (4).",
  flags: [
    ...TENANT_FLAGS,
    ...WRITE_FLAGS,
    { name: "confirm", value: "ID", about: "the plan's id, to deactivate more than it allows" },
    { name: "resume", value: "TEXT", about: "go on where --deadline-ms stopped it" },
  ],
  examples: [
    ["seatwarden apply plan.json --dry-run", "whether it still fits"],
    ["seatwarden apply plan.json > results.jsonl", "a line of JSON for each; exit code 1 if any failed"],
    ["seatwarden plan people.csv | seatwarden apply -", "at once"],
  ],
  hints: { plan_drifted: "Somebody changed the tenant meanwhile: make a new plan, and look at it." },
  run: (call) =>
    withClient(call, async (client, options) => {
      const { words, flags, output, signal } = call;
      const [path, ...more] = words;
      if (path === undefined || more.length > 0) throw new UsageError("apply takes one word: the FILE of a plan");
      const given = await readPlan(path, signal);
      const confirm = flags.text("confirm");
      const asked = { ...options, ...writeOptions(call), ...(confirm !== undefined && { confirm }) };
      const act = (_: unknown, more: Pick<ApplyOptions, "resume" | "onProgress">) => client.apply(given, { ...asked, ...more });
      return settleFile(entries(given), output, flags.text("resume"), act, "there is no entry in the plan");
    }),
};

/** The people of a file. Half a roster is none: one line that can't be read is bad usage. */
function readable(given: Given<Person>[], path: string): Person[] {
  const bad = given.flatMap((one) => ("problem" in one ? [`${one.place}: ${one.problem}`] : []));
  if (bad.length > 0) {
    const rest = bad.length > TOLD ? `; and ${bad.length - TOLD} more` : "";
    throw new UsageError(
      `${nameOf(path)} can't be read whole, and half of it would be another plan: ${bad.slice(0, TOLD).join("; ")}${rest}`,
    );
  }
  return given.flatMap((one) => ("value" in one ? [one.value] : []));
}

/** What is wrong with the roster, by where it is in the file. */
function placed(error: unknown, given: Given<Person>[]): unknown {
  if (!SeatwardenError.is(error) || error.code !== "invalid_input") return error;
  return new SeatwardenError({ ...error.toJSON(), message: inFile(error.message, given) });
}

/** `roster[3].role` as `line 5: role`. */
function inFile(message: string, given: Given<Person>[]): string {
  return message.replace(/\broster\[(\d+)\](\.(?=\w))?/g, (name, at: string, dot?: string) => {
    const place = given[Number(at)]?.place;
    return place === undefined ? name : `${place}${dot === undefined ? "" : ": "}`;
  });
}

function save(made: Plan, path: string): void {
  try {
    writeFileSync(path, `${jsonText(made, 2)}\n`);
  } catch (error) {
    throw new UsageError(`--out ${path} can't be written (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`);
  }
}

function isToDo({ create, reactivate, update, deactivate }: Plan): boolean {
  return create.length + reactivate.length + update.length + deactivate.length > 0;
}

async function readPlan(path: string, signal: AbortSignal): Promise<Plan> {
  const name = nameOf(path);
  const hint = "A plan is what seatwarden plan prints, or writes with --out.";
  const value = readGiven(await readText(path, signal), name, new UsageError(`${name} is not JSON`, hint));
  return objectOf(value, new UsageError(`${name} is no plan`, hint)) as unknown as Plan;
}

/** The entries of a plan in the order of its results. Whether it is one at all the core says. */
function entries(given: Plan): Given<unknown>[] {
  const listed = (list: "reactivate" | "create" | "update" | "deactivate") => {
    const all: unknown = given[list];
    const name = (one: Partial<PlannedChange & { person: Person }> | null) => one?.userName ?? one?.person?.userName ?? one?.person?.email;
    return (Array.isArray(all) ? all : []).map((one, at) => ({ place: `${list}[${at}]`, value: name(one) ?? "" }));
  };
  return [...listed("reactivate"), ...listed("create"), ...listed("update"), ...listed("deactivate")];
}
