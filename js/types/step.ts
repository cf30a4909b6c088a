/** The step: every verb as JSON in and JSON out, for workflow platforms. */

import type { ErrorFields } from "../error.js";
import type { Connection } from "./connection.js";
import type { CreateGroupResult, Group, MembersResult, RemoveGroupResult, RenameGroupResult, WhichGroup } from "./group.js";
import type {
  ApplyOptions,
  CallOptions,
  DeactivateAllOptions,
  DeactivateOptions,
  ListQuery,
  PlanOptions,
  ProvisionAllOptions,
  ProvisionOptions,
  RemoveGroupOptions,
  RemoveOptions,
  RequestOptions,
  WriteOptions,
} from "./options.js";
import type { ApplyResult, Plan, Policy } from "./plan.js";
import type {
  AccessToken,
  BatchResult,
  Capabilities,
  DeactivateResult,
  PasswordReset,
  ProvisionResult,
  RawResponse,
  ReactivateResult,
  RemoveResult,
  UpdateResult,
  Warning,
} from "./result.js";
import type { Person, PersonChange, Role, User, Who } from "./user.js";
import type { LifecycleEvent, WebhookDelivery, WebhookSource, WebhookVerification } from "./webhook.js";

/** Options as JSON: without the signal. */
type Json<O> = Omit<O, "signal">;

/** Options of a batch as JSON. */
type JsonBatch<O> = Omit<O, "signal" | "onProgress">;

/** What a write gives as a step: `outcome` tells which it is. */
type Written<R> = R extends { outcome: infer O }
  ? {
      /** What the write did, in one word. */
      outcome: O;
      /** What else is known of it. */
      data: Omit<R, "outcome" | "warnings">;
    }
  : never;

/** What an action gives: a write its outcome and data, a read its data. */
type Given<A> = A extends { written: infer R }
  ? Written<R>
  : A extends { data: infer D }
    ? {
        outcome?: never;
        /** What the verb gives. */
        data: D;
      }
    : never;

/** What each action takes and gives. */
export interface Actions {
  /** A token for the tenant; the token itself only with `reveal: true`. */
  token: {
    input: Record<string, never>;
    options: Json<CallOptions> & {
      /** Give the token itself. Platforms keep a step's output: think twice. */
      reveal?: boolean | undefined;
    };
    data: Omit<AccessToken, "accessToken"> & Partial<Pick<AccessToken, "accessToken">>;
  };
  /** Users, cut at `limit` (default 1 000); then `cursor` tells where to go on. */
  list: { input: ListQuery; options: Json<CallOptions>; data: { users: User[] } };
  /** One user; nobody is `not_found`. */
  get: { input: { who: Who }; options: Json<CallOptions>; data: { user: User } };
  /** One user; nobody is `null`. */
  find: { input: { who: Who }; options: Json<CallOptions>; data: { user: User | null } };
  /** Makes an account be as asked. */
  provision: {
    input: { person: Person };
    options: Json<ProvisionOptions>;
    written: ProvisionResult;
  };
  /** Changes fields of an account that is there. */
  update: {
    input: { who: Who; change: PersonChange };
    options: Json<WriteOptions>;
    written: UpdateResult;
  };
  /** Gives a seat back. */
  reactivate: {
    input: { who: Who };
    options: Json<WriteOptions>;
    written: ReactivateResult;
  };
  /** Deletes an account for good; `options.confirm` has to be its userName. */
  remove: {
    input: { who: Who };
    options: Json<RemoveOptions>;
    written: RemoveResult;
  };
  /** Has the vendor mail the user a way to set a new password. */
  resetPassword: { input: { who: Who }; options: Json<CallOptions>; data: PasswordReset };
  /** Takes a seat back. */
  deactivate: {
    input: { who: Who };
    options: Json<DeactivateOptions>;
    written: DeactivateResult;
  };
  /** Many people at once: one result each. */
  provisionAll: {
    input: { people: Person[] };
    options: JsonBatch<ProvisionAllOptions>;
    data: BatchResult<ProvisionResult, StepFailed["error"]>;
  };
  /** Takes many seats back: one result each. */
  deactivateAll: {
    input: { whos: Who[] };
    options: JsonBatch<DeactivateAllOptions>;
    data: BatchResult<DeactivateResult, StepFailed["error"]>;
  };
  /** What is to be done that the tenant fits a roster; nothing is written. Its warnings are the step's too. */
  plan: {
    input: { roster: Person[]; policy?: Policy | undefined };
    options: Json<PlanOptions>;
    data: Plan;
  };
  /** Does what a plan says: one result for each entry, those of `reactivate` first, then `create`, `update`, `deactivate`. */
  apply: {
    input: { plan: Plan };
    options: JsonBatch<ApplyOptions>;
    data: BatchResult<ApplyResult, StepFailed["error"]>;
  };
  /** The roles that users can have. */
  roles: { input: Record<string, never>; options: Json<CallOptions>; data: { roles: Role[] } };
  /** What the connection can do. */
  capabilities: { input: Record<string, never>; options: Json<CallOptions>; data: Capabilities };
  /** A raw call with auth, pacing and retries. */
  request: {
    input: {
      /** The HTTP method. */
      method: string;
      /** The path, from the tenant's origin: `"/v1/users/u-001"`. */
      path: string;
      /** The body, sent as JSON. */
      body?: unknown;
    };
    options: Json<RequestOptions>;
    data: RawResponse;
  };
  /** The groups of the tenant. */
  "groups.list": { input: Record<string, never>; options: Json<CallOptions>; data: { groups: Group[] } };
  /** One group, with its members where the tenant shows them. */
  "groups.get": { input: { group: WhichGroup }; options: Json<CallOptions>; data: { group: Group } };
  /** Makes a group, or adds to the one of that name. */
  "groups.create": { input: { name: string; members?: Who[] | undefined }; options: Json<WriteOptions>; written: CreateGroupResult };
  /** Gives a group another name. */
  "groups.rename": { input: { group: WhichGroup; name: string }; options: Json<WriteOptions>; written: RenameGroupResult };
  /** Removes a group for good; `options.confirm` has to be its name. */
  "groups.remove": { input: { group: WhichGroup }; options: Json<RemoveGroupOptions>; written: RemoveGroupResult };
  /** Puts users into a group. */
  "groups.addMembers": { input: { group: WhichGroup; members: Who[] }; options: Json<WriteOptions>; written: MembersResult };
  /** Takes users out of a group. */
  "groups.removeMembers": { input: { group: WhichGroup; members: Who[] }; options: Json<WriteOptions>; written: MembersResult };
  /** Whether a webhook's delivery is the vendor's own. Needs no connection. */
  verifyWebhook: { input: WebhookInput; options: Record<string, never>; data: WebhookVerification };
  /** What a webhook's delivery says. Needs no connection. */
  parseWebhook: { input: WebhookInput; options: Record<string, never>; data: { events: LifecycleEvent[] } };
}

/** The actions that need no connection. */
type Unconnected = "verifyWebhook" | "parseWebhook";

/** A delivery as JSON. */
type WebhookInput = Omit<Partial<WebhookDelivery>, "body" | "headers"> & {
  /** Where it is from. */
  source: WebhookSource;
  /** Its headers. */
  headers: Record<string, string | string[]>;
} & (
    | {
        /** Its raw body. */
        body: string;
      }
    | {
        /** Its raw body in base64, for one that is no text. */
        bodyBase64: string;
      }
  );

/** The name of a verb, as a step spells it. */
export type Action = keyof Actions;

/** One verb as JSON. `input` may be left out where the verb takes none. */
export type Step<A extends Action = Action> = {
  [K in A]: {
    /** The verb. */
    action: K;
    /** The verb's options, without functions and signal. */
    options?: Actions[K]["options"] | undefined;
  } & (K extends Unconnected
    ? {
        /** Not needed, and not used. */
        connection?: Connection | undefined;
      }
    : {
        /** The tenant and the credentials for it. */
        connection: Connection;
      }) &
    (Record<string, never> extends Actions[K]["input"]
      ? {
          /** What the verb takes. */
          input?: Actions[K]["input"] | undefined;
        }
      : {
          /** What the verb takes. */
          input: Actions[K]["input"];
        });
}[A];

/** A step for `client.run`: the connection is the client's. Webhooks have none. */
export type ClientStep<A extends Action = Action> = {
  [K in Exclude<A, Unconnected>]: {
    /** The verb. */
    action: K;
    connection?: undefined;
    /** The verb's options, without functions and signal. */
    options?: Actions[K]["options"] | undefined;
  } & (Record<string, never> extends Actions[K]["input"]
    ? {
        /** What the verb takes. */
        input?: Actions[K]["input"] | undefined;
      }
    : {
        /** What the verb takes. */
        input: Actions[K]["input"];
      });
}[Exclude<A, Unconnected>];

/** A step that did what it was asked. */
export type StepDone<A extends Action = Action> = {
  /** It worked. */
  ok: true;
  /** The verb. */
  action: A;
  /** What to know beyond the outcome. */
  warnings: Warning[];
  /** `list`: where to go on, if its limit came first. */
  cursor?: string;
} & Given<Actions[A]>;

/** A step that failed. */
export interface StepFailed<A extends string = string> {
  /** It failed. */
  ok: false;
  /** The verb. */
  action: A;
  /** Why. */
  error: Pick<ErrorFields, "code" | "message" | "hint" | "retryable" | "retryAfterMs" | "status">;
}

/** What a step gives: branch on `ok`, then on `outcome` or `error.code`. */
export type StepOutput<A extends Action = Action> = { [K in A]: StepDone<K> }[A] | StepFailed;
