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
    if (typeof (await statusOf(workflow, id)) !== "string") throw error;
  }
}

/** Whether the instance `id` will never say anything any more. */
export async function isLost(workflow: WorkflowBinding, id: string): Promise<boolean> {
  const status = await statusOf(workflow, id);
  return status === null || ["complete", "errored", "terminated"].includes(status ?? "");
}

/** What becomes of the instance; `null` if there is none, nothing if nobody can tell. */
async function statusOf(workflow: WorkflowBinding, id: string): Promise<string | null | undefined> {
  try {
    const instance = await workflow.get(id);
    return (await instance.status()).status;
  } catch (error) {
    return /not_found/.test(String(error)) ? null : undefined;
  }
}
