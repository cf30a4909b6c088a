/** Starts a Workflow so that one instance runs, however often it is tried. Knows nothing of what it does. */

import type { WorkflowBinding } from "./platform.js";

/** What an instance is started with. */
export interface Order {
  /** The event. */
  instance: string;
  /** The name of the person's object. */
  object: string;
  /** Which run of it this is. */
  run: number;
}

/** Starts the instance `id`, unless there is one. */
export async function start(workflow: WorkflowBinding, id: string, order: Order): Promise<void> {
  try {
    await workflow.create({ id, params: order });
  } catch (error) {
    // Cloudflare refuses an id that it knows (Workflows, Workers API, "create"), in words that differ: so it is asked.
    if ((await statusOf(workflow, id)) === undefined) throw error;
  }
}

/** Whether the instance `id` will never say anything any more. */
export async function isLost(workflow: WorkflowBinding, id: string): Promise<boolean> {
  const status = await statusOf(workflow, id);
  return status === undefined || ["complete", "errored", "terminated"].includes(status);
}

async function statusOf(workflow: WorkflowBinding, id: string): Promise<string | undefined> {
  try {
    const instance = await workflow.get(id);
    return (await instance.status()).status;
  } catch {
    return undefined;
  }
}
