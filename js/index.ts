/**
 * Joiner, mover, leaver for SaaS tenants. The whole public door; each entry in `entry/` adds where the wasm comes from.
 *
 * @packageDocumentation
 */

export {
  type BareOptions,
  capabilities,
  deactivate,
  find,
  get,
  list,
  provision,
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
export { type RunOptions, run } from "./run.js";
export type { Connection, ScimAuth, ScimConnection, ZoomConnection, ZuoraConnection, ZuoraDataCenter } from "./types/connection.js";
export type {
  CallOptions,
  ClientOptions,
  DeactivateOptions,
  HostOptions,
  ListQuery,
  ProvisionOptions,
  RemoveOptions,
  RequestOptions,
  TokenStore,
  WriteOptions,
} from "./types/options.js";
export type { AuditRecord, SeatwardenEvent } from "./types/record.js";
export type {
  AccessToken,
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
