// js/client.ts
import { Core } from "./core.js";
import { ensureCore, letGo } from "./core.js";

// js/envelope.ts
import { SeatwardenError } from "./core.js";
function open(text, call, signal) {
  const envelope = JSON.parse(text);
  if ("value" in envelope) return envelope.value;
  if ("aborted" in envelope) throw signal?.reason;
  throw new SeatwardenError({ ...call, ...envelope.error });
}
function about(call, read2) {
  try {
    return read2();
  } catch (error) {
    throw SeatwardenError.is(error) ? new SeatwardenError({ ...error.toJSON(), ...call }) : error;
  }
}
function fromCore(call, enter) {
  try {
    return enter();
  } catch (error) {
    throw thrown(error, call);
  }
}
async function settled(call, answer) {
  try {
    return await answer;
  } catch (error) {
    throw thrown(error, call);
  }
}
function thrown(error, call) {
  if (typeof error !== "string") return internal(error, call);
  try {
    return new SeatwardenError({ ...call, ...JSON.parse(error) });
  } catch {
    return internal(error, call);
  }
}
function internal(error, call) {
  const name = error instanceof Error ? error.name : typeof error;
  return new SeatwardenError({
    ...call,
    code: "internal",
    message: `Seatwarden failed by a fault of its own in ${call.operation} (${name})`,
    hint: "If this was a write, look at the account before you try again. Please report it, with the verb and the version.",
    retryable: false,
    attempts: 0
  });
}

// js/client.ts
import { invalidInput as invalidInput3 } from "./core.js";

// js/host.ts
import { invalidInput as invalidInput2 } from "./core.js";

// js/json.ts
import { invalidInput, SeatwardenError as SeatwardenError2 } from "./core.js";
var MAX_DEPTH = 100;
var UNREADABLE = "could not be read: reading it threw an error";
function encode(value, path) {
  try {
    return JSON.stringify(plain(value, path, []));
  } catch (error) {
    if (SeatwardenError2.is(error)) throw error;
    throw invalidInput(path === "" ? "input" : path, UNREADABLE);
  }
}
function plain(value, path, above) {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw invalidInput(path, `${value} is not a number that JSON has`);
      return value;
    case "object":
      if (value === null) return null;
      if (above.includes(value)) throw invalidInput(path, "contains itself");
      if (above.length >= MAX_DEPTH) throw invalidInput(path, "is nested too deeply");
      return container(value, path, [...above, value]);
    case "undefined":
      throw invalidInput(path, "is missing");
    default:
      throw invalidInput(path, `${article(typeof value)} can't be sent as JSON`);
  }
}
function container(value, path, above) {
  if (Array.isArray(value)) return Array.from(value, (item, index) => plain(item, `${path}[${index}]`, above));
  const { toJSON } = value;
  if (typeof toJSON === "function") return plain(toJSON.call(value, ""), path, above);
  if (!isPlain(value)) throw invalidInput(path, `${article(kind(value))} can't be sent as JSON; give a plain object`);
  const copy = /* @__PURE__ */ Object.create(null);
  for (const key of Reflect.ownKeys(value)) {
    if (!Object.prototype.propertyIsEnumerable.call(value, key)) continue;
    if (typeof key === "symbol") throw invalidInput(path, "has a symbol as a key, which can't be sent as JSON");
    const below = path === "" ? key : `${path}.${key}`;
    const item = read(value, key, below);
    if (item !== void 0) copy[key] = plain(item, below, above);
  }
  return copy;
}
function read(from, key, path) {
  try {
    return from[key];
  } catch {
    throw invalidInput(path, UNREADABLE);
  }
}
function isPlain(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function kind(value) {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (Array.isArray(value)) return "array";
  const name = value.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "object";
}
function article(word) {
  if (word === "null" || word === "undefined") return word;
  return `${/^[aeiou]/i.test(word) ? "an" : "a"} ${word}`;
}

// js/host.ts
var FUNCTIONS = ["fetch", "sleep", "now", "random"];
var SINKS = ["onEvent", "onAudit"];
var CLIENT_KEYS = /* @__PURE__ */ new Set([
  ...FUNCTIONS,
  ...SINKS,
  "tokenStore",
  "maxAttempts",
  "concurrency",
  "maxRequestsPerSecond",
  "actor"
]);
function readClientOptions(options) {
  const { hooks, rest } = readHost(object(options));
  return { json: encode(rest, "options"), hooks };
}
function readHost(options) {
  const rest = { ...options };
  const hooks = {};
  for (const key of FUNCTIONS) {
    const given = takeFunction(rest, key);
    if (given !== void 0) hooks[key] = given;
  }
  for (const key of SINKS) {
    const sink = takeFunction(rest, key);
    if (sink !== void 0) hooks[key] = (json) => tell(sink, json);
  }
  const store = take(rest, "tokenStore");
  if (store !== void 0) {
    if (!isStore(store)) throw invalidInput2("options.tokenStore", "expected an object with the functions get and set");
    hooks.tokenStore = store;
  }
  return { hooks, rest };
}
function readCallOptions(options) {
  const rest = { ...object(options) };
  const signal = take(rest, "signal");
  if (signal !== void 0 && !isSignal(signal))
    throw invalidInput2("options.signal", `expected an AbortSignal, not ${article(kind(signal))}`);
  return { rest, signal };
}
function partOptions(options) {
  const client = {};
  const call = {};
  for (const [key, value] of Object.entries(object(options))) (CLIENT_KEYS.has(key) ? client : call)[key] = value;
  return { client, call };
}
function object(options) {
  if (options === void 0) return {};
  if (!isPlain(options)) throw invalidInput2("options", `expected an object, not ${article(kind(options))}`);
  return options;
}
function take(from, key) {
  const value = from[key];
  delete from[key];
  return value;
}
function takeFunction(from, key) {
  const value = take(from, key);
  if (value === void 0 || typeof value === "function") return value;
  throw invalidInput2(`options.${key}`, `expected a function, not ${article(kind(value))}`);
}
function tell(sink, json) {
  try {
    sink(JSON.parse(json));
  } catch {
  }
}
function isStore(value) {
  const store = value;
  return typeof store === "object" && store !== null && typeof store.get === "function" && typeof store.set === "function";
}
function isSignal(value) {
  const signal = value;
  return typeof signal === "object" && signal !== null && typeof signal.aborted === "boolean" && typeof signal.addEventListener === "function";
}

// js/list.ts
var Users = class {
  #query;
  #read;
  constructor(query, read2) {
    this.#query = query;
    this.#read = read2;
  }
  async *[Symbol.asyncIterator]() {
    for await (const page of this.#read(this.#query)) yield* page.users;
  }
  pages() {
    return { [Symbol.asyncIterator]: () => this.#read(this.#query) };
  }
  async toArray(options) {
    const { limit } = about({ operation: "list" }, () => object(options));
    const all = [];
    for await (const page of this.#read(limited(this.#query, limit))) {
      for (const user of page.users) all.push(user);
    }
    return all;
  }
};
function limited(query, limit) {
  if (limit === void 0 || query !== void 0 && !isPlain(query)) return query;
  const own = query?.limit;
  const least = typeof own === "number" && typeof limit === "number" ? Math.min(own, limit) : limit;
  return { ...query, limit: least };
}

// js/client.ts
var dispose = Symbol.dispose ?? /* @__PURE__ */ Symbol.for("Symbol.dispose");
function connect(connection, options) {
  return new Client(connection, options);
}
var Client = class {
  #core;
  #provider;
  #forgets;
  #running = 0;
  #disposed = false;
  /** Use `connect`. `forgets`: whether the token goes with the client, once no other client shares it. */
  constructor(connection, options, forgets = true) {
    this.#forgets = forgets;
    const asked = about({ operation: "connect", provider: "unknown" }, () => ({
      tenant: encode(connection, "connection"),
      ...readClientOptions(options)
    }));
    this.#provider = providerOf(connection);
    ensureCore();
    this.#core = fromCore({ operation: "connect", provider: this.#provider }, () => new Core(asked.tenant, asked.json, asked.hooks));
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
    return new Users(query, (asked) => this.#pages(asked, options));
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
  /** What this connection can do, told before it is tried. Nothing is sent. */
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
  /** Lets go of the client and, once no other client shares it, of its token: later calls reject with `invalid_input`; calls that are under way end as they would. */
  [dispose]() {
    this.#disposed = true;
    this.#release();
  }
  async #call(operation, input, options, forced) {
    const call = { operation, provider: this.#provider };
    const asked = about(call, () => {
      const { rest, signal } = readCallOptions(options);
      return { input: encode(input, ""), options: encode({ ...rest, ...forced }, "options"), signal };
    });
    refuseIfAborted(asked.signal);
    const core = this.#take(call);
    try {
      const answer = await settled(call, core.call(operation, asked.input, asked.options, asked.signal));
      return open(answer, call, asked.signal);
    } finally {
      this.#giveBack();
    }
  }
  async *#pages(query, options) {
    const call = { operation: "list", provider: this.#provider };
    const asked = about(call, () => {
      const { rest, signal } = readCallOptions(options);
      return { query: encode(query === void 0 ? {} : query, "query"), options: encode(rest, "options"), signal };
    });
    refuseIfAborted(asked.signal);
    const core = this.#take(call);
    try {
      const listing = fromCore(call, () => core.list(asked.query, asked.options, asked.signal));
      try {
        for (; ; ) {
          refuseIfAborted(asked.signal);
          const answer = await settled(call, listing.next());
          const page = open(answer, call, asked.signal);
          if (page === null) return;
          yield page;
        }
      } finally {
        letGo(listing);
      }
    } finally {
      this.#giveBack();
    }
  }
  /** The core, for one call; refuses after dispose. Each call gives it back, so that it is freed when the last one has. */
  #take(call) {
    if (this.#core === void 0 || this.#disposed) {
      throw invalidInput3("client", "has been disposed of", { ...call, hint: "Make a new one with connect()." });
    }
    this.#running += 1;
    return this.#core;
  }
  #giveBack() {
    this.#running -= 1;
    this.#release();
  }
  #release() {
    if (!this.#disposed || this.#running > 0 || this.#core === void 0) return;
    if (this.#forgets) this.#core.forget();
    letGo(this.#core);
    this.#core = void 0;
  }
};
function providerOf(connection) {
  const provider = isPlain(connection) ? connection.provider : void 0;
  return typeof provider === "string" && /^[a-z-]{1,20}$/.test(provider) ? provider : "unknown";
}
function refuseIfAborted(signal) {
  if (signal?.aborted) throw signal.reason;
}

// js/bare.ts
function token(connection, options) {
  return once(connection, options, (client, call) => client.token(call));
}
function list(connection, query, options) {
  return new Users(query, async function* (asked) {
    const { client, call } = about({ operation: "list" }, () => partOptions(options));
    const made = new Client(connection, client, false);
    try {
      yield* made.list(asked, call).pages();
    } finally {
      made[dispose]();
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
  const parted = about({ operation: "connect" }, () => partOptions(options));
  const client = new Client(connection, parted.client, false);
  try {
    return verb(client, parted.call);
  } finally {
    client[dispose]();
  }
}

// js/index.ts
import { SeatwardenError as SeatwardenError4 } from "./core.js";

// js/run.ts
import { run as runCore } from "./core.js";
import { ensureCore as ensureCore2 } from "./core.js";
import { invalidInput as invalidInput4, SeatwardenError as SeatwardenError3 } from "./core.js";
async function run(step, options) {
  let signal;
  try {
    const asked = readCallOptions(options);
    signal = asked.signal;
    if (signal?.aborted) throw signal.reason;
    const { hooks, rest } = readHost(asked.rest);
    const unknown = Object.keys(rest)[0];
    if (unknown !== void 0) throw invalidInput4(`options.${unknown}`, "is no option of run; the verb's own options go into the step");
    const json = encode(step, "step");
    ensureCore2();
    const output = JSON.parse(await settled({ operation: "run" }, runCore(json, hooks, signal)));
    if (!("ok" in output)) throw signal?.reason;
    return output;
  } catch (error) {
    if (!SeatwardenError3.is(error)) throw error;
    return failed(step, error);
  }
}
function failed(step, { code, message, hint, retryable, retryAfterMs, status }) {
  const action = isPlain(step) && typeof step.action === "string" ? step.action : "unknown";
  return {
    ok: false,
    action,
    error: {
      code,
      message,
      retryable,
      ...hint !== void 0 && { hint },
      ...retryAfterMs !== void 0 && { retryAfterMs },
      ...status !== void 0 && { status }
    }
  };
}
export {
  SeatwardenError4 as SeatwardenError,
  capabilities,
  connect,
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
  run,
  token,
  update
};
