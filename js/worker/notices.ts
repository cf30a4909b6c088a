/** What people are told to look at, in words. Pure but for the clock. */

import type { Notice } from "./options.js";

/** Whose event it is about. */
export interface About {
  instance: string;
  source: string;
  person: string;
}

/** A notice, whose id is the same for the same thing: the desk keeps it once. */
export function noticeOf({ instance, source, person }: About, kind: Notice["kind"], message: string, tenant?: string): Notice {
  const id = `${instance}:${tenant ?? ""}:${kind}`;
  const notice = { id, at: new Date().toISOString(), kind, event: instance, source, person, message };
  return tenant === undefined ? notice : { ...notice, tenant };
}

/** What one tenant ended with. */
export interface Ended {
  outcome: string;
  warnings: string[];
  placed: boolean;
  tooLate: boolean;
}

/** What is to be looked at after a seat was given or taken, whoever did it. */
export function noticesOf(about: About, tenant: string, removal: boolean, { outcome, warnings, placed, tooLate }: Ended): Notice[] {
  const notices: Notice[] = [];
  // Of a mover's lost seat the rules say that he isn't placed there.
  if (removal && placed && outcome === "not_found")
    notices.push(noticeOf(about, "leaver_not_found", `The rules place the leaver in ${tenant}, and nobody was found there`, tenant));
  if (tooLate) {
    const message = `A termination was called off, or put off, while the seat in ${tenant} was being taken: look there. If he stays, send a joiner`;
    notices.push(noticeOf(about, "cancelled_too_late", message, tenant));
  }
  if (warnings.includes("left_inactive")) {
    const message = `The account in ${tenant} is off and was left so: nothing says that the person is employed`;
    notices.push(noticeOf(about, "left_inactive", message, tenant));
  }
  return notices;
}

/** A leaver in the words of an earlier one, of somebody who has come back since. */
export const SECOND_LEAVING =
  "A termination came again in the same words within a day, and he has come back in between: it was taken for a redelivery. If he leaves, send a leaver";

/** A joiner who doesn't come, by what was told of him after. */
export const NO_SHOW =
  "His first day has come, and he was told to leave before it: he got no seat. If he comes all the same, send a joiner";

/** A hire that was called off when it was done. */
export const HIRE_TOO_LATE = "A hire was called off of somebody who counts as employed. If he isn't, send a leaver";

/** A termination that was called off when it was done, in these tenants. */
export function terminatedIn(tenants: string[] = []): string {
  const where = tenants.length > 0 ? ` in ${tenants.join(", ")}` : "";
  return `A termination was called off after it was done${where}. If he stays, send a joiner`;
}
