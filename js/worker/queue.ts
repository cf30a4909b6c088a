/**
 * The Queue's consumer. What a Workflow couldn't do is tried again here as often as the consumer's `max_retries` say, `retry_delay` apart; then
 * Cloudflare moves it to the dead-letter queue, and from there it comes to the desk. What failed before it came to any tenant is begun again by a
 * Workflow, which counts how often. Nothing is decided here that a Workflow wouldn't.
 */

import { bindings } from "./config.js";
import { deskOf, type Failed, tell } from "./desk.js";
import { noticesOf } from "./notices.js";
import type { PersonStub } from "./person-calls.js";
import { type ObjectNamespace, objectOf, type QueueBatch, type QueueMessage } from "./platform.js";
import type { TenantStub } from "./tenant.js";

/** The dead-letter queue is the one whose name ends so. */
const DEAD = /-dead$/;
/** The longest delay that a Queue takes, in seconds (Queues, "Limits": 24 hours; it was 12). */
const LONGEST_S = 43_200;

/** Takes a batch. */
export async function consume(batch: QueueBatch, env: unknown): Promise<void> {
  const take = DEAD.test(batch.queue) ? bury : tryAgain;
  await Promise.all(
    batch.messages.map(async (message) => {
      try {
        await take(message, env);
      } catch (error) {
        console.error("seatwarden: a message could not be handled, it will come again:", String(error));
        message.retry();
      }
    }),
  );
}

async function bury(message: QueueMessage, env: unknown): Promise<void> {
  await deskOf(env).bury(message.body as Failed);
  message.ack();
}

async function tryAgain(message: QueueMessage, env: unknown): Promise<void> {
  const { instance, object, source, person: name, tenant, removal = false, run = 1 } = message.body as Failed;
  const { HR_TENANT, HR_PERSON } = bindings(env);
  const person = objectOf(HR_PERSON as ObjectNamespace<unknown>, object) as PersonStub;
  if (tenant === undefined) {
    // The Workflow has just tried as long as it may: the first delivery only waits out the Queue's delay.
    return message.attempts > 1 && (await person.retry(instance, run)) ? message.ack() : message.retry();
  }
  const stub = objectOf(HR_TENANT as ObjectNamespace<unknown>, tenant) as TenantStub;
  const { error, ...ended } = await stub.act({ tenant, object, instance, removal });
  await tell(env, noticesOf({ instance, source, person: name }, tenant, removal, ended));
  if (error === undefined) message.ack();
  else if (error.retryAfterMs === undefined) message.retry();
  else message.retry({ delaySeconds: Math.min(Math.ceil(error.retryAfterMs / 1000), LONGEST_S) });
}
