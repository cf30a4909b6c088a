/** Names that are the same each time: of an event, and of what is secret when two are compared. */

const encoder = new TextEncoder();

/** The id of an event's Workflow: hex SHA-256 of the source's name, a line feed and the vendor's id of the event. */
export async function instanceOf(source: string, eventId: string): Promise<string> {
  return hex(await digest(`${source}\n${eventId}`));
}

/** The Workflow's instance of an event's `run`. */
export function runOf(instance: string, run: number): string {
  return run === 1 ? instance : `${instance}-${run}`;
}

/** Whether two texts are the same, in a time that tells nothing of either. */
export async function isSame(one: string, other: string): Promise<boolean> {
  const [left, right] = await Promise.all([digest(one), digest(other)]);
  let differs = 0;
  for (const [at, byte] of left.entries()) differs |= byte ^ (right[at] ?? 0);
  return differs === 0;
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
