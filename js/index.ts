/**
 * Joiner, mover, leaver for SaaS tenants. The whole public door; each entry in `entry/` adds where the wasm comes from.
 *
 * @packageDocumentation
 */

import type { RunOptions } from "./run.js";
import type { Action, Step, StepOutput } from "./types/step.js";
import type {
  LifecycleEvent,
  WebhookAnswer,
  WebhookDelivery,
  WebhookRequest,
  WebhookSource,
  WebhookVerification,
} from "./types/webhook.js";

export {
  apply,
  type BareOptions,
  capabilities,
  deactivate,
  deactivateAll,
  find,
  get,
  list,
  plan,
  provision,
  provisionAll,
  reactivate,
  remove,
  request,
  resetPassword,
  roles,
  token,
  update,
} from "./bare.js";
export { type Client, connect } from "./client.js";
export { type ErrorCode, type ErrorFields, SeatwardenError, type VendorError } from "./error.js";
export type { GroupList, Groups } from "./groups.js";
export type { RunOptions } from "./run.js";
export type { Connection, ScimAuth, ScimConnection, ZoomConnection, ZuoraConnection, ZuoraDataCenter } from "./types/connection.js";
export type {
  CreateGroupResult,
  Group,
  GroupMember,
  GroupResult,
  MembersResult,
  RemoveGroupResult,
  RenameGroupResult,
  WhichGroup,
} from "./types/group.js";
export type {
  ApplyOptions,
  BatchOptions,
  CallOptions,
  ClientOptions,
  DeactivateAllOptions,
  DeactivateOptions,
  HostOptions,
  ListQuery,
  PlanOptions,
  ProvisionAllOptions,
  ProvisionOptions,
  RemoveGroupOptions,
  RemoveOptions,
  RequestOptions,
  TokenStore,
  WriteOptions,
} from "./types/options.js";
export type { ApplyResult, Plan, PlannedChange, Policy } from "./types/plan.js";
export type { AuditRecord, SeatwardenEvent } from "./types/record.js";
export type {
  AccessToken,
  BatchEntry,
  BatchResult,
  Capabilities,
  Change,
  DeactivateResult,
  PasswordReset,
  ProvisionResult,
  RawResponse,
  ReactivateResult,
  RemoveResult,
  UpdateResult,
  UserList,
  UserPage,
  Warning,
  WriteResult,
} from "./types/result.js";
export type { Action, Actions, ClientStep, Step, StepDone, StepFailed, StepOutput } from "./types/step.js";
export type { Person, PersonChange, Role, User, Who } from "./types/user.js";
export type {
  GenericScheme,
  LifecycleEvent,
  WebhookAnswer,
  WebhookBody,
  WebhookDelivery,
  WebhookHeaders,
  WebhookRequest,
  WebhookSource,
  WebhookVerification,
} from "./types/webhook.js";

// What follows each entry makes itself, with its own wasm for webhooks: who uses none of it has none in the bundle.

/**
 * Runs one verb, JSON in and JSON out, and never throws for what went wrong: branch on `ok`, then on `outcome` or `error.code`.
 *
 * @example
 * const output = await run({ action: "deactivate", connection, input: { who: "jane@example.com" } });
 * if (!output.ok && output.error.retryable) console.log("later:", output.error.message);
 */
export declare function run<A extends Action>(step: Step<A>, options?: RunOptions): Promise<StepOutput<A>>;

/**
 * Verifies a delivery: its signature over the raw bytes in constant time, then its age. Rejects with `webhook_invalid` if it isn't the
 * vendor's own or too old, with `invalid_input` if a secret is empty or can't be one.
 *
 * @example
 * const delivery = { headers: request.headers, body: await request.arrayBuffer(), secret: env.GUSTO_TOKEN };
 * const { id } = await verifyWebhook("gusto", delivery);
 * for (const event of parseWebhook("gusto", delivery)) console.log(id, event.type, event.effectiveAt, event.externalId);
 */
export declare function verifyWebhook(source: WebhookSource, delivery: WebhookDelivery): Promise<WebhookVerification>;

/**
 * Reads what a delivery says. It knows nothing of its authenticity: verify the same delivery first.
 *
 * @throws SeatwardenError `webhook_invalid` if the body can't be read.
 */
export declare function parseWebhook(source: WebhookSource, delivery: WebhookDelivery): LifecycleEvent[];

/**
 * What to answer when a vendor tries your address before it delivers: Okta's one-time GET, HiBob's ping. `null` if the request is none.
 *
 * @example
 * const answer = webhookChallenge("okta", { method: request.method, headers: request.headers, url: request.url });
 * if (answer !== null) return new Response(answer.body, answer);
 */
export declare function webhookChallenge(source: WebhookSource, request: WebhookRequest): WebhookAnswer | null;
