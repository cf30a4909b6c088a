/** By what names a person is looked for. Pure. */

import type { LifecycleEvent, PersonChange, Who } from "../index.js";

/** How to find the account of somebody whose account isn't known. */
export function whosOf(event: LifecycleEvent, { email, userName, externalId }: PersonChange): Who[] {
  const whos: Who[] = [];
  if (event.who !== undefined) whos.push(event.who);
  if (userName !== undefined) whos.push({ userName });
  if (email !== undefined) whos.push({ email });
  if (externalId !== undefined) whos.push({ externalId });
  return distinct(whos);
}

/** Each of them once. */
export function distinct(whos: Who[]): Who[] {
  const seen = new Set<string>();
  return whos.filter((who) => {
    const text = JSON.stringify(who);
    return !seen.has(text) && seen.add(text);
  });
}
