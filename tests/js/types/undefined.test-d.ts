/**
 * For compilers with `exactOptionalPropertyTypes` (as tsconfig.base.json is): what may be left out of an input or of options may be `undefined` too.
 * The pages' own loops, and every optional field.
 */

import type {
  ApplyOptions,
  BareOptions,
  CallOptions,
  ClientOptions,
  Connection,
  DeactivateAllOptions,
  DeactivateOptions,
  GenericScheme,
  ListQuery,
  Person,
  PersonChange,
  Plan,
  PlanOptions,
  Policy,
  ProvisionAllOptions,
  ProvisionOptions,
  RemoveGroupOptions,
  RemoveOptions,
  RequestOptions,
  RunOptions,
  ScimAuth,
  Step,
  WebhookDelivery,
  WebhookRequest,
  WriteOptions,
} from "../../../pkg/index.js";
import { connect, parseWebhook, run, verifyWebhook } from "../../../pkg/index.js";
import type { Faults, RateLimit, SandboxOptions, ScriptedFault } from "../../../pkg/sandbox.js";
import { createSandbox } from "../../../pkg/sandbox.js";
import type { ServeOptions } from "../../../pkg/sandbox-server.js";

/** The optional fields of `T`, each `undefined`. */
type Blank<T> = { [K in keyof T as Record<never, never> extends Pick<T, K> ? K : never]: undefined };
/** Whether each of a union takes its optional fields as `undefined`. */
type Takes<T> = T extends unknown ? (Blank<T> extends Partial<T> ? true : false) : never;
function takes<_T extends true>(): void {}

takes<Takes<ClientOptions>>();
takes<Takes<CallOptions>>();
takes<Takes<WriteOptions>>();
takes<Takes<RequestOptions>>();
takes<Takes<RunOptions>>();
takes<Takes<ProvisionOptions>>();
takes<Takes<DeactivateOptions>>();
takes<Takes<ProvisionAllOptions>>();
takes<Takes<DeactivateAllOptions>>();
takes<Takes<PlanOptions>>();
takes<Takes<ApplyOptions>>();
takes<Takes<Policy>>();
takes<Takes<NonNullable<Policy["scope"]>>>();
takes<Takes<RemoveOptions>>();
takes<Takes<RemoveGroupOptions>>();
takes<Takes<BareOptions<ProvisionOptions>>>();
takes<Takes<ListQuery>>();
takes<Takes<Person>>();
takes<Takes<PersonChange>>();
takes<Takes<Connection>>();
takes<Takes<ScimAuth>>();
takes<Takes<Step>>();
takes<Takes<WebhookDelivery>>();
takes<Takes<WebhookRequest>>();
takes<Takes<GenericScheme>>();
takes<Takes<SandboxOptions>>();
takes<Takes<ServeOptions>>();
takes<Takes<Faults>>();
takes<Takes<ScriptedFault>>();
takes<Takes<RateLimit>>();
// @ts-expect-error that it would be seen
takes<Takes<{ signal?: AbortSignal }>>();

// The loops of docs/batches.md, docs/plan.md and docs/recipes.md.
async function batches(connection: Connection, people: Person[], plan: Plan): Promise<void> {
  const zuora = connect(connection);
  let resume: string | undefined;
  do {
    const part: Awaited<ReturnType<typeof zuora.provisionAll>> = await zuora.provisionAll(people, { deadlineMs: 25_000, resume });
    resume = part.resume;
  } while (resume !== undefined);
  do {
    const part: Awaited<ReturnType<typeof zuora.apply>> = await zuora.apply(plan, { deadlineMs: 25_000, resume });
    resume = part.resume;
  } while (resume !== undefined);
  do {
    const output: Awaited<ReturnType<typeof run<"provisionAll">>> = await run({
      action: "provisionAll",
      connection,
      input: { people },
      options: { deadlineMs: 50_000, resume },
    });
    if (!output.ok) throw new Error(output.error.message);
    resume = output.data.resume;
  } while (resume !== undefined);
}

// What stands in an environment may not be there.
async function webhooks(request: Request, env: Record<string, string | undefined>): Promise<void> {
  const delivery = { method: request.method, headers: request.headers, body: await request.arrayBuffer(), secret: env.SECRET };
  await verifyWebhook("workos", delivery);
  parseWebhook("workos", delivery);
  createSandbox({ users: undefined, faults: { lostBefore: undefined, script: undefined } });
}

export { batches, webhooks };
