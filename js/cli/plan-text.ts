/** A plan as a person reads it: who, what changes, how many, and whether it may be done as it is. */

import type { Person, Plan, PlannedChange } from "../entry/default.js";
import type { Output } from "./output.js";
import { type Paint, visible } from "./style.js";
import { changeLine } from "./tenant.js";

/** What is to be done with one of a list: its mark, its colour. */
const MARKS = { create: ["+", "green"], update: ["~", "yellow"], reactivate: ["↑", "green"], deactivate: ["-", "red"] } as const;

/** Writes it, a list after the other, and what it comes to at the end. */
export async function writePlan(plan: Plan, output: Output): Promise<void> {
  const { provider, tenant, readAt, create } = plan;
  await output.line(output.paint("dim", visible(`${provider} ${tenant}, read ${readAt}`)));
  const lists = {
    create: create.map(({ person }) => joiner(person, output)),
    update: plan.update.map((one) => account(one, output)),
    // That `active` changes the list says.
    reactivate: plan.reactivate.map(({ changes, ...one }) => account({ ...one, changes: changes.slice(1) }, output)),
    deactivate: plan.deactivate.map((one) => account({ ...one, changes: [] }, output)),
  };
  for (const [list, entries] of Object.entries(lists)) {
    if (entries.length === 0) continue;
    const [mark, colour] = MARKS[list as keyof typeof MARKS];
    await output.line(`\n${output.paint("bold", list)} ${output.paint("dim", entries.length.toLocaleString("en"))}`);
    for (const [who = "", ...changes] of entries) {
      await output.line(`  ${output.paint(colour, `${mark} ${who}`)}`);
      for (const change of changes) await output.line(`  ${change}`);
    }
  }
  await output.line("");
  for (const line of summary(plan, output.paint)) await output.line(line);
}

/** What it comes to: how many of each, and whether so many may be deactivated. */
export function summary({ id, create, update, reactivate, deactivate, unchanged, guard }: Plan, paint: Paint): string[] {
  const counts = Object.entries({ create, update, reactivate, deactivate }).filter(([, list]) => list.length > 0);
  const words = counts.map(([verb, list]) => `${list.length.toLocaleString("en")} to ${verb}`);
  const same = `${unchanged.toLocaleString("en")} as asked already`;
  const { removals, maxRemovals, tripped } = guard;
  const allowed = `${removals.toLocaleString("en")} would be deactivated, and ${maxRemovals.toLocaleString("en")} may be`;
  return [
    words.length === 0 ? `nothing to do: ${same}` : `${words.join(", ")}; ${same}`,
    ...(tripped ? [`${paint("red", `✖ ${allowed}:`)} look closely, and if it is right, apply it with --confirm ${id}`] : []),
  ];
}

/** Somebody new: who, and what a reader would miss. Of `extra` only the names. */
function joiner(person: Person, { paint }: Output): string[] {
  const { userName, email, displayName, givenName, familyName, role, groups = [], extra = {} } = person;
  const name = displayName ?? [givenName, familyName].filter(Boolean).join(" ");
  const names = Object.keys(extra);
  const about = [name, role, ...groups, ...(names.length > 0 ? [`with ${names.join(", ")}`] : [])].filter(Boolean).join(", ");
  return [`${visible(userName ?? email ?? "")}${about === "" ? "" : paint("dim", ` ${visible(about)}`)}`];
}

function account({ userName, id, changes }: PlannedChange, output: Output): string[] {
  return [`${visible(userName)}${output.paint("dim", ` (${visible(id)})`)}`, ...changes.map((change) => changeLine(change, output))];
}
