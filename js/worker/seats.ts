/** What the user's rules say. Whatever they throw is data from here on. */

import type { LifecycleEvent, PersonChange } from "../index.js";
import type { Config } from "./config.js";
import type { Failure, Placement } from "./options.js";

/** The seats that the rules give, or why they couldn't be asked. */
export async function seatsOf(config: Config, event: LifecycleEvent, person: PersonChange): Promise<Placement[] | Failure> {
  try {
    const seats: unknown = await config.rules(event, person);
    if (Array.isArray(seats)) return seats;
    return { code: "rules_failed", message: "rules gave no list of placements", retryable: false };
  } catch (error) {
    return { code: "rules_failed", message: `rules threw: ${String(error)}`, retryable: false };
  }
}
