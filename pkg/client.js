// js/batch.ts
import { open } from "./core.js";
import { SeatwardenError } from "./core.js";
import { tell } from "./core.js";
async function settleAll(source, call, signal, onProgress, settle) {
  const results = [];
  const failed2 = ({ index, error }) => {
    const unreadable = source.unreadable.get(index);
    return { index, ok: false, error: new SeatwardenError({ ...call, ...unreadable?.toJSON() ?? error, ...call }) };
  };
  const push = (json) => {
    const entry = JSON.parse(json);
    const result = entry.ok ? entry : failed2(entry);
    results.push(result);
    if (onProgress !== void 0) tell(onProgress, results.length, source.size ?? source.read, result);
  };
  try {
    const answer = await settle(source.size, () => source.pull(), push);
    const { counts, resume } = open(answer, call, signal);
    if (source.failed !== void 0) throw source.failed.with;
    results.sort((one, other) => one.index - other.index);
    return { results, counts, ...resume !== void 0 && { resume } };
  } finally {
    source.close();
  }
}

// js/client.ts
import { letGo as letGo2 } from "./core.js";
import { about as about4, open as open2 } from "./core.js";
import { invalidInput as invalidInput4, SeatwardenError as SeatwardenError3 } from "./core.js";

// js/groups.ts
import { about } from "./core.js";
import { reading } from "./core.js";
var Groups = class {
  #ask;
  /** @internal */
  constructor(ask) {
    this.#ask = ask;
  }
  /**
   * The groups of the tenant: every one of them, or an error; never a quiet half. Reading it may reject with `incomplete_listing`.
   *
   * @example
   * for await (const group of zoom.groups.list()) console.log(group.name);
   */
  list(options) {
    const read = () => this.#ask("groups.list", {}, options);
    return {
      async *[Symbol.asyncIterator]() {
        yield* await read();
      },
      toArray: read
    };
  }
  /**
   * One group, with all its members where the tenant shows them. Rejects with `not_found` if it isn't there, `ambiguous_match` if
   * several have that name.
   *
   * @example
   * const { members } = await scim.groups.get({ name: "Sales" });
   */
  get(group, options) {
    return this.#ask("groups.get", { group }, options);
  }
  /**
   * Makes a group with these members. If one of that name is there, it is taken and gets the members that it lacks: twice is the
   * same as once. Rejects with `not_found`, and writes nothing, if one of the members isn't there.
   *
   * @example
   * const { outcome, group } = await zoom.groups.create({ name: "Sales", members: ["jane@example.com"] });
   */
  async create(group, options) {
    const input = about({ operation: "groups.create" }, () => reading("group", () => ({ ...group })));
    return this.#ask("groups.create", input, options);
  }
  /**
   * Gives a group another name. Rejects with `not_found` if it isn't there, `conflict` if another group has that name.
   *
   * @example
   * await zoom.groups.rename({ name: "Sales" }, "Sales EMEA");
   */
  rename(group, name, options) {
    return this.#ask("groups.rename", { group, name }, options);
  }
  /**
   * Removes a group for good; its members stay. `confirm` has to be its name, to the letter: otherwise it rejects with
   * `guard_tripped`, and nothing is removed.
   *
   * @example
   * await zoom.groups.remove({ name: "Sales" }, { confirm: "Sales" });
   */
  remove(group, options) {
    return this.#ask("groups.remove", { group }, options);
  }
  /**
   * Puts users into a group. Who is in it already stays in it. Rejects with `not_found`, and writes nothing, if the group or one of
   * the users isn't there.
   *
   * @example
   * const { changes } = await zoom.groups.addMembers("Sales", ["jane@example.com", { id: "u-042" }]);
   */
  addMembers(group, members, options) {
    return this.#ask("groups.addMembers", { group, members }, options);
  }
  /**
   * Takes users out of a group. Who isn't in it stays out of it; who isn't in the tenant is a warning.
   *
   * @example
   * await zoom.groups.removeMembers("Sales", ["jane@example.com"]);
   */
  removeMembers(group, members, options) {
    return this.#ask("groups.removeMembers", { group, members }, options);
  }
};

// js/client.ts
import { readBatchOptions, readCallOptions, readClientOptions } from "./core.js";
import { encode as encode2 } from "./core.js";

// js/lease.ts
import { core, letGo } from "./core.js";
import { invalidInput } from "./core.js";
var Lease = class {
  #asked;
  #forgets;
  #held;
  #running = 0;
  #ended = false;
  /** `forgets`: whether the token goes with the client, once no other client shares it. */
  constructor(asked, forgets, call) {
    this.#asked = asked;
    this.#forgets = forgets;
    this.#held = this.#open(call);
  }
  /** The core, for one call; refuses after the end. Each call gives it back. */
  take(call) {
    if (this.#held === void 0 || this.#ended) {
      throw invalidInput("client", "has been disposed of", { ...call, hint: "Make a new one with connect()." });
    }
    if (this.#held.instance.ended) this.#held = this.#open(call);
    this.#running += 1;
    return this.#held;
  }
  giveBack() {
    this.#running -= 1;
    this.#release();
  }
  /** Takes no more calls; those that are under way end as they would. */
  end() {
    this.#ended = true;
    this.#release();
  }
  #open(call) {
    const instance = core();
    const { tenant, json, hooks } = this.#asked;
    return { instance, core: instance.tell(call, () => new instance.core.Core(tenant, json, hooks)) };
  }
  #release() {
    if (!this.#ended || this.#running > 0 || this.#held === void 0) return;
    const { instance, core: core2 } = this.#held;
    if (this.#forgets && !instance.ended) core2.forget();
    letGo(core2);
    this.#held = void 0;
  }
};

// js/list.ts
import { about as about2 } from "./core.js";
import { invalidInput as invalidInput2 } from "./core.js";
import { object } from "./core.js";
import { isPlain, reading as reading2 } from "./core.js";
var Users = class {
  #query;
  #reading;
  constructor(query, reading3) {
    this.#query = query;
    this.#reading = reading3;
  }
  async *[Symbol.asyncIterator]() {
    for await (const page of this.pages()) yield* page.users;
  }
  pages() {
    return { [Symbol.asyncIterator]: () => this.#reading.pages(this.#query) };
  }
  async toArray(options) {
    const { limit } = about2({ operation: "list" }, () => {
      const { limit: limit2, ...rest } = object(options);
      const unknown = Object.keys(rest)[0];
      if (unknown !== void 0) throw invalidInput2(`options.${unknown}`, "is no option of toArray; a signal and a deadline go into list");
      return { limit: limit2 };
    });
    return this.#reading.all(about2({ operation: "list" }, () => reading2("query", () => limited(this.#query, limit))));
  }
};
function limited(query, limit) {
  if (limit === void 0 || limit === null || query !== void 0 && !isPlain(query)) return query;
  const own = query?.limit;
  const least = typeof own === "number" && typeof limit === "number" ? Math.min(own, limit) : limit;
  return { ...query, limit: least };
}

// js/client.ts
import { failed } from "./step.js";

// js/source.ts
import { about as about3 } from "./core.js";
import { invalidInput as invalidInput3, SeatwardenError as SeatwardenError2 } from "./core.js";
import { article, encode, isPlain as isPlain2, kind } from "./core.js";
var CHUNK = 100;
var SOON = 20;
var LATE = /* @__PURE__ */ Symbol();
async function readAll(input, name, call, signal) {
  const source = about3(call, () => new Source(input, name, call));
  const chunks = [];
  try {
    for (; ; ) {
      const chunk = (await orAborted(source.pull(), signal)).slice(1, -1);
      const [unreadable] = source.unreadable.values();
      if (unreadable !== void 0) throw new SeatwardenError2({ ...unreadable.toJSON(), ...call });
      if (source.failed !== void 0) throw source.failed.with;
      if (chunk === "") return `[${chunks.join(",")}]`;
      chunks.push(chunk);
    }
  } finally {
    source.close();
  }
}
function ofPlan(plan2) {
  const chunks = [`[${encode(plan2, "plan")}]`];
  const { create, reactivate: reactivate2, update: update2, deactivate: deactivate2 } = isPlain2(plan2) ? plan2 : {};
  const lists = [reactivate2, create, update2, deactivate2];
  const size = lists.reduce((sum, list2) => sum + (Array.isArray(list2) ? list2.length : 0), 0);
  return { size, read: size, unreadable: /* @__PURE__ */ new Map(), failed: void 0, pull: async () => chunks.pop() ?? "[]", close: () => {
  } };
}
async function orAborted(promise, signal) {
  if (signal === void 0) return promise;
  let abort = () => {
  };
  const aborted = new Promise((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
var Source = class {
  unreadable = /* @__PURE__ */ new Map();
  size;
  read = 0;
  failed;
  #name;
  #call;
  #from;
  /** What was asked for and hasn't come: whoever came before it crosses without. */
  #awaited;
  #ended = false;
  constructor(input, name, call) {
    this.#name = name;
    this.#call = call;
    this.#from = iterator(input, name);
    const { length, size } = input;
    const known = Array.isArray(input) ? length : input instanceof Set || input instanceof Map ? size : void 0;
    this.size = typeof known === "number" ? known : void 0;
  }
  async pull() {
    const chunk = [];
    const began = Date.now();
    try {
      while (!this.#ended && chunk.length < CHUNK && (chunk.length === 0 || Date.now() - began < SOON)) {
        const next = this.#awaited ?? this.#from.next();
        const came = isPromise(next) ? await this.#soon(next, chunk.length > 0) : next;
        if (came === LATE) break;
        if (typeof came !== "object" || came === null) throw noIterator(this.#name, "an object from its next()", came, this.#call);
        const { done, value } = came;
        if (done === true) this.#ended = true;
        else chunk.push(this.#entry(value));
      }
    } catch (error) {
      this.#ended = true;
      this.failed = { with: error };
    }
    return `[${chunk.join(",")}]`;
  }
  /** What comes; `LATE` if there are others to go on with and it doesn't come soon. */
  async #soon(next, others) {
    this.#awaited = next;
    let timer;
    const late = new Promise((resolve) => {
      if (others) timer = setTimeout(resolve, SOON, LATE);
    });
    try {
      const came = await Promise.race([next, late]);
      if (came !== LATE) this.#awaited = void 0;
      return came;
    } finally {
      clearTimeout(timer);
    }
  }
  #entry(value) {
    const index = this.read++;
    try {
      return encode(value, `${this.#name}[${index}]`);
    } catch (error) {
      if (SeatwardenError2.is(error)) this.unreadable.set(index, error);
      return "false";
    }
  }
  close() {
    if (this.#ended) return;
    this.#ended = true;
    try {
      const closing = this.#from.return?.();
      if (isPromise(closing)) closing.then(void 0, () => {
      });
    } catch {
    }
  }
};
function iterator(input, name) {
  if (typeof input === "object" && input !== null) {
    const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = input;
    const make = typeof later === "function" ? later : now;
    if (typeof make === "function") {
      const made = make.call(input);
      if (typeof made?.next === "function") return made;
      throw noIterator(name, "an iterator with a function next", made);
    }
  }
  throw invalidInput3(name, `expected an array, or something else that can be iterated, not ${article(kind(input))}`);
}
function noIterator(name, expected, given, call) {
  return invalidInput3(name, `can't be iterated: expected ${expected}, not ${article(kind(given))}`, call);
}
function isPromise(value) {
  return typeof value?.then === "function";
}

// js/client.ts
var dispose = Symbol.dispose ?? /* @__PURE__ */ Symbol.for("Symbol.dispose");
function connect(connection, options) {
  return new Client(connection, options);
}
var Client = class {
  #lease;
  #provider;
  /** Use `connect`. `forgets`: whether the token goes with the client, once no other client shares it. */
  constructor(connection, options, forgets = true) {
    const asked = about4({ operation: "connect", provider: "unknown" }, () => ({
      tenant: encode2(connection, "connection"),
      ...readClientOptions(options)
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
  token(options) {
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
  list(query, options) {
    return new Users(query, { pages: (asked) => this.#pages(asked, options), all: (asked) => this.#all(asked, options) });
  }
  /**
   * One user; rejects with `not_found` if nobody is there, with `ambiguous_match` if more than one matches.
   *
   * @example
   * const jane = await zuora.get("jane@example.com");
   */
  get(who, options) {
    return this.#call("get", { who }, options);
  }
  /**
   * One user; `null` if nobody is there. Rejects with `ambiguous_match` if more than one matches.
   *
   * @example
   * if ((await zuora.find({ email: "jane@example.com" })) === null) console.log("no seat");
   */
  find(who, options) {
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
  provision(person, options) {
    return this.#call("provision", { person }, options);
  }
  /**
   * Takes the seat back: finds the account, switches it off, reads it back. Nobody there and already off are outcomes.
   * Rejects with `ambiguous_match` if more than one matches, `outcome_unknown` if nobody can tell whether it was done.
   *
   * @example
   * const { outcome, warnings } = await zuora.deactivate("jane@example.com");
   */
  deactivate(who, options) {
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
  update(who, change, options) {
    return this.#call("update", { who, change }, options);
  }
  /**
   * Switches an account on again. Already on is an outcome; rejects with `not_found` if nobody is there.
   *
   * @example
   * const { outcome } = await zuora.reactivate("jane@example.com");
   */
  reactivate(who, options) {
    return this.#call("reactivate", { who }, options);
  }
  /**
   * Deletes an account for good; `deactivate` can be undone. `confirm` has to be its userName, to the letter: otherwise
   * it rejects with `guard_tripped`, and nothing is deleted. Nobody there is an outcome.
   *
   * @example
   * await zuora.remove({ id: "u-042" }, { confirm: "jane@example.com" });
   */
  remove(who, options) {
    return this.#call("remove", { who }, options);
  }
  /**
   * Has the vendor mail the user a way to set a new password; none passes through here. Rejects with `not_found` if nobody
   * is there, `outcome_unknown` if the answer was lost.
   *
   * @example
   * await zuora.resetPassword("jane@example.com");
   */
  resetPassword(who, options) {
    return this.#call("resetPassword", { who }, options);
  }
  /**
   * The roles that users can have.
   *
   * @example
   * const names = (await zuora.roles()).map((role) => role.name);
   */
  roles(options) {
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
  provisionAll(people, options) {
    return this.#settle("provisionAll", options, (call) => new Source(people, "people", call));
  }
  /**
   * Takes many seats back, each as by `deactivate`: one result each, in order, no matter what fails. As `provisionAll`.
   *
   * @example
   * const { counts } = await zuora.deactivateAll(["jane@example.com", { id: "u-042" }]);
   */
  deactivateAll(whos, options) {
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
  async plan(roster, policy, options) {
    const call = { operation: "plan", provider: this.#provider };
    const asked = about4(call, () => {
      const { rest, signal } = readCallOptions(options);
      const more = policy === void 0 ? "" : `,"policy":${encode2(policy, "policy")}`;
      return { more, options: encode2(rest, "options"), signal };
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
  apply(plan2, options) {
    return this.#settle("apply", options, () => ofPlan(plan2));
  }
  /**
   * The groups of the tenant, and who is in them.
   *
   * @example
   * await zoom.groups.addMembers("Sales", ["jane@example.com"]);
   */
  groups = new Groups((operation, input, options) => this.#call(operation, input, options));
  /** What this connection can do, told before it is tried. Only a `scim` server is asked, once, what it takes in bulk. */
  capabilities(options) {
    return this.#call("capabilities", {}, options);
  }
  /**
   * A raw call to the tenant, with auth, pacing and retries. `path` begins with "/" and stays on the connection's origin.
   * Whatever the tenant answers is a result, refusals too; only no answer is an error.
   *
   * @example
   * const { status, body } = await zuora.request("GET", "/v1/users?pageSize=1");
   */
  request(method, path, body, options) {
    return this.#call("request", { method, path, body }, options);
  }
  /**
   * Runs one verb, JSON in and JSON out, on this client's connection. It never throws for what went wrong: branch on `ok`, then
   * on `outcome` or `error.code`. As the function `run`, whose step brings a connection along.
   *
   * @example
   * const output = await zuora.run({ action: "deactivate", input: { who: "jane@example.com" } });
   */
  async run(step, options) {
    const call = { operation: "run", provider: this.#provider };
    let signal;
    try {
      const asked = readCallOptions(options);
      signal = asked.signal;
      refuseIfAborted(signal);
      const unknown = Object.keys(asked.rest)[0];
      if (unknown !== void 0) throw invalidInput4(`options.${unknown}`, "is no option of run; the verb's own options go into the step");
      const json = encode2(step, "step");
      const { instance, core: core2 } = this.#lease.take(call);
      try {
        const output = JSON.parse(await instance.ask(call, () => core2.run(json, signal)));
        if (!("ok" in output)) throw signal?.reason;
        return output;
      } finally {
        this.#lease.giveBack();
      }
    } catch (error) {
      if (!SeatwardenError3.is(error) || signal?.aborted && error === signal.reason) throw error;
      return failed(step, error);
    }
  }
  /** Lets go of the client and, once no other client shares it, of its token: later calls reject with `invalid_input`; calls that are under way end as they would. */
  [dispose]() {
    this.#lease.end();
  }
  async #call(operation, input, options, forced) {
    const call = { operation, provider: this.#provider };
    const asked = about4(call, () => {
      const { rest, signal } = readCallOptions(options);
      return { input: encode2(input, ""), options: encode2({ ...rest, ...forced }, "options"), signal };
    });
    return this.#ask(call, asked, () => asked.input);
  }
  /** `read` gives the verb's input: the client is held while it does, as a call that is under way. */
  async #ask(call, { options, signal }, read) {
    refuseIfAborted(signal);
    const { instance, core: core2 } = this.#lease.take(call);
    try {
      const input = await read();
      const answer = await instance.ask(call, () => core2.call(call.operation, input, options, signal));
      return open2(answer, call, signal);
    } finally {
      this.#lease.giveBack();
    }
  }
  async #settle(operation, options, from) {
    const call = { operation, provider: this.#provider };
    const asked = about4(call, () => {
      const { rest, signal, onProgress } = readBatchOptions(options);
      return { options: encode2(rest, "options"), signal, onProgress };
    });
    refuseIfAborted(asked.signal);
    const { instance, core: core2 } = this.#lease.take(call);
    try {
      const source = about4(call, () => from(call));
      return await settleAll(
        source,
        call,
        asked.signal,
        asked.onProgress,
        (size, pull, push) => instance.ask(call, () => core2.batch(operation, asked.options, size, pull, push, asked.signal))
      );
    } finally {
      this.#lease.giveBack();
    }
  }
  async *#pages(query, options) {
    const reading3 = this.#read(query, options);
    try {
      for (; ; ) {
        const page = await reading3.next();
        if (page === null) return;
        yield page;
      }
    } finally {
      reading3.end();
    }
  }
  async #all(query, options) {
    const reading3 = this.#read(query, options);
    const all = [];
    try {
      await reading3.next((page) => {
        for (const user of JSON.parse(page).users) all.push(user);
      });
      return all;
    } finally {
      reading3.end();
    }
  }
  /** A listing of the core. Whoever begins it ends it. */
  #read(query, options) {
    const call = { operation: "list", provider: this.#provider };
    const asked = about4(call, () => {
      const { rest, signal } = readCallOptions(options);
      return { query: encode2(query === void 0 ? {} : query, "query"), options: encode2(rest, "options"), signal };
    });
    refuseIfAborted(asked.signal);
    const { instance, core: core2 } = this.#lease.take(call);
    try {
      const listing = instance.tell(call, () => core2.list(asked.query, asked.options, asked.signal));
      return {
        next: async (push) => {
          refuseIfAborted(asked.signal);
          return open2(await instance.ask(call, () => listing.next(push)), call, asked.signal);
        },
        end: () => {
          letGo2(listing);
          this.#lease.giveBack();
        }
      };
    } catch (error) {
      this.#lease.giveBack();
      throw error;
    }
  }
};
function providerOf(tenant) {
  const provider = JSON.parse(tenant)?.provider;
  return typeof provider === "string" && /^[a-z-]{1,20}$/.test(provider) ? provider : "unknown";
}
function refuseIfAborted(signal) {
  if (signal?.aborted) throw signal.reason;
}

// js/bare.ts
import { about as about5 } from "./core.js";
import { partOptions } from "./core.js";
function token(connection, options) {
  return once(connection, options, (client, call) => client.token(call));
}
function list(connection, query, options) {
  const open3 = () => {
    const { client, call } = about5({ operation: "list" }, () => partOptions(options));
    return { client: new Client(connection, client, false), call };
  };
  return new Users(query, {
    async *pages(asked) {
      const { client, call } = open3();
      try {
        yield* client.list(asked, call).pages();
      } finally {
        client[dispose]();
      }
    },
    async all(asked) {
      const { client, call } = open3();
      try {
        return await client.list(asked, call).toArray();
      } finally {
        client[dispose]();
      }
    }
  });
}
function get(connection, who, options) {
  return once(connection, options, (client, call) => client.get(who, call));
}
function find(connection, who, options) {
  return once(connection, options, (client, call) => client.find(who, call));
}
function provision(connection, person, options) {
  return once(connection, options, (client, call) => client.provision(person, call));
}
function deactivate(connection, who, options) {
  return once(connection, options, (client, call) => client.deactivate(who, call));
}
function provisionAll(connection, people, options) {
  return once(connection, options, (client, call) => client.provisionAll(people, call));
}
function deactivateAll(connection, whos, options) {
  return once(connection, options, (client, call) => client.deactivateAll(whos, call));
}
function plan(connection, roster, policy, options) {
  return once(connection, options, (client, call) => client.plan(roster, policy, call));
}
function apply(connection, plan2, options) {
  return once(connection, options, (client, call) => client.apply(plan2, call));
}
function update(connection, who, change, options) {
  return once(connection, options, (client, call) => client.update(who, change, call));
}
function reactivate(connection, who, options) {
  return once(connection, options, (client, call) => client.reactivate(who, call));
}
function remove(connection, who, options) {
  return once(connection, options, (client, call) => client.remove(who, call));
}
function resetPassword(connection, who, options) {
  return once(connection, options, (client, call) => client.resetPassword(who, call));
}
function roles(connection, options) {
  return once(connection, options, (client, call) => client.roles(call));
}
function capabilities(connection, options) {
  return once(connection, options, (client, call) => client.capabilities(call));
}
function request(connection, method, path, body, options) {
  return once(connection, options, (client, call) => client.request(method, path, body, call));
}
async function once(connection, options, verb) {
  const parted = about5({ operation: "connect" }, () => partOptions(options));
  const client = new Client(connection, parted.client, false);
  try {
    return verb(client, parted.call);
  } finally {
    client[dispose]();
  }
}

// js/index.ts
import { SeatwardenError as SeatwardenError4 } from "./core.js";
export {
  SeatwardenError4 as SeatwardenError,
  apply,
  capabilities,
  connect,
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
  update
};
