/** What a plan comes to, as the action tells it: how many, and never who. */

import type { Plan, StepOutput } from "../entry/default.js";

/** What is to be done, in numbers. */
export interface Planned {
  /** What `apply` may have to be told. */
  id: string;
  /** In a few words: `"2 create, 1 update, 214 unchanged"`. */
  words: string;
  /** How many are to be what. */
  counts: [what: string, many: number][];
  /** Why it can't be applied as it is, in a sentence. */
  tripped: string | undefined;
}

/** What a plan comes to; `undefined` for any other step. */
export function plannedOf(output: StepOutput): Planned | undefined {
  if (!output.ok || !("guard" in output.data)) return undefined;
  const { id, create, update, reactivate, deactivate, unchanged, guard }: Plan = output.data;
  const { removals, maxRemovals } = guard;
  const lists = Object.entries({ create, update, reactivate, deactivate }).map(([what, list]): [string, number] => [what, list.length]);
  const counts = [...lists, ["unchanged", unchanged] as [string, number]].filter(([, many]) => many > 0);
  return {
    id,
    words: counts.map(([what, many]) => `${many} ${what}`).join(", ") || "there was nobody",
    counts,
    tripped: guard.tripped
      ? `${removals} would be deactivated, and ${maxRemovals} may be: apply needs the plan's id as confirm`
      : undefined,
  };
}
