/** The verbs for one call each, without a client: they share token and pace with every other call on an equal connection. */

import { Client, dispose } from "./client.js";
import { about } from "./envelope.js";
import { partOptions } from "./host.js";
import { Users } from "./list.js";
import type { Connection } from "./types/connection.js";
import type {
  ApplyOptions,
  CallOptions,
  ClientOptions,
  DeactivateAllOptions,
  DeactivateOptions,
  ListQuery,
  PlanOptions,
  ProvisionAllOptions,
  ProvisionOptions,
  RemoveOptions,
  RequestOptions,
  WriteOptions,
} from "./types/options.js";
import type { ApplyResult, Plan, Policy } from "./types/plan.js";
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
  UserList,
} from "./types/result.js";
import type { Person, PersonChange, Role, User, Who } from "./types/user.js";

/** Options of a bare function: those of the call and those of the client in one. `timeoutMs` is the call's. */
export type BareOptions<O extends CallOptions> = O & Omit<ClientOptions, "timeoutMs">;

/** A token for the tenant. As `client.token`. */
export function token(connection: Connection, options?: BareOptions<CallOptions>): Promise<AccessToken> {
  return once(connection, options, (client, call) => client.token(call));
}

/** The users of the tenant: every one of them once, or an error. As `client.list`. */
export function list(connection: Connection, query?: ListQuery, options?: BareOptions<CallOptions>): UserList {
  const open = () => {
    const { client, call } = about({ operation: "list" }, () => partOptions(options));
    return { client: new Client(connection, client, false), call };
  };
  return new Users(query, {
    async *pages(asked) {
      const { client, call } = open();
      try {
        yield* client.list(asked, call).pages();
      } finally {
        client[dispose]();
      }
    },
    async all(asked) {
      const { client, call } = open();
      try {
        return await client.list(asked, call).toArray();
      } finally {
        client[dispose]();
      }
    },
  });
}

/** One user; rejects with `not_found` if nobody is there. As `client.get`. */
export function get(connection: Connection, who: Who, options?: BareOptions<CallOptions>): Promise<User> {
  return once(connection, options, (client, call) => client.get(who, call));
}

/** One user; `null` if nobody is there. As `client.find`. */
export function find(connection: Connection, who: Who, options?: BareOptions<CallOptions>): Promise<User | null> {
  return once(connection, options, (client, call) => client.find(who, call));
}

/** Makes the account be as asked, whatever it was. As `client.provision`. */
export function provision(connection: Connection, person: Person, options?: BareOptions<ProvisionOptions>): Promise<ProvisionResult> {
  return once(connection, options, (client, call) => client.provision(person, call));
}

/** Takes the seat back. As `client.deactivate`. */
export function deactivate(connection: Connection, who: Who, options?: BareOptions<DeactivateOptions>): Promise<DeactivateResult> {
  return once(connection, options, (client, call) => client.deactivate(who, call));
}

/** Many people at once: one result each, in order. As `client.provisionAll`. */
export function provisionAll(
  connection: Connection,
  people: Iterable<Person> | AsyncIterable<Person>,
  options?: BareOptions<ProvisionAllOptions>,
): Promise<BatchResult<ProvisionResult>> {
  return once(connection, options, (client, call) => client.provisionAll(people, call));
}

/** Takes many seats back: one result each, in order. As `client.deactivateAll`. */
export function deactivateAll(
  connection: Connection,
  whos: Iterable<Who> | AsyncIterable<Who>,
  options?: BareOptions<DeactivateAllOptions>,
): Promise<BatchResult<DeactivateResult>> {
  return once(connection, options, (client, call) => client.deactivateAll(whos, call));
}

/** What is to be done that the tenant fits a roster; writes nothing. As `client.plan`. */
export function plan(
  connection: Connection,
  roster: Iterable<Person> | AsyncIterable<Person>,
  policy?: Policy,
  options?: BareOptions<PlanOptions>,
): Promise<Plan> {
  return once(connection, options, (client, call) => client.plan(roster, policy, call));
}

/** Does what a plan says: one result for each entry. As `client.apply`. */
export function apply(connection: Connection, plan: Plan, options?: BareOptions<ApplyOptions>): Promise<BatchResult<ApplyResult>> {
  return once(connection, options, (client, call) => client.apply(plan, call));
}

/** Changes fields of an account that is there. As `client.update`. */
export function update(connection: Connection, who: Who, change: PersonChange, options?: BareOptions<WriteOptions>): Promise<UpdateResult> {
  return once(connection, options, (client, call) => client.update(who, change, call));
}

/** Switches an account on again. As `client.reactivate`. */
export function reactivate(connection: Connection, who: Who, options?: BareOptions<WriteOptions>): Promise<ReactivateResult> {
  return once(connection, options, (client, call) => client.reactivate(who, call));
}

/** Deletes an account for good. As `client.remove`. */
export function remove(connection: Connection, who: Who, options: BareOptions<RemoveOptions>): Promise<RemoveResult> {
  return once(connection, options, (client, call) => client.remove(who, call as RemoveOptions));
}

/** Has the vendor mail the user a way to set a new password. As `client.resetPassword`. */
export function resetPassword(connection: Connection, who: Who, options?: BareOptions<CallOptions>): Promise<PasswordReset> {
  return once(connection, options, (client, call) => client.resetPassword(who, call));
}

/** The roles that users can have. As `client.roles`. */
export function roles(connection: Connection, options?: BareOptions<CallOptions>): Promise<Role[]> {
  return once(connection, options, (client, call) => client.roles(call));
}

/** What the connection can do, told before it is tried. As `client.capabilities`. */
export function capabilities(connection: Connection, options?: BareOptions<CallOptions>): Promise<Capabilities> {
  return once(connection, options, (client, call) => client.capabilities(call));
}

/** A raw call to the tenant, with auth, pacing and retries. As `client.request`. */
export function request(
  connection: Connection,
  method: string,
  path: string,
  body?: unknown,
  options?: BareOptions<RequestOptions>,
): Promise<RawResponse> {
  return once(connection, options, (client, call) => client.request(method, path, body, call));
}

/** A call that is under way outlives its client; its token is kept for the next one. */
async function once<T>(connection: Connection, options: unknown, verb: (client: Client, call: CallOptions) => Promise<T>): Promise<T> {
  const parted = about({ operation: "connect" }, () => partOptions(options));
  const client = new Client(connection, parted.client, false);
  try {
    return verb(client, parted.call);
  } finally {
    client[dispose]();
  }
}
