/**
 * The HR Worker: from a signed delivery to a closed account, on Cloudflare's own parts. ESM, for Cloudflare Workers alone.
 *
 * @packageDocumentation
 */

import type { ClientStep, StepOutput } from "../index.js";
import { bindings, configOf } from "./config.js";
import { deskClass } from "./desk.js";
import { atDesk } from "./desk-door.js";
import { says, takeIn } from "./intake.js";
import type { HrBindings, HrWorkerOptions } from "./options.js";
import { personClass } from "./person.js";
import { type HrClass, type ObjectNamespace, objectOf, type QueueBatch } from "./platform.js";
import { consume } from "./queue.js";
import { type TenantStub, tenantClass } from "./tenant.js";
import { workflowClass } from "./workflow.js";

export { d1Audit } from "./d1.js";
export type {
  DeadLetter,
  Failure,
  HrAuditEntry,
  HrBindings,
  HrOutcome,
  HrSink,
  HrSourceOptions,
  HrTenantOptions,
  HrWorkerOptions,
  Notice,
  OfEnv,
  Placement,
  Resolve,
  Resolved,
  Rules,
  TenantOutcome,
} from "./options.js";
export type {
  D1Binding,
  D1Statement,
  HrClass,
  ObjectNamespace,
  QueueBatch,
  QueueBinding,
  QueueMessage,
  WorkflowBinding,
} from "./platform.js";
export { type BambooHrOptions, bambooHr } from "./resolve/bamboohr.js";
export { type HiBobOptions, hiBob } from "./resolve/hibob.js";

/** The Worker: four classes to export, and the handlers. */
export interface HrWorker<Env = HrBindings> {
  /** `export default hr.handlers`. */
  handlers: {
    /** Takes deliveries at `/hooks/NAME`, and shows the desk at `/desk`. */
    fetch(request: Request, env: Env): Promise<Response>;
    /** Takes what the Queues deliver. */
    queue(batch: QueueBatch, env: Env): Promise<void>;
  };
  /** Runs any verb on a tenant's only client: JSON in, JSON out, as `client.run`. For your own jobs, so that they share token and pace. */
  run(env: Env, tenant: string, step: ClientStep, actor?: string): Promise<StepOutput>;
  /** The Workflow of an event. */
  HrWorkflow: HrClass;
  /** The Durable Object of a person. */
  HrPerson: HrClass;
  /** The Durable Object of a tenant. */
  HrTenant: HrClass;
  /** The Durable Object of the desk. */
  HrDesk: HrClass;
}

/**
 * Makes the Worker. The template in `seatwarden/template` is all around it.
 *
 * @throws TypeError at once for options that can't be.
 * @example
 * const hr = createHrWorker({ sources, tenants, rules, audit: d1Audit() });
 * export const { HrWorkflow, HrPerson, HrTenant, HrDesk } = hr;
 * export default hr.handlers;
 */
export function createHrWorker<Env = HrBindings>(options: HrWorkerOptions<Env>): HrWorker<Env> {
  const config = configOf(options as HrWorkerOptions<never>);
  return {
    handlers: {
      async fetch(request, env) {
        const [place, ...path] = new URL(request.url).pathname.split("/").filter((part) => part !== "");
        try {
          if (place === "hooks" && path[0] !== undefined && path.length === 1) return await takeIn(config, path[0], request, env);
          if (place === "desk") return await atDesk(path, request, env);
        } catch (error) {
          console.error(`seatwarden: a request to /${place} failed: ${String(error)}`);
          return says(500, "it could not be taken: send it again");
        }
        return says(404, "there is nothing here");
      },
      queue: (batch, env) => consume(batch, env),
    },
    run: (env, tenant, step, actor) =>
      (objectOf(bindings(env).HR_TENANT as ObjectNamespace<unknown>, tenant) as TenantStub).run(tenant, step, actor),
    HrWorkflow: workflowClass(config),
    HrPerson: personClass(config),
    HrTenant: tenantClass(config),
    HrDesk: deskClass(config),
  };
}
