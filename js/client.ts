/** The client: every verb as a method. Each hands JSON to the core and opens what comes back; nothing is decided here. */

import { settleAll } from "./batch.js";
import { letGo } from "./core.js";
import { about, type Call, open } from "./envelope.js";
import { invalidInput, SeatwardenError } from "./error.js";
import { Groups } from "./groups.js";
import { readBatchOptions, readCallOptions, readClientOptions } from "./host.js";
import { encode } from "./json.js";
import { Lease } from "./lease.js";
import { type Pages, Users } from "./list.js";
import { failed } from "./run.js";
import { type Feed, ofPlan, readAll, Source } from "./source.js";
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
  UserPage,
} from "./types/result.js";
import type { Action, ClientStep, StepOutput } from "./types/step.js";
import type { Person, PersonChange, Role, User, Who } from "./types/user.js";

/** `Symbol.dispose`. Where a runtime lacks it, what compiles `using` looks for the registered symbol. */
export const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");

/**
 * A client for one tenant. Nothing is sent before the first call.
 * Clients with an equal connection and the same host functions share token and pace.
 *
 * @throws SeatwardenError at once: `invalid_input` for a bad connection or bad options, `not_supported` for Zuora's legacy
 * basic authentication and where wasm is forbidden.
 * @example
 * const zuora = connect({ provider: "zuora", clientId, clientSecret });
 * for await (const user of zuora.list({ active: true })) console.log(user.userName);
 */
export function connect(connection: Connection, options?: ClientOptions): Client {
  return new Client(connection, options);
}

/**
 * A client for one tenant; `connect` makes it. Its calls reject with a `SeatwardenError`, or with the signal's reason.
 *
 * Any call may reject with `invalid_input` (nothing was sent), `auth_failed`, `forbidden`, `not_supported`, `rate_limited`,
 * `timeout`, `network`, `vendor_unavailable`, `vendor_rejected`, `invalid_response`, `response_too_large`, `unsafe_redirect` or
 * `internal`; a method says which codes are its own.
 */
export class Client {
  readonly #lease: Lease;
  readonly #provider: string;

  /** Use `connect`. `forgets`: whether the token goes with the client, once no other client shares it. */
  constructor(connection: Connection, options?: ClientOptions, forgets = true) {
    const asked = about({ operation: "connect", provider: "unknown" }, () => ({
      tenant: encode(connection, "connection"),
      ...readClientOptions(options),
    }));
    this.#provider = providerOf(asked.tenant);
    this.#lease = new Lease(asked, forgets, { operation: "connect", provider: this.#provider });
  }

  /**
   * A token for the tenant: one request however many callers wait, then kept until 60 seconds before it ends.
   *
   * @example
   * const { accessToken, expiresAt } = await zuora.token();
   */
  token(options?: CallOptions): Promise<AccessToken> {
    return this.#call("token", {}, options, { reveal: true });
  }

  /**
   * The users of the tenant: every one of them once, or an error; never a quiet half. Reading it may reject with
   * `incomplete_listing`.
   *
   * @example
   * for await (const user of zuora.list({ active: true })) console.log(user.userName);
   * const admins = await zuora.list({ role: "Administrator" }).toArray();
   */
  list(query?: ListQuery, options?: CallOptions): UserList {
    return new Users(query, { pages: (asked) => this.#pages(asked, options), all: (asked) => this.#all(asked, options) });
  }

  /**
   * One user; rejects with `not_found` if nobody is there, with `ambiguous_match` if more than one matches.
   *
   * @example
   * const jane = await zuora.get("jane@example.com");
   */
  get(who: Who, options?: CallOptions): Promise<User> {
    return this.#call("get", { who }, options);
  }

  /**
   * One user; `null` if nobody is there. Rejects with `ambiguous_match` if more than one matches.
   *
   * @example
   * if ((await zuora.find({ email: "jane@example.com" })) === null) console.log("no seat");
   */
  find(who: Who, options?: CallOptions): Promise<User | null> {
    return this.#call("find", { who }, options);
  }

  /**
   * Makes the account be as asked, whatever it was: created, updated, reactivated or left as it is. Twice is the same as once.
   * Rejects with `conflict` if somebody else holds the name or the mail address, `ambiguous_match` if more than one matches,
   * `outcome_unknown` if a write was sent and nobody can tell whether it was done.
   *
   * @example
   * const person = { email: "jane@example.com", givenName: "Jane", familyName: "Doe", role: "Read Only" };
   * const { outcome, changes, warnings } = await zuora.provision(person, { dryRun: true });
   */
  provision(person: Person, options?: ProvisionOptions): Promise<ProvisionResult> {
    return this.#call("provision", { person }, options);
  }

  /**
   * Takes the seat back: finds the account, switches it off, reads it back. Nobody there and already off are outcomes.
   * Rejects with `ambiguous_match` if more than one matches, `outcome_unknown` if nobody can tell whether it was done.
   *
   * @example
   * const { outcome, warnings } = await zuora.deactivate("jane@example.com");
   */
  deactivate(who: Who, options?: DeactivateOptions): Promise<DeactivateResult> {
    return this.#call("deactivate", { who }, options);
  }

  /**
   * Changes fields of an account that is there, and nothing else: an account that is off stays off. Fields that the tenant
   * doesn't show are written too. Rejects with `not_found` if nobody is there, `conflict` if somebody else holds the name or
   * the mail address.
   *
   * @example
   * const { changes } = await zuora.update("jane@example.com", { familyName: "Roe" });
   */
  update(who: Who, change: PersonChange, options?: WriteOptions): Promise<UpdateResult> {
    return this.#call("update", { who, change }, options);
  }

  /**
   * Switches an account on again. Already on is an outcome; rejects with `not_found` if nobody is there.
   *
   * @example
   * const { outcome } = await zuora.reactivate("jane@example.com");
   */
  reactivate(who: Who, options?: WriteOptions): Promise<ReactivateResult> {
    return this.#call("reactivate", { who }, options);
  }

  /**
   * Deletes an account for good; `deactivate` can be undone. `confirm` has to be its userName, to the letter: otherwise
   * it rejects with `guard_tripped`, and nothing is deleted. Nobody there is an outcome.
   *
   * @example
   * await zuora.remove({ id: "u-042" }, { confirm: "jane@example.com" });
   */
  remove(who: Who, options: RemoveOptions): Promise<RemoveResult> {
    return this.#call("remove", { who }, options);
  }

  /**
   * Has the vendor mail the user a way to set a new password; none passes through here. Rejects with `not_found` if nobody
   * is there, `outcome_unknown` if the answer was lost.
   *
   * @example
   * await zuora.resetPassword("jane@example.com");
   */
  resetPassword(who: Who, options?: CallOptions): Promise<PasswordReset> {
    return this.#call("resetPassword", { who }, options);
  }

  /**
   * The roles that users can have.
   *
   * @example
   * const names = (await zuora.roles()).map((role) => role.name);
   */
  roles(options?: CallOptions): Promise<Role[]> {
    return this.#call("roles", {}, options);
  }

  /**
   * Many people at once, each as by `provision`: one result each, in order, no matter what fails. Takes any iterable or async
   * iterable; the tenant is read at most once for all of them. The same person twice is settled in order: the later wins.
   * After `deadlineMs` it resolves with what was done and with `resume`: hand that back with the same people to go on.
   *
   * @example
   * const { results, counts } = await zuora.provisionAll(people, { onProgress: (done, total) => console.log(done, total) });
   * for (const entry of results) if (!entry.ok) console.log(entry.index, entry.error.code, entry.error.message);
   */
  provisionAll(people: Iterable<Person> | AsyncIterable<Person>, options?: ProvisionAllOptions): Promise<BatchResult<ProvisionResult>> {
    return this.#settle("provisionAll", options, (call) => new Source(people, "people", call));
  }

  /**
   * Takes many seats back, each as by `deactivate`: one result each, in order, no matter what fails. As `provisionAll`.
   *
   * @example
   * const { counts } = await zuora.deactivateAll(["jane@example.com", { id: "u-042" }]);
   */
  deactivateAll(whos: Iterable<Who> | AsyncIterable<Who>, options?: DeactivateAllOptions): Promise<BatchResult<DeactivateResult>> {
    return this.#settle("deactivateAll", options, (call) => new Source(whos, "whos", call));
  }

  /**
   * What is to be done that the tenant fits a roster: who is missing, who is off, who differs and, only if the policy asks for it, whose seat is to be
   * taken back. Reads the whole tenant and writes nothing. Takes any iterable or async iterable, and reads it to its end first. One person who can't be
   * read or couldn't be created rejects all of it with `invalid_input`, which names each place; a tenant that can't be read whole rejects with
   * `incomplete_listing`.
   *
   * @example
   * const policy: Policy = { onMissing: "deactivate", scope: { domains: ["example.com"] }, protect: ["admin@example.com"] };
   * const { id, create, deactivate, guard } = await zuora.plan(roster, policy);
   * console.log(create.length, deactivate.map(({ userName }) => userName), guard.tripped ? `look closely: ${id}` : "");
   */
  async plan(roster: Iterable<Person> | AsyncIterable<Person>, policy?: Policy, options?: PlanOptions): Promise<Plan> {
    const call = { operation: "plan", provider: this.#provider };
    const asked = about(call, () => {
      const { rest, signal } = readCallOptions(options);
      const more = policy === undefined ? "" : `,"policy":${encode(policy, "policy")}`;
      return { more, options: encode(rest, "options"), signal };
    });
    return this.#ask(call, asked, async () => `{"roster":${await readAll(roster, "roster", call, asked.signal)}${asked.more}}`);
  }

  /**
   * Does what a plan says: reactivates, creates, updates, then deactivates; one result for each entry, in that order, no matter what fails. Reads the
   * tenant again first, and writes nothing at all if it no longer is as the plan saw it (`plan_drifted`; what is done already is no drift), if more would
   * be deactivated than the plan's guard allows and `confirm` isn't its id (`guard_tripped`), or if the plan was changed or is another tenant's
   * (`invalid_input`). After `deadlineMs` it resolves with what was done and with `resume`: hand that back with the same plan to go on.
   *
   * @example
   * const plan = await zuora.plan(roster);
   * const { results, counts } = await zuora.apply(plan, { confirm: plan.id });
   * for (const entry of results) if (!entry.ok) console.log(entry.index, entry.error.code, entry.error.message);
   */
  apply(plan: Plan, options?: ApplyOptions): Promise<BatchResult<ApplyResult>> {
    return this.#settle("apply", options, () => ofPlan(plan));
  }

  /**
   * The groups of the tenant, and who is in them.
   *
   * @example
   * await zoom.groups.addMembers("Sales", ["jane@example.com"]);
   */
  readonly groups: Groups = new Groups((operation, input, options) => this.#call(operation, input, options));

  /** What this connection can do, told before it is tried. Only a `scim` server is asked, once, what it takes in bulk. */
  capabilities(options?: CallOptions): Promise<Capabilities> {
    return this.#call("capabilities", {}, options);
  }

  /**
   * A raw call to the tenant, with auth, pacing and retries. `path` begins with "/" and stays on the connection's origin.
   * Whatever the tenant answers is a result, refusals too; only no answer is an error.
   *
   * @example
   * const { status, body } = await zuora.request("GET", "/v1/users?pageSize=1");
   */
  request(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<RawResponse> {
    return this.#call("request", { method, path, body }, options);
  }

  /**
   * Runs one verb, JSON in and JSON out, on this client's connection. It never throws for what went wrong: branch on `ok`, then
   * on `outcome` or `error.code`. As the function `run`, whose step brings a connection along.
   *
   * @example
   * const output = await zuora.run({ action: "deactivate", input: { who: "jane@example.com" } });
   */
  async run<A extends Action>(step: ClientStep<A>, options?: Pick<CallOptions, "signal">): Promise<StepOutput<A>> {
    const call = { operation: "run", provider: this.#provider };
    let signal: AbortSignal | undefined;
    try {
      const asked = readCallOptions(options);
      signal = asked.signal;
      refuseIfAborted(signal);
      const unknown = Object.keys(asked.rest)[0];
      if (unknown !== undefined) throw invalidInput(`options.${unknown}`, "is no option of run; the verb's own options go into the step");
      const json = encode(step, "step");
      const { instance, core } = this.#lease.take(call);
      try {
        const output = JSON.parse(await instance.ask(call, () => core.run(json, signal)));
        if (!("ok" in output)) throw signal?.reason;
        return output;
      } finally {
        this.#lease.giveBack();
      }
    } catch (error) {
      // The caller's own reason may be one of our errors.
      if (!SeatwardenError.is(error) || (signal?.aborted && error === signal.reason)) throw error;
      return failed(step, error);
    }
  }

  /** Lets go of the client and, once no other client shares it, of its token: later calls reject with `invalid_input`; calls that are under way end as they would. */
  [dispose](): void {
    this.#lease.end();
  }

  async #call<T>(operation: string, input: Record<string, unknown>, options: unknown, forced?: Record<string, unknown>): Promise<T> {
    const call = { operation, provider: this.#provider };
    const asked = about(call, () => {
      const { rest, signal } = readCallOptions(options);
      return { input: encode(input, ""), options: encode({ ...rest, ...forced }, "options"), signal };
    });
    return this.#ask(call, asked, () => asked.input);
  }

  /** `read` gives the verb's input: the client is held while it does, as a call that is under way. */
  async #ask<T>(
    call: Call,
    { options, signal }: { options: string; signal: AbortSignal | undefined },
    read: () => string | Promise<string>,
  ): Promise<T> {
    refuseIfAborted(signal);
    const { instance, core } = this.#lease.take(call);
    try {
      const input = await read();
      const answer = await instance.ask(call, () => core.call(call.operation, input, options, signal));
      return open(answer, call, signal);
    } finally {
      this.#lease.giveBack();
    }
  }

  async #settle<R>(operation: string, options: unknown, from: (call: Call) => Feed): Promise<BatchResult<R>> {
    const call = { operation, provider: this.#provider };
    const asked = about(call, () => {
      const { rest, signal, onProgress } = readBatchOptions(options);
      return { options: encode(rest, "options"), signal, onProgress };
    });
    refuseIfAborted(asked.signal);
    const { instance, core } = this.#lease.take(call);
    try {
      const source = about(call, () => from(call));
      return await settleAll<R>(source, call, asked.signal, asked.onProgress, (size, pull, push) =>
        instance.ask(call, () => core.batch(operation, asked.options, size, pull, push, asked.signal)),
      );
    } finally {
      this.#lease.giveBack();
    }
  }

  async *#pages(query: unknown, options: unknown): Pages {
    const reading = this.#read(query, options);
    try {
      for (;;) {
        const page = await reading.next();
        if (page === null) return;
        yield page;
      }
    } finally {
      reading.end();
    }
  }

  async #all(query: unknown, options: unknown): Promise<User[]> {
    const reading = this.#read(query, options);
    const all: User[] = [];
    try {
      await reading.next((page) => {
        for (const user of (JSON.parse(page) as UserPage).users) all.push(user);
      });
      return all;
    } finally {
      reading.end();
    }
  }

  /** A listing of the core. Whoever begins it ends it. */
  #read(query: unknown, options: unknown): { next(push?: (page: string) => void): Promise<UserPage | null>; end(): void } {
    const call = { operation: "list", provider: this.#provider };
    const asked = about(call, () => {
      const { rest, signal } = readCallOptions(options);
      return { query: encode(query === undefined ? {} : query, "query"), options: encode(rest, "options"), signal };
    });
    refuseIfAborted(asked.signal);
    const { instance, core } = this.#lease.take(call);
    try {
      const listing = instance.tell(call, () => core.list(asked.query, asked.options, asked.signal));
      return {
        next: async (push) => {
          refuseIfAborted(asked.signal);
          return open<UserPage | null>(await instance.ask(call, () => listing.next(push)), call, asked.signal);
        },
        end: () => {
          letGo(listing);
          this.#lease.giveBack();
        },
      };
    } catch (error) {
      this.#lease.giveBack();
      throw error;
    }
  }
}

/** The kind of tenant, for messages. A text that can't be one is not repeated: it might be a secret in the wrong place. */
function providerOf(tenant: string): string {
  const provider: unknown = JSON.parse(tenant)?.provider;
  return typeof provider === "string" && /^[a-z-]{1,20}$/.test(provider) ? provider : "unknown";
}

/** Already aborted: nothing is sent. */
function refuseIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason;
}
