/** A delivery at the door: let in or refused, and handed to the objects of those whom it is about. Starts nothing and asks nobody. */

import { parseWebhook, SeatwardenError, verifyWebhook, webhookChallenge } from "../entry/workerd.js";
import type { LifecycleEvent, WebhookDelivery, WebhookSource } from "../index.js";
import { bindings, type Config, personOf } from "./config.js";
import { idOfBody, instanceOf } from "./identity.js";
import type { HrSourceOptions } from "./options.js";
import type { PersonStub } from "./person-calls.js";
import { type ObjectNamespace, objectOf } from "./platform.js";

/** Sources whose deliveries may have neither an id nor a time: the same words may come again and mean it. */
const NAMELESS: ReadonlySet<string> = new Set<WebhookSource>(["factorial", "generic", "rippling"]);

/** Answers a request to `/hooks/NAME`. */
export async function takeIn(config: Config, name: string, request: Request, env: unknown): Promise<Response> {
  const sources = config.sources(env);
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined) return says(404, "there is no such source");
  const body = await bodyOf(request, config.maxBodyBytes);
  if (body === undefined) return says(413, "the delivery is too large");
  const { method, headers, url } = request;
  const challenge = challengeOf(source, { method, headers, url, body });
  if (challenge !== null) return challenge;
  if (method !== "POST") return says(405, "deliveries are posted");

  const delivery = deliveryOf(source, request, body);
  let strength: string;
  try {
    ({ strength } = await verifyWebhook(source.source, delivery));
  } catch (error) {
    if (SeatwardenError.is(error) && error.code === "webhook_invalid") return says(401, "the delivery is not authentic");
    console.error(`seatwarden: the source "${name}" can't be verified: ${String(error)}`);
    return says(500, "the source is not set up");
  }
  let events: LifecycleEvent[];
  try {
    events = parseWebhook(source.source, delivery);
  } catch {
    return says(400, "the delivery can't be read");
  }
  const ownId = NAMELESS.has(source.source) ? await idOfBody(source.source, body) : undefined;
  await Promise.all(events.map((event) => enqueue(name, source, event, strength, isNameless(event, ownId), env)));
  return says(202, "accepted");
}

/** Hands an event to its person's object, which keeps it. */
async function enqueue(
  name: string,
  source: HrSourceOptions,
  event: LifecycleEvent,
  strength: string,
  nameless: boolean,
  env: unknown,
): Promise<void> {
  const [instance, person] = [await instanceOf(name, event.id), personOf(source, event)];
  const object = `${name}:${person}`;
  // Where nothing is signed the body proves nothing: ask, if there is somebody to ask.
  const asks = event.type !== "cancelled" && (event.thin || (strength === "shared_secret" && source.resolve !== undefined));
  const stub = objectOf(bindings(env).HR_PERSON as ObjectNamespace<unknown>, object) as PersonStub;
  await stub.accept({ instance, source: name, person, object, event, asks, nameless, received: Date.now() });
}

/** Whether an event's id is that of its words, and these tell no time. */
function isNameless({ id, raw }: LifecycleEvent, ownId: string | undefined): boolean {
  if (ownId === undefined || (id !== ownId && !id.startsWith(`${ownId}#`))) return false;
  return typeof raw !== "object" || raw === null || !("timestamp" in raw);
}

function deliveryOf(
  { secret, generic, toleranceSeconds }: HrSourceOptions,
  { method, headers }: Request,
  body: Uint8Array,
): WebhookDelivery {
  return {
    method,
    headers,
    body,
    ...(typeof secret === "string" ? { secret } : { secrets: secret }),
    ...(generic !== undefined && { generic }),
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
  };
}

/** The answer to a vendor's try of the address. */
function challengeOf({ source }: HrSourceOptions, request: Parameters<typeof webhookChallenge>[1]): Response | null {
  try {
    const answer = webhookChallenge(source, request);
    return answer === null ? null : new Response(answer.body, answer);
  } catch {
    return null;
  }
}

/** The body, or nothing if it is larger than it may be: then it isn't read to its end. */
async function bodyOf(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > most) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** An answer: a status and a word, nothing else. */
export function says(status: number, message: string): Response {
  return Response.json({ message }, { status });
}
