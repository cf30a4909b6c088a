/** Names that are the same each time: of an event, and of what is secret when two are compared. */

const encoder = new TextEncoder();

/** The id of an event's Workflow: hex SHA-256 of the source's name, a line feed and the vendor's id of the event. */
export async function instanceOf(source: string, eventId: string): Promise<string> {
  return hex(await digest(`${source}\n${eventId}`));
}

/** The id of a delivery that has none: hex SHA-256 of the kind of source, a line feed and the body. `parseWebhook` gives the same. */
export async function idOfBody(source: string, body: Uint8Array): Promise<string> {
  const head = encoder.encode(`${source}\n`);
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return hex(await digest(whole));
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

async function digest(given: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", typeof given === "string" ? encoder.encode(given) : given));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
