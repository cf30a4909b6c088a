// js/worker/config.ts
var BODY_BYTES = 262144;
var REMOVALS = 10;
var RETRIES = { limit: 8, delayMs: 5e3 };
function configOf(options) {
  const { sources, tenants, rules, audit, maxRemovals = REMOVALS, timeZone = "UTC", timeOfDay = {}, maxBodyBytes = BODY_BYTES } = options;
  for (const [name, given] of Object.entries({ rules, audit })) must(typeof given === "function", name, "a function");
  for (const [name, given] of Object.entries({ sources, tenants }))
    must(
      typeof given === "function" || typeof given === "object" && given !== null,
      name,
      "an object, or a function of env that gives one"
    );
  must(Number.isInteger(maxRemovals) && maxRemovals >= 0, "maxRemovals", "a whole number");
  must(Number.isInteger(maxBodyBytes) && maxBodyBytes > 0 && maxBodyBytes <= 9e5, "maxBodyBytes", "a whole number, 900 000 at most");
  for (const [kind, time] of Object.entries(timeOfDay)) must(/^([01]\d|2[0-3]):[0-5]\d$/.test(time), `timeOfDay.${kind}`, '"HH:MM"');
  new Intl.DateTimeFormat("en-US", { timeZone });
  return {
    sources: (env) => of(sources, env),
    tenants: (env) => of(tenants, env),
    sink: (env) => audit(env),
    notify: async (notice, env) => options.notify?.(notice, env),
    rules,
    maxRemovals,
    calendar: { timeZone, timeOfDay },
    maxBodyBytes,
    retries: { ...RETRIES, ...options.retries }
  };
}
function personOf(source, event) {
  const given = source.personOf?.(event);
  if (given !== void 0 && given !== "") return given;
  if (event.externalId !== void 0) return event.externalId;
  const { person, who } = event;
  const mail = person?.email ?? (typeof who === "object" && "email" in who ? who.email : void 0) ?? person?.userName;
  return mail?.toLowerCase() ?? `nobody:${event.id}`;
}
function bindings(env) {
  return env;
}
function of(given, env) {
  return typeof given === "function" ? given(env) : given;
}
function must(met, name, what) {
  if (!met) throw new TypeError(`createHrWorker: ${name} must be ${what}`);
}

// js/worker/desk.ts
import { DurableObject } from "cloudflare:workers";

// js/worker/identity.ts
var encoder = new TextEncoder();
async function instanceOf(source, eventId) {
  return hex(await digest(`${source}
${eventId}`));
}
async function idOfBody(source, body) {
  const head = encoder.encode(`${source}
`);
  const whole = new Uint8Array(head.length + body.length);
  whole.set(head);
  whole.set(body, head.length);
  return hex(await digest(whole));
}
function runOf(instance, run) {
  return run === 1 ? instance : `${instance}-${run}`;
}
async function isSame(one, other) {
  const [left, right] = await Promise.all([digest(one), digest(other)]);
  let differs = 0;
  for (const [at, byte] of left.entries()) differs |= byte ^ (right[at] ?? 0);
  return differs === 0;
}
async function digest(given) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", typeof given === "string" ? encoder.encode(given) : given));
}
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// js/worker/patience.ts
var PATIENCE_MS = 1e4;
async function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1e3} s`)), PATIENCE_MS);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

// js/worker/platform.ts
function objectOf(namespace, name) {
  return namespace.get(namespace.idFromName(name));
}

// js/worker/workflow-starts.ts
async function start(workflow, id, order) {
  try {
    await workflow.create({ id, params: order });
  } catch (error) {
    if (typeof await statusOf(workflow, id) !== "string") throw error;
  }
}
async function isLost(workflow, id) {
  const status = await statusOf(workflow, id);
  return status === null || ["complete", "errored", "terminated"].includes(status ?? "");
}
async function statusOf(workflow, id) {
  try {
    const instance = await workflow.get(id);
    return (await instance.status()).status;
  } catch (error) {
    return /not_found/.test(String(error)) ? null : void 0;
  }
}

// js/worker/desk.ts
var RELEASED = "removals";
var HOUR_MS = 36e5;
var LETTERS = "dead_letter:";
var SHOWN = 500;
function deskClass(config) {
  return class HrDesk extends DurableObject {
    constructor(ctx, env) {
      super(ctx, env);
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS letters (id TEXT PRIMARY KEY, at INTEGER NOT NULL, failed TEXT NOT NULL)");
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS notices (id TEXT PRIMARY KEY, at TEXT NOT NULL, notice TEXT NOT NULL)");
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS removals (instance TEXT PRIMARY KEY, at INTEGER NOT NULL)");
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS waiting (instance TEXT PRIMARY KEY, at INTEGER NOT NULL, removal TEXT NOT NULL)");
    }
    get #sql() {
      return this.ctx.storage.sql;
    }
    /** Whether this leaver may go now. If not, it waits, and so does every later one, until somebody releases them. */
    async mayRemove(removal) {
      const now = Date.now();
      const { instance, source, person } = removal;
      if (this.#sql.exec("SELECT 1 FROM removals WHERE instance = ?", instance).toArray().length > 0) return true;
      const paused = this.#count("waiting") > 0;
      if (!paused && this.#lastHour(now) < config.maxRemovals) {
        this.#sql.exec("INSERT INTO removals (instance, at) VALUES (?, ?)", instance, now);
        return true;
      }
      this.#sql.exec("INSERT OR REPLACE INTO waiting (instance, at, removal) VALUES (?, ?, ?)", instance, now, JSON.stringify(removal));
      if (!paused) {
        const message = `More than ${config.maxRemovals} leavers within an hour: this removal and all after it wait. Release or discard them at /desk/removals.`;
        const at = new Date(now).toISOString();
        await this.notice({ id: `removals_paused:${at}`, at, kind: "removals_paused", event: instance, source, person, message });
      }
      return false;
    }
    #lastHour(now) {
      this.#sql.exec("DELETE FROM removals WHERE at < ?", now - HOUR_MS);
      return this.#count("removals");
    }
    #count(table) {
      return Number(this.#sql.exec(`SELECT COUNT(*) AS n FROM ${table}`).toArray()[0]?.n);
    }
    /** Lets go of all removals that wait, to be done or to be thrown away; counts anew. Gives how many there were. */
    async release(go) {
      const rows = this.#sql.exec("DELETE FROM waiting RETURNING instance, at, removal").toArray();
      this.#sql.exec("DELETE FROM removals");
      return this.#letGo(rows, go);
    }
    /** Lets those go that were called off while they waited. The others wait on. */
    withdraw(instances) {
      const rows = instances.flatMap(
        (one) => this.#sql.exec("DELETE FROM waiting WHERE instance = ? RETURNING instance, at, removal", one).toArray()
      );
      return this.#letGo(rows, false);
    }
    async #letGo(rows, go) {
      const { HR_WORKFLOW } = bindings(this.env);
      let released = 0;
      for (const { instance, at, removal } of rows) {
        const { workflow } = JSON.parse(removal);
        try {
          if (await isLost(HR_WORKFLOW, workflow)) continue;
          await (await HR_WORKFLOW.get(workflow)).sendEvent({ type: RELEASED, payload: { go } });
          released += 1;
        } catch (error) {
          console.error(`seatwarden: a removal could not be released, it waits on: ${String(error)} (event ${instance})`);
          this.#sql.exec("INSERT OR IGNORE INTO waiting (instance, at, removal) VALUES (?, ?, ?)", instance, at, removal);
        }
      }
      return released;
    }
    /** Puts something on the attention list, once. */
    async notice(notice) {
      if (this.#sql.exec("SELECT 1 FROM notices WHERE id = ?", notice.id).toArray().length > 0) return;
      this.#sql.exec("INSERT INTO notices (id, at, notice) VALUES (?, ?, ?)", notice.id, notice.at, JSON.stringify(notice));
      console.warn(`seatwarden: ${notice.kind}: ${notice.message} (event ${notice.event})`);
      await inTime(() => config.notify(notice, this.env)).catch(
        (error) => console.error(`seatwarden: notify failed (${error instanceof Error ? error.name : typeof error})`)
      );
    }
    /** Keeps what was given up, and tells people: once an hour, however many there are, and of none twice. */
    async bury(failed2) {
      const { instance, source, person, tenant, error } = failed2;
      const [id, now] = [letterOf(failed2), Date.now()];
      const isNew = this.#sql.exec("SELECT 1 FROM letters WHERE id = ?", id).toArray().length === 0;
      this.#sql.exec("INSERT OR REPLACE INTO letters (id, at, failed) VALUES (?, ?, ?)", id, now, JSON.stringify(failed2));
      const what = `${tenant ?? "before any tenant"}: ${error.code}`;
      console.error(`seatwarden: given up: ${what} (event ${instance})`);
      if (!isNew || this.#toldSince(new Date(now - HOUR_MS).toISOString())) return;
      const at = new Date(now).toISOString();
      const message = `Given up: ${what}. It is a dead letter at /desk, and so is what else is given up within the hour`;
      const notice = { id: `${LETTERS}${at}`, at, kind: "dead_letter", event: instance, source, person, message };
      await this.notice(tenant === void 0 ? notice : { ...notice, tenant });
    }
    /** Whether people were told of a dead letter after `at`, and have left that on the list. */
    #toldSince(at) {
      return this.#sql.exec("SELECT 1 FROM notices WHERE id GLOB ? AND at > ?", `${LETTERS}*`, at).toArray().length > 0;
    }
    /** Without a dead letter there is nothing to be told of. */
    #clear() {
      const [letter] = this.#sql.exec("SELECT 1 FROM letters LIMIT 1").toArray();
      if (letter === void 0) this.#sql.exec("DELETE FROM notices WHERE id GLOB ?", `${LETTERS}*`);
    }
    /** What there is to look at. */
    view() {
      const letters = this.#sql.exec("SELECT id, at, failed FROM letters ORDER BY at LIMIT ?", SHOWN).toArray();
      const notices = this.#sql.exec("SELECT notice FROM notices ORDER BY at LIMIT ?", SHOWN).toArray();
      const waiting = this.#sql.exec("SELECT removal FROM waiting ORDER BY at LIMIT ?", SHOWN).toArray();
      const asked = waiting.map(({ removal }) => JSON.parse(removal));
      return {
        deadLetters: letters.map(({ id, at, failed: failed2 }) => shown(String(id), Number(at), JSON.parse(failed2))),
        attention: notices.map(({ notice }) => JSON.parse(notice)),
        removals: {
          paused: waiting.length > 0,
          waiting: asked.map(({ instance, source, person }) => ({ event: instance, source, person })),
          lastHour: this.#lastHour(Date.now()),
          maxRemovals: config.maxRemovals
        }
      };
    }
    /** Sends a dead letter again, or all of them. Gives how many. */
    async send(id) {
      const rows = id === void 0 ? this.#sql.exec("SELECT id, failed FROM letters ORDER BY at").toArray() : this.#sql.exec("SELECT id, failed FROM letters WHERE id = ?", id).toArray();
      const { HR_FAILED, HR_PERSON } = bindings(this.env);
      for (const row of rows) {
        const failed2 = JSON.parse(row.failed);
        if (failed2.tenant !== void 0) await HR_FAILED.send(failed2);
        else await objectOf(HR_PERSON, failed2.object).again(failed2.instance);
        this.#sql.exec("DELETE FROM letters WHERE id = ?", row.id);
      }
      this.#clear();
      return rows.length;
    }
    /** Takes an entry off a list. */
    drop(list, id) {
      const table = list === "attention" ? "notices" : "letters";
      const gone = this.#sql.exec(`DELETE FROM ${table} WHERE id = ? RETURNING id`, id).toArray().length > 0;
      this.#clear();
      return gone;
    }
  };
}
function deskOf(env) {
  return objectOf(bindings(env).HR_DESK, "desk");
}
async function tell(env, notices) {
  for (const notice of notices) await deskOf(env).notice(notice);
}
function removalOf(workflow, source, person) {
  return { workflow: runOf(workflow.instance, workflow.run), instance: workflow.instance, source, person };
}
function letterOf({ instance, tenant }) {
  return `${instance}:${tenant ?? ""}`;
}
function shown(id, at, { instance, source, person, tenant, error }) {
  const letter = { id, at: new Date(at).toISOString(), event: instance, source, person, error };
  return tenant === void 0 ? letter : { ...letter, tenant };
}

// js/worker/intake.ts
import { parseWebhook, SeatwardenError, verifyWebhook, webhookChallenge } from "./workerd.js";
var NAMELESS = /* @__PURE__ */ new Set(["factorial", "generic", "rippling"]);
async function takeIn(config, name, request, env) {
  const sources = config.sources(env);
  const source = Object.hasOwn(sources, name) ? sources[name] : void 0;
  if (source === void 0) return says(404, "there is no such source");
  const body = await bodyOf(request, config.maxBodyBytes);
  if (body === void 0) return says(413, "the delivery is too large");
  const { method, headers, url } = request;
  const challenge = challengeOf(source, { method, headers, url, body });
  if (challenge !== null) return challenge;
  if (method !== "POST") return says(405, "deliveries are posted");
  const delivery = deliveryOf(source, request, body);
  let strength;
  try {
    ({ strength } = await verifyWebhook(source.source, delivery));
  } catch (error) {
    if (SeatwardenError.is(error) && error.code === "webhook_invalid") return says(401, "the delivery is not authentic");
    console.error(`seatwarden: the source "${name}" can't be verified: ${String(error)}`);
    return says(500, "the source is not set up");
  }
  let events;
  try {
    events = parseWebhook(source.source, delivery);
  } catch {
    return says(400, "the delivery can't be read");
  }
  const ownId = NAMELESS.has(source.source) ? await idOfBody(source.source, body) : void 0;
  await Promise.all(events.map((event) => enqueue(name, source, event, strength, isNameless(event, ownId), env)));
  return says(202, "accepted");
}
async function enqueue(name, source, event, strength, nameless, env) {
  const [instance, person] = [await instanceOf(name, event.id), personOf(source, event)];
  const object = `${name}:${person}`;
  const asks = event.type !== "cancelled" && (event.thin || strength === "shared_secret" && source.resolve !== void 0);
  const stub = objectOf(bindings(env).HR_PERSON, object);
  await stub.accept({ instance, source: name, person, object, event, asks, nameless, received: Date.now() });
}
function isNameless({ id, raw }, ownId) {
  if (ownId === void 0 || id !== ownId && !id.startsWith(`${ownId}#`)) return false;
  return typeof raw !== "object" || raw === null || !("timestamp" in raw);
}
function deliveryOf({ secret, generic, toleranceSeconds }, { method, headers }, body) {
  return {
    method,
    headers,
    body,
    ...typeof secret === "string" ? { secret } : { secrets: secret },
    ...generic !== void 0 && { generic },
    ...toleranceSeconds !== void 0 && { toleranceSeconds }
  };
}
function challengeOf({ source }, request) {
  try {
    const answer = webhookChallenge(source, request);
    return answer === null ? null : new Response(answer.body, answer);
  } catch {
    return null;
  }
}
async function bodyOf(request, most) {
  if (Number(request.headers.get("content-length") ?? 0) > most) return void 0;
  const chunks = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > most) return void 0;
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
function says(status, message) {
  return Response.json({ message }, { status });
}

// js/worker/desk-door.ts
async function atDesk(path, request, env) {
  const token = bindings(env).HR_DESK_TOKEN;
  if (token === void 0 || token === "") return says(404, "there is no desk: set the secret HR_DESK_TOKEN");
  const [, given = ""] = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!await isSame(given, token)) return says(401, "the desk wants its bearer token");
  const desk = deskOf(env);
  const [list, id, verb] = path.map(plain);
  switch (`${request.method} ${[list, id && (list === "removals" ? id : "ID"), verb].filter(Boolean).join("/")}`) {
    case "GET ":
      return Response.json(await desk.view());
    case "POST dead-letters":
      return Response.json({ sent: await desk.send() });
    case "POST dead-letters/ID/send": {
      const sent = await desk.send(id);
      return sent === 0 ? says(404, "there is no such dead letter") : Response.json({ sent });
    }
    case "DELETE dead-letters/ID":
    case "DELETE attention/ID":
      return await desk.drop(list, id) ? says(200, "gone") : says(404, "there is no such entry");
    case "POST removals/release":
      return Response.json({ released: await desk.release(true) });
    case "POST removals/discard":
      return Response.json({ discarded: await desk.release(false) });
    default:
      return says(404, "the desk has no such thing");
  }
}
function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// js/worker/person.ts
import { DurableObject as DurableObject2 } from "cloudflare:workers";

// js/worker/notices.ts
function noticeOf({ instance, source, person }, kind, message, tenant) {
  const id = `${instance}:${tenant ?? ""}:${kind}`;
  const notice = { id, at: (/* @__PURE__ */ new Date()).toISOString(), kind, event: instance, source, person, message };
  return tenant === void 0 ? notice : { ...notice, tenant };
}
function noticesOf(about, tenant, removal, { outcome, warnings, placed, tooLate }) {
  const notices = [];
  if (removal && placed && outcome === "not_found")
    notices.push(noticeOf(about, "leaver_not_found", `The rules place the leaver in ${tenant}, and nobody was found there`, tenant));
  if (tooLate) {
    const message = `A termination was called off, or put off, while the seat in ${tenant} was being taken: look there. If he stays, send a joiner`;
    notices.push(noticeOf(about, "cancelled_too_late", message, tenant));
  }
  if (warnings.includes("left_inactive")) {
    const message = `The account in ${tenant} is off and was left so: nothing says that the person is employed`;
    notices.push(noticeOf(about, "left_inactive", message, tenant));
  }
  return notices;
}
var SECOND_LEAVING = "A termination came again in the same words within a day, and he has come back in between: it was taken for a redelivery. If he leaves, send a leaver";
var NO_SHOW = "His first day has come, and he was told to leave before it: he got no seat. If he comes all the same, send a joiner";
var HIRE_TOO_LATE = "A hire was called off of somebody who counts as employed. If he isn't, send a leaver";
function terminatedIn(tenants = []) {
  const where = tenants.length > 0 ? ` in ${tenants.join(", ")}` : "";
  return `A termination was called off after it was done${where}. If he stays, send a joiner`;
}

// js/worker/order.ts
var BLANK = { seq: 0, fields: {}, presence: null, accounts: {} };
function isAfter(one, other) {
  return one.at !== other.at ? one.at > other.at : one.seq > other.seq;
}
var REDELIVERED_MS = 24 * 36e5;
function isRepeat(known, { nameless, event, asks, received }, seq) {
  if (nameless !== true) return true;
  if (event.type === "mover" && asks) return known.asks;
  return known.seq === seq || received - known.received < REDELIVERED_MS;
}
function isDoubtful({ presence }, known, { nameless, event }) {
  return nameless === true && event.type === "leaver" && presence?.employed === true && presence.seq > known.seq;
}
function complete(event, resolved) {
  const { effectiveAt, person, who, employed } = resolved;
  const type = resolved.type ?? (event.type === "mover" && employed === false ? "leaver" : event.type);
  const whole = { ...event.person, ...person };
  return {
    ...event,
    type,
    ...effectiveAt !== void 0 && { effectiveAt },
    ...whole !== void 0 && { person: whole },
    ...who !== void 0 && { who }
  };
}
function replaced(book, entry, others) {
  const { type } = entry.event;
  if (type !== "joiner" && type !== "leaver") return [];
  const rivals = others.filter((one) => one.event.type === type && isOpen(one) && one.instance !== entry.instance);
  if (rivals.some((one) => one.seq > entry.seq && entry.due > one.received)) return [entry];
  const isToCome = entry.due > entry.received;
  return others.filter(
    (one) => one.seq < entry.seq && one.event.type === type && (isOpen(one) && one.due > entry.received || isToCome && isHeldUp(book, one))
  );
}
function calledOff(book, cancellation, others) {
  const { cancels } = cancellation.event;
  const known = others.filter(({ seq }) => seq < cancellation.seq);
  const joiners = known.filter((one) => one.event.type === "joiner" && isOpen(one));
  if (cancels === "joiner") return joiners;
  const leavers = known.filter((one) => isHeldUp(book, one));
  if (cancels === "leaver" || leavers.some((one) => isOpen(one))) return leavers;
  const awaited = joiners.filter(({ due, seq }) => due > cancellation.received && leavers.every((one) => one.seq < seq));
  return awaited.length > 0 ? awaited : leavers;
}
function isHeldUp(book, entry) {
  const { event, state, results, error } = entry;
  if (event.type !== "leaver" || entry.void !== void 0 || !(isOpen(entry) || stands(book, entry))) return false;
  const seats = Object.values(results);
  const isOver = state === "done" && error === void 0 && !seats.some(({ outcome }) => outcome === "failed");
  return !isOver && seats.every(({ outcome }) => outcome === "failed" || outcome === "not_found");
}
function takeBack(book, { event, at, seq, before }) {
  if (event.type !== "leaver" || book.presence?.seq !== seq) return;
  book.presence = before?.employed === false ? before : { at, seq, employed: true };
}
function isTooLate({ presence }, { cancels }) {
  return presence?.employed === (cancels === "joiner");
}
function isOpen({ state, void: why }) {
  return (state === "new" || state === "waiting") && why === void 0;
}
function onTheDay(entry, said, moment, now) {
  const leaves = entry.event.type === "leaver";
  if (said === null) return leaves ? void 0 : "unresolved";
  if (!leaves && (said.employed === false || said.type === "leaver")) return "not_employed";
  if (moment !== void 0 && moment.due > now && moment.due > entry.due) return "later";
  if (leaves && said.employed === true && entry.dated === true && said.effectiveAt === void 0) return "cancelled";
  return void 0;
}
function isAwaited({ event, due, asks, ...one }, now) {
  return event.type === "joiner" && isOpen(one) && (asks || due > now);
}
function isHere({ presence, accounts }) {
  return presence === null ? Object.values(accounts).some(({ active }) => active) : presence.employed;
}
function joins(book, { event, seq }, start2, others, now) {
  if (event.type !== "mover" || isHere(book)) return false;
  if (book.presence !== null && !isAfter({ at: start2.at, seq }, book.presence)) return false;
  return start2.due > now || others.some((one) => isAwaited(one, now));
}
function decide(book, entry, others, now) {
  if (entry.void !== void 0) return entry.void;
  const { event, at, seq, employed } = entry;
  learn(book, entry);
  if (event.type === "mover" && !isHere(book) && others.some((one) => isAwaited(one, now))) return "not_employed";
  if (isNoShow(book, entry)) return "overtaken";
  const says2 = event.type === "joiner" ? true : event.type === "leaver" ? false : employed;
  if (event.type === "leaver" && book.presence?.seq !== seq) entry.before = book.presence;
  if (says2 !== void 0 && weighs(entry, book.presence))
    book.presence = { at, seq, employed: says2, ...event.type === "mover" && { seen: true } };
  return stands(book, entry) ? void 0 : isLate(book, entry) ? "overtaken" : "not_employed";
}
function isNoShow({ presence, accounts }, entry) {
  if (entry.event.type !== "joiner" || presence?.employed !== false || Object.keys(accounts).length > 0) return false;
  return presence.seq > entry.seq && presence.at >= (entry.asked ?? entry.received) && isAfter(entry, presence);
}
function weighs({ event, at, seq }, known) {
  if (known === null || isAfter({ at, seq }, known)) return true;
  return event.type === "leaver" && known.seen === true && seq > known.seq;
}
function learn(book, { event, at, seq, received, asked }) {
  const stamp = { at: asked ?? (event.type === "mover" ? at : Math.min(at, received)), seq };
  for (const [name, value] of Object.entries(event.person ?? {})) {
    const known = book.fields[name];
    if (known === void 0 || isAfter(stamp, known)) book.fields[name] = { ...stamp, value };
  }
}
function stands(book, { event, void: why }) {
  if (why !== void 0) return false;
  return event.type === "leaver" ? book.presence?.employed !== true : book.presence?.employed !== false;
}
function isLate(book, { event, at, seq }) {
  return event.type !== "mover" || book.presence !== null && isAfter(book.presence, { at, seq });
}
function personIn(book) {
  return Object.fromEntries(Object.entries(book.fields).map(([name, { value }]) => [name, value]));
}
function outcomeOf(entry) {
  const { instance, source, person, event, received, due, state, void: why, results, error } = entry;
  const tenants = Object.values(results);
  const failed2 = error !== void 0 || tenants.some(({ outcome }) => outcome === "failed");
  const allVoid = tenants.length > 0 && tenants.every(({ outcome }) => outcome === "overtaken");
  const ended = tenants.some(({ outcome }) => outcome === "discarded") ? "discarded" : allVoid ? "overtaken" : "done";
  return {
    id: instance,
    at: new Date(received).toISOString(),
    source,
    eventId: event.id,
    type: event.type,
    effectiveAt: new Date(due).toISOString(),
    person,
    outcome: why ?? (failed2 ? "failed" : state === "done" ? ended : "waiting"),
    tenants,
    ...error !== void 0 && { error }
  };
}

// js/worker/outbox.ts
var AGAIN_MS = 1e3;
var LONGEST_MS = 6e4;
var Outbox = class {
  #sql;
  constructor({ sql }) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, record TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0)");
  }
  /** Keeps a record, in place of an earlier one with the same id. */
  put(record) {
    this.#sql.exec("INSERT OR REPLACE INTO outbox (id, record) VALUES (?, ?)", record.id, JSON.stringify(record));
  }
  isEmpty() {
    return this.#sql.exec("SELECT 1 FROM outbox LIMIT 1").toArray().length === 0;
  }
  /** Hands over what there is, so many at once, oldest first. Gives when to try again, in milliseconds since 1970, if the sink didn't take it. */
  async handOver(most, send) {
    for (; ; ) {
      const rows = this.#sql.exec("SELECT id, record, tries FROM outbox ORDER BY rowid LIMIT ?", most).toArray();
      if (rows.length === 0) return void 0;
      try {
        await inTime(() => send(rows.map(({ record }) => JSON.parse(record))));
      } catch (error) {
        console.error("seatwarden: the sink took no records, they will be handed over again:", String(error));
        for (const { id } of rows) this.#sql.exec("UPDATE outbox SET tries = tries + 1 WHERE id = ?", id);
        const tries = Math.max(...rows.map((row) => Number(row.tries)));
        return Date.now() + Math.min(AGAIN_MS * 2 ** tries, LONGEST_MS) * (1 + Math.random());
      }
      for (const { id, record } of rows) this.#sql.exec("DELETE FROM outbox WHERE id = ? AND record = ?", id, record);
    }
  }
};

// js/worker/shelf.ts
var KEPT_MS = 400 * 864e5;
var Shelf = class {
  #storage;
  constructor(storage) {
    this.#storage = storage;
    storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS events (instance TEXT PRIMARY KEY, state TEXT NOT NULL, received INTEGER NOT NULL, entry TEXT NOT NULL)"
    );
    storage.sql.exec("CREATE TABLE IF NOT EXISTS book (id INTEGER PRIMARY KEY CHECK (id = 0), book TEXT NOT NULL)");
  }
  book() {
    const [row] = this.#storage.sql.exec("SELECT book FROM book").toArray();
    return row === void 0 ? structuredClone(BLANK) : JSON.parse(row.book);
  }
  keepBook(book) {
    this.#storage.sql.exec("INSERT OR REPLACE INTO book (id, book) VALUES (0, ?)", JSON.stringify(book));
  }
  entry(instance) {
    const [row] = this.#storage.sql.exec("SELECT entry FROM events WHERE instance = ?", instance).toArray();
    return row === void 0 ? void 0 : JSON.parse(row.entry);
  }
  /** The latest of those that have this id: the same words may come again and mean it. */
  latest(instance) {
    const [row] = this.#storage.sql.exec("SELECT entry FROM events WHERE instance = ? OR instance GLOB ? ORDER BY received DESC LIMIT 1", instance, `${instance}_*`).toArray();
    return row === void 0 ? void 0 : JSON.parse(row.entry);
  }
  /** Those that aren't done. */
  open() {
    return this.#storage.sql.exec("SELECT entry FROM events WHERE state <> 'done' ORDER BY received").toArray().map((row) => JSON.parse(row.entry));
  }
  /** Those that aren't done, and those that failed: they may still be. */
  unsettled() {
    return this.all().filter((one) => one.state !== "done" || outcomeOf(one).outcome === "failed");
  }
  all() {
    return this.#storage.sql.exec("SELECT entry FROM events ORDER BY received").toArray().map((row) => JSON.parse(row.entry));
  }
  keep(entry) {
    const { instance, state, received } = entry;
    this.#storage.sql.exec(
      "INSERT OR REPLACE INTO events (instance, state, received, entry) VALUES (?, ?, ?, ?)",
      instance,
      state,
      received,
      JSON.stringify(entry)
    );
  }
  forgetOld(now) {
    this.#storage.sql.exec("DELETE FROM events WHERE state = 'done' AND received < ?", now - KEPT_MS);
  }
};

// js/worker/time.ts
var DAY = 864e5;
var PLAIN_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
function momentOf(event, received, calendar) {
  const { effectiveAt } = event;
  const plain2 = effectiveAt === void 0 ? null : PLAIN_DATE.exec(effectiveAt);
  if (plain2 === null) {
    const at = effectiveAt === void 0 ? Number.NaN : Date.parse(effectiveAt);
    return Number.isNaN(at) ? { at: received, due: received } : { at, due: at };
  }
  const [year, month, day] = plain2.slice(1).map(Number);
  const end = onClock(Date.UTC(year, month - 1, day + 1), calendar.timeZone) - 1;
  const [hours = 0, minutes = 0] = (calendar.timeOfDay[event.type] ?? "00:00").split(":").map(Number);
  const due = onClock(Date.UTC(year, month - 1, day, hours, minutes), calendar.timeZone);
  return { at: Math.min(Math.max(due, received), end), due };
}
function onClock(wall, timeZone) {
  const first = wall - offset(wall, timeZone);
  return wall - offset(first, timeZone);
}
function offset(at, timeZone) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric"
  }).formatToParts(at);
  const part = (type) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(at / 1e3) * 1e3;
}
function wakings(now, due) {
  const wakes = [];
  for (let next = now + 360 * DAY; next < due; next += 360 * DAY) wakes.push(next);
  if (due > now) wakes.push(due);
  return wakes;
}

// js/worker/whos.ts
function whosOf(event, { email, userName, externalId }) {
  const whos = [];
  if (event.who !== void 0) whos.push(event.who);
  if (userName !== void 0) whos.push({ userName });
  if (email !== void 0) whos.push({ email });
  if (externalId !== void 0) whos.push({ externalId });
  return distinct(whos);
}
function distinct(whos) {
  const seen = /* @__PURE__ */ new Set();
  return whos.filter((who) => {
    const text = JSON.stringify(who);
    return !seen.has(text) && seen.add(text);
  });
}

// js/worker/person.ts
var LOOK_AFTER_MS = 36e5;
var START_AGAIN_MS = 5e3;
function personClass(config) {
  return class HrPerson extends DurableObject2 {
    #shelf;
    #outbox;
    constructor(ctx, env) {
      super(ctx, env);
      this.#shelf = new Shelf(ctx.storage);
      this.#outbox = new Outbox(ctx.storage);
    }
    /** Takes an event, once. It is kept when this resolves, and will be begun. */
    async accept(arrival) {
      const known = this.ctx.storage.transactionSync(() => {
        const before = this.#shelf.latest(arrival.instance);
        const book = this.#shelf.book();
        if (before !== void 0 && isRepeat(before, arrival, book.seq)) return { before, isDoubtful: isDoubtful(book, before, arrival) };
        this.#shelf.forgetOld(arrival.received);
        book.seq += 1;
        this.#shelf.keepBook(book);
        const moment = momentOf(arrival.event, arrival.received, config.calendar);
        const employed = arrival.event.type === "mover" && !arrival.event.thin ? { employed: true } : {};
        const instance = before === void 0 ? arrival.instance : `${arrival.instance}_${book.seq}`;
        this.#put({ ...arrival, instance, ...moment, ...employed, seq: book.seq, state: "new", run: 1, results: {} });
        return void 0;
      });
      if (known !== void 0) {
        if (known.isDoubtful) await tell(this.env, [noticeOf(known.before, "duplicate_ignored", SECOND_LEAVING)]);
        return "known";
      }
      await this.ctx.storage.setAlarm(Date.now());
      return "new";
    }
    #entry(instance) {
      const entry = this.#shelf.entry(instance);
      if (entry === void 0) throw new Error(`nothing is known of the event ${instance}`);
      return entry;
    }
    /** Keeps an event that came, or of which more is known, and settles what it means for those that wait; their records say so. */
    #put(entry) {
      const others = this.#shelf.unsettled();
      const book = this.#shelf.book();
      const isCancellation = entry.event.type === "cancelled";
      const gone = isCancellation ? calledOff(book, entry, others) : entry.asks || entry.void !== void 0 ? [] : replaced(book, entry, others);
      for (const one of gone.sort((left, right) => right.seq - left.seq)) {
        one.void = isCancellation ? "cancelled" : "overtaken";
        takeBack(book, one);
        this.#shelf.keep(one);
        if (one.instance === entry.instance) entry.void = one.void;
        else this.#outbox.put(outcomeOf(one));
      }
      if (gone.length > 0) this.#shelf.keepBook(book);
      const off = gone.map(({ instance }) => instance).filter((instance) => instance !== entry.instance);
      if (isCancellation || off.length > 0) entry.calledOff = off;
      this.#shelf.keep(entry);
    }
    /** Has the alarm hand over what the sink hasn't got. */
    async #handOver() {
      if (!this.#outbox.isEmpty()) await this.ctx.storage.setAlarm(Date.now());
    }
    /** Keeps the record of an event as it is, for the sink. */
    async record(instance) {
      this.#outbox.put(outcomeOf(this.#entry(instance)));
      await this.#handOver();
    }
    /** What a Workflow begins with. */
    begin(instance) {
      const entry = this.#entry(instance);
      entry.state = entry.state === "new" ? "waiting" : entry.state;
      this.#shelf.keep(entry);
      return this.#begun(entry);
    }
    #begun({ event, source, person, asks, asked, due, void: why, takenBack = false, calledOff: off = [], tries = 0 }) {
      const late = isTooLate(this.#shelf.book(), event);
      const takenIn = late && event.type === "cancelled" && event.cancels !== "joiner" ? this.#takenIn() : [];
      const told = {
        event,
        source,
        person,
        asks,
        tries,
        asked: asked !== void 0,
        due,
        now: Date.now(),
        takenBack,
        calledOff: off,
        late,
        takenIn
      };
      return why === void 0 ? told : { ...told, void: why };
    }
    /** Where the leaver who is told of last has lost his seat. */
    #takenIn() {
      const { presence } = this.#shelf.book();
      const leaver = this.#shelf.all().find(({ seq }) => seq === presence?.seq);
      return Object.values(leaver?.results ?? {}).filter(({ outcome }) => TAKEN.has(outcome)).map(({ tenant }) => tenant);
    }
    /** Takes what the HR system said. */
    async resolved(instance, resolved) {
      const entry = this.#entry(instance);
      entry.event = complete(entry.event, resolved);
      entry.asks = false;
      entry.asked = Date.now();
      if (resolved.employed !== void 0) entry.employed = resolved.employed;
      const { startsAt } = resolved;
      if (startsAt !== void 0 && !Number.isNaN(Date.parse(startsAt))) {
        const joining = { type: "joiner", effectiveAt: startsAt };
        const start2 = momentOf(joining, entry.received, config.calendar);
        if (joins(this.#shelf.book(), entry, start2, this.#shelf.open(), entry.asked)) entry.event = { ...entry.event, ...joining };
      }
      Object.assign(entry, momentOf(entry.event, entry.received, config.calendar));
      if (resolved.employed === false && entry.due <= entry.received) entry.at = Math.max(entry.at, entry.asked);
      entry.dated = resolved.effectiveAt !== void 0;
      if (resolved.employed === false && entry.event.type === "joiner" && entry.due <= entry.asked) entry.void ??= "not_employed";
      this.ctx.storage.transactionSync(() => this.#put(entry));
      await this.#handOver();
      return this.#begun(entry);
    }
    /** Takes what the HR system says when the day has come: the person as he is now, and whether the event holds. */
    async refresh(instance, said) {
      const entry = this.#entry(instance);
      if (entry.void !== void 0) return this.#begun(entry);
      const { effectiveAt, person, who, employed } = said ?? {};
      const { type } = entry.event;
      const moment = effectiveAt === void 0 ? void 0 : momentOf({ type, effectiveAt }, entry.received, config.calendar);
      const turn = onTheDay(entry, said, moment, Date.now());
      if (said !== null) {
        const date = turn === "later" && effectiveAt !== void 0 ? { effectiveAt } : {};
        entry.event = complete(entry.event, { ...date, ...person !== void 0 && { person }, ...who !== void 0 && { who } });
        entry.asked = Date.now();
        if (employed !== void 0) entry.employed = employed;
        if (effectiveAt !== void 0) entry.dated = true;
      }
      if (turn === "later") {
        Object.assign(entry, moment);
        this.ctx.storage.transactionSync(() => this.#put(entry));
        await this.#handOver();
      } else {
        if (turn !== void 0) Object.assign(entry, { void: turn, takenBack: turn !== "unresolved" });
        this.#shelf.keep(entry);
      }
      return this.#begun(entry);
    }
    /** Says what an event whose time has come amounts to. */
    decide(instance) {
      const entry = this.#entry(instance);
      const book = this.#shelf.book();
      if (entry.void === void 0 && isNoShow(book, entry)) entry.noShow = true;
      const why = decide(book, entry, this.#shelf.open(), Date.now());
      if (why !== void 0) entry.void = why;
      entry.state = "decided";
      this.ctx.storage.transactionSync(() => {
        this.#shelf.keepBook(book);
        this.#shelf.keep(entry);
      });
      const decided = { event: entry.event, person: personIn(book), accounts: book.accounts, noShow: entry.noShow === true };
      return why === void 0 ? decided : { ...decided, void: why };
    }
    /** Says whether an event still stands, just before a tenant acts on it. With `seat`, an account may be there from now on. */
    enter(instance, tenant, seat) {
      const entry = this.#entry(instance);
      const book = this.#shelf.book();
      learn(book, entry);
      const holds = stands(book, entry);
      const account = book.accounts[tenant];
      if (holds && seat) book.accounts[tenant] = { ...account, active: true };
      this.#shelf.keepBook(book);
      const person = personIn(book);
      const { event, source, person: name } = entry;
      return {
        stands: holds,
        unsure: entry.void !== void 0 && entry.results[tenant]?.error?.code === "outcome_unknown",
        source,
        name,
        event,
        person,
        employed: book.presence?.employed === true,
        ...account?.id !== void 0 && { account: account.id },
        whos: whosOf(event, person),
        tried: account?.tried ?? []
      };
    }
    /** Keeps the names of an account that is about to be made: if the answer is lost, it is known by them, whatever he is called by then. */
    attempt(tenant, whos) {
      const book = this.#shelf.book();
      const account = book.accounts[tenant] ?? { active: true };
      if (account.id !== void 0) return;
      book.accounts[tenant] = { ...account, tried: distinct([...account.tried ?? [], ...whos]) };
      this.#shelf.keepBook(book);
    }
    /** Keeps what became of an event in a tenant. Says whether it was called off, or put off, while a seat was being taken. */
    async leave(instance, result, account) {
      const entry = this.#entry(instance);
      entry.results[result.tenant] = result;
      const book = this.#shelf.book();
      const before = book.accounts[result.tenant];
      if (REMOVED.has(result.outcome)) {
        if (account !== void 0) book.accounts[result.tenant] = { id: account, active: false };
        else if (before !== void 0) book.accounts[result.tenant] = { ...before, active: false };
      } else if (account !== void 0) book.accounts[result.tenant] = { id: account, active: true };
      this.ctx.storage.transactionSync(() => {
        this.#shelf.keep(entry);
        this.#shelf.keepBook(book);
        if (entry.state === "done") this.#outbox.put(outcomeOf(entry));
      });
      await this.#handOver();
      return entry.void !== void 0 && TAKEN.has(result.outcome);
    }
    /** Keeps that the seats in these tenants were to be taken, and weren't. */
    discard(instance, tenants) {
      const entry = this.#entry(instance);
      for (const tenant of tenants) entry.results[tenant] = { tenant, outcome: "discarded" };
      this.#shelf.keep(entry);
    }
    /** Ends an event, and gives its outcome in one word. */
    async finish(instance, why, error) {
      const entry = this.#entry(instance);
      entry.state = "done";
      if (why !== void 0) entry.void ??= why;
      if (error !== void 0) entry.error = error;
      if (why === "discarded") {
        const book = this.#shelf.book();
        takeBack(book, entry);
        this.#shelf.keepBook(book);
      }
      this.#shelf.keep(entry);
      await this.record(instance);
      return outcomeOf(entry).outcome;
    }
    /** Whether an event has become void. */
    isVoid(instance) {
      return this.#entry(instance).void !== void 0;
    }
    /** Has an event done again from its beginning, by another Workflow: who was asked about is asked about again. */
    again(instance) {
      return this.#again(this.#entry(instance), 0);
    }
    async #again({ error: _, ...entry }, tries) {
      this.#shelf.keep({ ...entry, tries, run: entry.run + 1, state: "new", asks: entry.asks || entry.asked !== void 0 });
      await this.ctx.storage.setAlarm(Date.now());
    }
    /** Has an event done again whose `run` has failed before it came to any tenant, unless it is void by now. Gives false as long as that run is under way. */
    async retry(instance, run) {
      const entry = this.#entry(instance);
      if (entry.run !== run || entry.void !== void 0) return true;
      if (entry.state !== "done") return false;
      await this.#again(entry, (entry.tries ?? 0) + 1);
      return true;
    }
    /** Begins what is new, looks after what should long be done, and hands the sink what it hasn't got. */
    async alarm() {
      const now = Date.now();
      let next = Number.POSITIVE_INFINITY;
      for (const entry of this.#shelf.open()) {
        const wake = await this.#attend(entry, now).catch((error) => {
          console.error("seatwarden: an event could not be begun, it will be tried again:", String(error));
          return now + START_AGAIN_MS * (1 + Math.random());
        });
        next = Math.min(next, wake ?? Number.POSITIVE_INFINITY);
      }
      const again = await this.#outbox.handOver(1, async ([record]) => config.sink(this.env).outcome(record));
      next = Math.min(next, again ?? Number.POSITIVE_INFINITY);
      const set = await this.ctx.storage.getAlarm();
      if (Number.isFinite(next) && (set === null || set > next)) await this.ctx.storage.setAlarm(next);
    }
    /** Does what an open event needs, and says when to look again. */
    async #attend(entry, now) {
      const { instance, object, source, person, event, due, state, run } = entry;
      const { HR_WORKFLOW, HR_DEAD } = bindings(this.env);
      if (event.type === "ping" || event.type === "other") {
        await this.finish(instance, "ignored");
        return void 0;
      }
      if (state === "new") {
        await start(HR_WORKFLOW, runOf(instance, run), { instance, object, run });
        return Math.max(due, now) + LOOK_AFTER_MS;
      }
      if (now < due + LOOK_AFTER_MS / 2) return due + LOOK_AFTER_MS;
      if (!await isLost(HR_WORKFLOW, runOf(instance, run))) return now + LOOK_AFTER_MS;
      const error = { code: "internal", message: "The Workflow has ended without an outcome", retryable: true };
      await HR_DEAD.send({ instance, object, source, person, error });
      await this.finish(instance, void 0, error);
      return void 0;
    }
  };
}
var REMOVED = /* @__PURE__ */ new Set(["deactivated", "already_inactive", "not_found"]);
var TAKEN = /* @__PURE__ */ new Set(["deactivated", "already_inactive"]);

// js/worker/queue.ts
var DEAD = /-dead$/;
var LONGEST_S = 43200;
async function consume(batch, env) {
  const take = DEAD.test(batch.queue) ? bury : tryAgain;
  await Promise.all(
    batch.messages.map(async (message) => {
      try {
        await take(message, env);
      } catch (error) {
        console.error("seatwarden: a message could not be handled, it will come again:", String(error));
        message.retry();
      }
    })
  );
}
async function bury(message, env) {
  await deskOf(env).bury(message.body);
  message.ack();
}
async function tryAgain(message, env) {
  const { instance, object, source, person: name, tenant, removal = false, run = 1 } = message.body;
  const { HR_TENANT, HR_PERSON } = bindings(env);
  const person = objectOf(HR_PERSON, object);
  if (tenant === void 0) {
    return message.attempts > 1 && await person.retry(instance, run) ? message.ack() : message.retry();
  }
  const stub = objectOf(HR_TENANT, tenant);
  const { error, ...ended } = await stub.act({ tenant, object, instance, removal });
  await tell(env, noticesOf({ instance, source, person: name }, tenant, removal, ended));
  if (error === void 0) message.ack();
  else if (error.retryAfterMs === void 0) message.retry();
  else message.retry({ delaySeconds: Math.min(Math.ceil(error.retryAfterMs / 1e3), LONGEST_S) });
}

// js/worker/tenant.ts
import { DurableObject as DurableObject3 } from "cloudflare:workers";
import {
  connect
} from "./workerd.js";

// js/worker/did.ts
var TRIED_AGAIN = /* @__PURE__ */ new Set(["outcome_unknown", "internal"]);
function didOf({ output, written }) {
  if (!output.ok) {
    const { code, message, retryable, retryAfterMs } = output.error;
    const error = { code, message, retryable: retryable || TRIED_AGAIN.has(code), ...retryAfterMs !== void 0 && { retryAfterMs } };
    return { outcome: "failed", warnings: [], written, error };
  }
  const { outcome = "done", warnings } = output;
  const account = userOf(output)?.id;
  return { outcome, written, warnings: warnings.map(({ code }) => code), ...account !== void 0 && { account } };
}
function userOf(output) {
  if (!output.ok) return void 0;
  return output.data?.user ?? void 0;
}
function notHis(account) {
  const message = `The account ${account} has the name, and it is the account of another person of the same HR system`;
  return { outcome: "failed", warnings: [], written: 0, error: { code: "conflict", message, retryable: false } };
}
function namesOf({ userName, email, externalId }) {
  const whos = [];
  if (externalId !== void 0) whos.push({ externalId });
  if (userName !== void 0) whos.push({ userName });
  if (email !== void 0) whos.push({ email });
  return whos;
}
function unknownTenant(tenant, { action }) {
  const message = `There is no tenant "${tenant}" among the Worker's tenants`;
  return { ok: false, action, error: { code: "invalid_input", message, retryable: false } };
}
function failureOf(error) {
  const { code = "internal", message = "", retryable = false } = error ?? {};
  return { code, message, retryable };
}

// js/worker/owners.ts
var Owners = class {
  #sql;
  constructor({ sql }) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS owners (account TEXT PRIMARY KEY, source TEXT NOT NULL, person TEXT NOT NULL)");
  }
  /** Keeps what was given; what was taken may be another's from then on. */
  note({ source = "", person = "" }, account, outcome, removal) {
    if (account === void 0 || outcome === "failed") return;
    if (removal) this.#sql.exec("DELETE FROM owners WHERE account = ? AND source = ? AND person = ?", account, source, person);
    else this.#sql.exec("INSERT OR REPLACE INTO owners (account, source, person) VALUES (?, ?, ?)", account, source, person);
  }
  /** Whether any account is known to be another's. */
  hasOthers({ source = "", person = "" }) {
    return this.#sql.exec("SELECT 1 FROM owners WHERE source <> ? OR person <> ? LIMIT 1", source, person).toArray().length > 0;
  }
  /** Whether an account that was his is another's by now. Two HR systems may both know him. */
  isHandedOn({ source, person }, account) {
    const owner = this.#of(account);
    return owner !== void 0 && owner.source === source && owner.person !== person;
  }
  /** Whether an account that was found by a name is another's. Of another HR system's people it may be himself: if the mail address is his too. */
  isAnothers({ source, person }, user, wanted) {
    const owner = this.#of(user.id);
    if (owner === void 0 || owner.source === source && owner.person === person) return false;
    const isSameMail = user.email !== void 0 && user.email.toLowerCase() === wanted.email?.toLowerCase();
    return owner.source === source || !isSameMail;
  }
  #of(account) {
    const [row] = this.#sql.exec("SELECT source, person FROM owners WHERE account = ?", account).toArray();
    return row;
  }
};

// js/worker/seats.ts
async function seatsOf(config, event, person) {
  try {
    const seats = await config.rules(event, person);
    if (Array.isArray(seats)) return seats;
    return { code: "rules_failed", message: "rules gave no list of placements", retryable: false };
  } catch (error) {
    return { code: "rules_failed", message: `rules threw: ${String(error)}`, retryable: false };
  }
}

// js/worker/tokens.ts
function tokenStore({ sql }) {
  sql.exec("CREATE TABLE IF NOT EXISTS tokens (key TEXT PRIMARY KEY, value TEXT NOT NULL, until INTEGER NOT NULL)");
  return {
    async get(key) {
      const [row] = sql.exec("SELECT value FROM tokens WHERE key = ? AND until > ?", key, Date.now()).toArray();
      return row === void 0 ? null : String(row.value);
    },
    async set(key, value, ttlSeconds) {
      sql.exec("DELETE FROM tokens WHERE until <= ?", Date.now());
      sql.exec("INSERT OR REPLACE INTO tokens (key, value, until) VALUES (?, ?, ?)", key, value, Date.now() + ttlSeconds * 1e3);
    }
  };
}

// js/worker/tenant.ts
var CALL_MS = 20 * 6e4;
var STEP_MS = 30 * 6e4;
var BATCH = 50;
function tenantClass(config) {
  return class HrTenant extends DurableObject3 {
    /** Keeps the token alive between calls: each has a client of its own, which shares this one's token and pace. */
    #first;
    /** Who is being served, and when that ends. */
    #turns = /* @__PURE__ */ new Map();
    #store;
    #owners;
    #outbox;
    constructor(ctx, env) {
      super(ctx, env);
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS begun (instance TEXT PRIMARY KEY)");
      this.#store = tokenStore(ctx.storage);
      this.#owners = new Owners(ctx.storage);
      this.#outbox = new Outbox(ctx.storage);
    }
    /** Brings the person's account in this tenant to what the event amounts to, after whatever is under way for him. */
    act(order) {
      const before = this.#turns.get(order.object) ?? Promise.resolve();
      const turn = before.then(() => this.#act(order));
      const done = turn.catch(() => {
      }).then(() => {
        if (this.#turns.get(order.object) === done) this.#turns.delete(order.object);
      });
      this.#turns.set(order.object, done);
      return turn;
    }
    async #act({ tenant, object, instance, removal }) {
      const person = objectOf(bindings(this.env).HR_PERSON, object);
      const entered = await person.enter(instance, tenant, !removal);
      const acted = await this.#judged(tenant, instance, removal, entered, (...names) => person.attempt(...names));
      const { account, ...result } = acted;
      const { warnings: _, placed: __, tooLate, ...outcome } = result;
      const isLate2 = await person.leave(instance, outcome, account);
      return { ...result, tooLate: tooLate || isLate2 };
    }
    async #judged(tenant, instance, removal, entered, attempt) {
      const { event, person } = entered;
      const placed = await seatsOf(config, event, person);
      const seat = Array.isArray(placed) ? placed.find((one) => one.tenant === tenant) : void 0;
      const about = { tenant, warnings: [], placed: seat !== void 0, tooLate: false };
      const isRemoval = event.type === "leaver" || seat === void 0;
      if (!Array.isArray(placed) && event.type !== "leaver") return { ...about, outcome: "failed", error: placed };
      if (!entered.stands || isRemoval !== removal) {
        const tooLate = removal && !entered.stands && (entered.unsure || this.#wasEnded(instance));
        this.ctx.storage.sql.exec("DELETE FROM begun WHERE instance = ?", instance);
        return { ...about, outcome: "overtaken", tooLate };
      }
      const actor = `hr/${entered.source}/${event.id}`;
      const tag = { event: instance, source: entered.source, person: entered.name };
      const wasEnded = this.#begin(instance);
      const { written, ...did } = await (seat !== void 0 && !removal ? this.#give(tenant, seat, entered, actor, tag, (whos) => attempt(tenant, whos)) : this.#take(tenant, entered, actor, tag));
      this.#owners.note(tag, did.account, did.outcome, removal);
      if (wasEnded && written === 0 && did.outcome !== "failed") await this.#found(tenant, removal, did, actor, tag);
      if (!wasEnded || did.outcome !== "failed") this.ctx.storage.sql.exec("DELETE FROM begun WHERE instance = ?", instance);
      return { ...about, ...did };
    }
    /** Notes that an event is being done; says whether this object ended in the midst of it before. */
    #begin(instance) {
      const wasEnded = this.#wasEnded(instance);
      if (!wasEnded) this.ctx.storage.sql.exec("INSERT INTO begun (instance) VALUES (?)", instance);
      return wasEnded;
    }
    #wasEnded(instance) {
      return this.ctx.storage.sql.exec("SELECT 1 FROM begun WHERE instance = ?", instance).toArray().length > 0;
    }
    /** Keeps the record of a write that an earlier try may have done, whose own record was lost with it. */
    #found(tenant, removal, { account }, actor, tag) {
      const provider = config.tenants(this.env)[tenant]?.connection.provider ?? "unknown";
      const message = "The Worker ended in the midst of an earlier try; the account was found as it should be";
      const found = {
        ...{ at: (/* @__PURE__ */ new Date()).toISOString(), actor, provider, tenant, action: removal ? "deactivate" : "provision" },
        ...{ target: account === void 0 ? {} : { id: account }, outcome: "unknown", attempts: 0, requestIds: [] },
        error: { code: "outcome_unknown", message }
      };
      return this.#record([found], tag);
    }
    async #give(tenant, seat, { event, person, employed, account, tried }, actor, tag, attempt) {
      const { role, groups, fields } = seat;
      const wanted = { ...person, ...role !== void 0 && { role }, ...groups !== void 0 && { groups }, ...fields };
      const options = {
        deadlineMs: CALL_MS,
        // A change alone is no sign that an account that is off should be on.
        reactivate: employed || event.type === "joiner",
        ...account !== void 0 && { match: { id: account } }
      };
      const input = { person: wanted };
      if (account !== void 0) {
        if (this.#owners.isHandedOn(tag, account)) return notHis(account);
      } else {
        const whos = namesOf(wanted);
        const names = new Set(whos.map((who) => JSON.stringify(who)));
        const made = await this.#made(
          tenant,
          tried.filter((who) => !names.has(JSON.stringify(who))),
          actor,
          tag
        );
        if (made !== void 0 && "code" in made) return { outcome: "failed", warnings: [], written: 0, error: made };
        if (made !== void 0) Object.assign(options, { match: made });
        else {
          const seen = await this.#run(tenant, { action: "provision", input, options: { ...options, dryRun: true } }, actor, tag);
          const user = userOf(seen.output);
          if (!seen.output.ok) return didOf(seen);
          if (user !== void 0 && this.#owners.isAnothers(tag, user, wanted)) return notHis(user.id);
          await attempt(whos);
        }
      }
      return didOf(await this.#run(tenant, { action: "provision", input, options }, actor, tag));
    }
    /** The account that an earlier try has made by one of these names; why nobody can tell, if so. */
    async #made(tenant, names, actor, tag) {
      for (const who of names) {
        const { output } = await this.#run(tenant, { action: "find", input: { who }, options: { deadlineMs: CALL_MS } }, actor, {});
        if (output.ok) {
          const user = userOf(output);
          if (user !== void 0 && !this.#owners.isAnothers(tag, user, {})) return { id: user.id };
        } else if (output.error.code !== "not_supported") return didOf({ output, written: 0 }).error;
      }
      return void 0;
    }
    async #take(tenant, { account, whos, tried, person }, actor, tag) {
      const all = [...account === void 0 ? [] : [{ id: account }], ...whos, ...tried];
      if (all.length === 0) {
        const message = "Nothing tells which account is the leaver's: neither the delivery nor an earlier one names a mail address";
        return { outcome: "failed", warnings: [], written: 0, error: { code: "invalid_input", message, retryable: false } };
      }
      let did;
      if (account !== void 0 && this.#owners.isHandedOn(tag, account)) return notHis(account);
      for (const who of all) {
        const next = await this.#off(tenant, who, person, actor, tag);
        if (did === void 0 || next.error?.code !== "not_supported") did = next;
        if (did.outcome !== "not_found" && did.error?.code !== "not_supported") break;
      }
      return did;
    }
    /** Switches an account off, unless it is known to be somebody else's. */
    async #off(tenant, who, person, actor, tag) {
      const options = { deadlineMs: CALL_MS };
      let found = who;
      if (!(typeof who === "object" && "id" in who) && this.#owners.hasOthers(tag)) {
        const seen = await this.#run(tenant, { action: "find", input: { who }, options }, actor, tag);
        if (!seen.output.ok) return didOf(seen);
        const user = userOf(seen.output);
        if (user !== void 0 && this.#owners.isAnothers(tag, user, person)) return notHis(user.id);
        if (user !== void 0) found = { id: user.id };
      }
      return didOf(await this.#run(tenant, { action: "deactivate", input: { who: found }, options }, actor, tag));
    }
    /** Runs any verb on the tenant's client: JSON in, JSON out, as `client.run`. */
    async run(tenant, step, actor = "worker") {
      return (await this.#run(tenant, step, actor, {})).output;
    }
    async #run(tenant, step, actor, tag) {
      const known = config.tenants(this.env)[tenant];
      if (known === void 0) return { output: unknownTenant(tenant, step), written: 0 };
      const records = [];
      let client;
      try {
        client = this.#client(tenant, known, { actor, onAudit: (record) => records.push(record) });
      } catch (error) {
        return { output: { ok: false, action: step.action, error: failureOf(error) }, written: 0 };
      }
      try {
        await this.#first?.token;
        const output = await client.run(step);
        return { output, written: records.length };
      } finally {
        client[Symbol.dispose]();
        await this.#record(records, tag);
      }
    }
    #client(tenant, { connection, limits }, own) {
      const named = { ...connection, name: tenant };
      const json = JSON.stringify([named, limits]);
      const options = { ...limits, tokenStore: this.#store };
      if (this.#first?.json !== json) {
        const client = connect(named, options);
        this.#first = { client, json, token: client.token().catch(() => {
        }) };
      }
      return connect(named, { ...options, ...own });
    }
    /** Keeps what was written here until the sink has it: the alarm hands it over. */
    async #record(records, tag) {
      if (records.length === 0) return;
      for (const record of records) this.#outbox.put({ ...record, id: crypto.randomUUID(), ...tag });
      if (await this.ctx.storage.getAlarm() === null) await this.ctx.storage.setAlarm(Date.now());
    }
    /** Hands the sink what it hasn't got. */
    async alarm() {
      const again = await this.#outbox.handOver(BATCH, (entries) => config.sink(this.env).audit(entries));
      if (again !== void 0) await this.ctx.storage.setAlarm(again);
    }
  };
}

// js/worker/workflow.ts
import { WorkflowEntrypoint } from "cloudflare:workers";
import { NonRetryableError } from "cloudflare:workflows";
import { SeatwardenError as SeatwardenError2 } from "./client.js";
var OWN = { retries: { limit: 20, delay: ({ ctx }) => Math.min(500 * 2 ** (ctx.attempt - 1), 6e4), backoff: "constant" } };
var HOUR_MS2 = 36e5;
var BRAKE = "30 days";
var TRIES = 10;
var ROUNDS = 50;
function workflowClass(config) {
  return class HrWorkflow extends WorkflowEntrypoint {
    async run({ payload }, step) {
      const run = new Run(config, this.env, payload, step);
      return run.whole();
    }
  };
}
var Run = class {
  #config;
  #env;
  #order;
  #step;
  #about = { source: "", person: "" };
  #tries = 0;
  constructor(config, env, order, step) {
    this.#config = config;
    this.#env = env;
    this.#order = order;
    this.#step = step;
  }
  get #person() {
    return objectOf(bindings(this.#env).HR_PERSON, this.#order.object);
  }
  async whole() {
    const { instance } = this.#order;
    let begun = await this.#own("begin", () => this.#person.begin(instance));
    this.#about = { source: begun.source, person: begun.person };
    this.#tries = begun.tries;
    if (begun.event.type === "cancelled") return this.#cancelled(begun);
    if (begun.asks) {
      const resolved = await this.#ask("ask the HR system", begun.event);
      if ("code" in resolved) return this.#failedEarly(resolved);
      if (resolved.found === null && begun.event.type !== "leaver") return this.#unresolved();
      begun = await this.#own("take in what it said", () => this.#person.resolved(instance, resolved.found ?? {}));
    }
    await this.#callOff(begun.calledOff);
    const day = await this.#sleep(begun);
    if ("code" in day) return this.#failedEarly(day);
    if (day.void === "unresolved") return this.#unresolved();
    if (day.takenBack) return this.#takenBack(day);
    const decided = await this.#own("decide", () => this.#person.decide(instance));
    if (decided.noShow) await this.#own("tell", () => this.#notice("no_show", NO_SHOW));
    if (decided.void !== void 0) return this.#finish(decided.void);
    const targets = await this.#own("place", async () => this.#targets(decided));
    if ("code" in targets) return this.#failedEarly(targets);
    const taken = targets.filter(({ removal }) => removal);
    const given = targets.filter(({ removal }) => !removal);
    const [hasPassed] = await Promise.all([this.#take(taken), ...given.map((target) => this.#act(target))]);
    if (hasPassed) return this.#finish();
    if (decided.event.type === "leaver") return this.#finish("discarded");
    const tenants = taken.map(({ tenant }) => tenant);
    await this.#own("discard", () => this.#person.discard(instance, tenants));
    return this.#finish();
  }
  /** What the HR system says of an event; the failure if it says nothing. */
  async #ask(name, event) {
    const resolve = this.#config.sources(this.#env)[this.#about.source]?.resolve;
    if (resolve === void 0) {
      const message = `The event is thin, and the source "${this.#about.source}" has no resolve to ask the HR system with`;
      return { code: "not_supported", message, retryable: false };
    }
    let failure;
    try {
      return await this.#tried(name, async () => {
        try {
          return { found: await resolve(event, this.#env) };
        } catch (error) {
          failure = resolveFailure(error);
          throw failure;
        }
      });
    } catch (error) {
      return failure ?? failureIn(error);
    }
  }
  /**
   * Sleeps until the event's day, and asks what holds by then; sleeps on if the day was put off. Where the HR system can't be asked, what it said
   * before is good.
   */
  async #sleep(begun) {
    const { instance } = this.#order;
    let known = begun;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const named = (name) => round === 1 ? name : `${name}, round ${round}`;
      const wakes = known.void === void 0 ? wakings(known.now, known.due) : [];
      if (wakes.length === 0) return known;
      await this.#own(named("record that it waits"), () => this.#person.record(instance));
      for (const [at, wake] of wakes.entries()) await this.#step.sleepUntil(named(`wait, part ${at + 1}`), new Date(wake));
      if (!known.asked) return known;
      const said = await this.#ask(named("ask again on the day"), known.event);
      if ("code" in said) return known;
      const now = await this.#own(named("take in what it says on the day"), () => this.#person.refresh(instance, said.found));
      if (now.due <= known.due) return now;
      known = now;
    }
    const message = `The HR system has put the day off ${ROUNDS} times: look whether the dates that it gives are right`;
    return { code: "invalid_response", message, retryable: false };
  }
  /** Where something is to be done. */
  async #targets({ event, person, accounts }) {
    const tenants = this.#config.tenants(this.#env);
    const seats = await seatsOf(this.#config, event, person);
    const isLeaver = event.type === "leaver";
    if ("code" in seats && !isLeaver) return seats;
    const placed = new Set("code" in seats ? Object.keys(tenants) : seats.map(({ tenant }) => tenant));
    const held = Object.keys(accounts).filter((tenant) => accounts[tenant]?.active === true);
    if (!isLeaver) {
      const lost = held.filter((tenant) => !placed.has(tenant));
      return [...[...placed].map((tenant) => ({ tenant, removal: false })), ...lost.map((tenant) => ({ tenant, removal: true }))];
    }
    const wide = Object.keys(tenants).filter((tenant) => tenants[tenant]?.leavers !== "placed");
    return [.../* @__PURE__ */ new Set([...placed, ...held, ...wide])].map((tenant) => ({ tenant, removal: true }));
  }
  /** Takes seats once the brake lets it; gives false if the removal was thrown away, or called off meanwhile. */
  async #take(targets) {
    if (targets.length === 0) return true;
    if (!await this.#passBrake()) return false;
    await Promise.all(targets.map((target) => this.#act(target)));
    return true;
  }
  /** Waits at the brake; gives false if the removal was thrown away, or called off meanwhile. */
  async #passBrake() {
    const removal = removalOf(this.#order, this.#about.source, this.#about.person);
    for (let round = 1; ; round += 1) {
      if (await this.#own(`brake, round ${round}`, () => deskOf(this.#env).mayRemove(removal))) return true;
      if (await this.#own(`look again, round ${round}`, () => this.#person.isVoid(this.#order.instance))) {
        await this.#own("leave the brake", () => deskOf(this.#env).withdraw([this.#order.instance]));
        return false;
      }
      if (round === 1) await this.#own("record that it waits at the brake", () => this.#person.record(this.#order.instance));
      try {
        const { payload } = await this.#step.waitForEvent(`wait at the brake, round ${round}`, { type: RELEASED, timeout: BRAKE });
        return payload.go;
      } catch {
      }
    }
  }
  /** One tenant, and what people are to be told of it. What can't be done is in the person's object, and goes to the Queue. */
  async #act({ tenant, removal }) {
    const { object, instance } = this.#order;
    let failure;
    let ended;
    try {
      ended = await this.#tried(
        `in ${tenant}`,
        async () => {
          const stub = objectOf(bindings(this.#env).HR_TENANT, tenant);
          const { error, ...acted } = await stub.act({ tenant, object, instance, removal });
          failure = error;
          if (error !== void 0) throw error;
          return acted;
        },
        STEP_MS
      );
    } catch (error) {
      const failed2 = { instance, object, ...this.#about, tenant, removal, error: failure ?? failureIn(error) };
      await this.#own(`hand ${tenant} to the queue`, async () => {
        await bindings(this.#env).HR_FAILED.send(failed2);
      });
      return;
    }
    const notices = noticesOf(this.#notable, tenant, removal, ended);
    if (notices.length > 0) await this.#own(`tell of ${tenant}`, () => tell(this.#env, notices));
  }
  /** A step that is tried again as what it throws says. It may throw a `Failure`, or anything. */
  #tried(name, work, timeout = STEP_MS) {
    const { limit, delayMs } = this.#config.retries;
    let after;
    const delay = ({ ctx }) => after ?? Math.min(delayMs * 2 ** (ctx.attempt - 1), HOUR_MS2);
    return this.#step.do(name, { retries: { limit, delay, backoff: "constant" }, timeout }, async () => {
      try {
        return await work();
      } catch (error) {
        const { code, message, retryable, retryAfterMs } = isFailure(error) ? error : unknownFailure(error);
        after = retryAfterMs;
        const said = `${code}: ${message}`;
        throw retryable ? new Error(said) : new NonRetryableError(said);
      }
    });
  }
  #own(name, work) {
    return this.#step.do(name, OWN, work);
  }
  /** Puts something on the attention list. */
  #notice(kind, message) {
    return deskOf(this.#env).notice(noticeOf(this.#notable, kind, message));
  }
  get #notable() {
    return { instance: this.#order.instance, ...this.#about };
  }
  async #cancelled({ event, calledOff: calledOff2, late, takenIn }) {
    await this.#callOff(calledOff2);
    if (calledOff2.length > 0) return this.#finish();
    await this.#own(
      "tell",
      () => late ? this.#notice("cancelled_too_late", event.cancels === "joiner" ? HIRE_TOO_LATE : terminatedIn(takenIn)) : this.#notice("cancelled_unknown", "Something was called off that isn't known here. Should it still come, it counts")
    );
    return this.#finish("nothing_to_cancel");
  }
  /** Lets what was called off leave the brake if it waits there. */
  async #callOff(instances) {
    if (instances.length > 0) await this.#own("clear the brake", () => deskOf(this.#env).withdraw(instances));
  }
  async #unresolved() {
    await this.#own("tell", () => this.#notice("unresolved", "The HR system doesn't know whom its event is about: nothing was done"));
    return this.#finish("unresolved");
  }
  /** What the HR system takes back is not done, and somebody looks: an event that says so may be on its way, or was never sent. */
  async #takenBack({ event, void: why }) {
    const message = event.type === "leaver" ? "By now the HR system calls the leaver employed, and has no last day for him: he keeps his seats. If he leaves, send a leaver" : "By now the HR system says that he isn't employed: nothing was done. If he is, send a joiner; if he has a seat, a leaver";
    await this.#own("tell", () => this.#notice("taken_back", message));
    return this.#finish(why);
  }
  /** What failed before it came to any tenant is begun again by the Queue, if that may help, else given up at once: `/desk` sends it again. */
  async #failedEarly(error) {
    const { object, instance, run } = this.#order;
    const failed2 = { instance, object, ...this.#about, run, error };
    const { HR_FAILED, HR_DEAD } = bindings(this.#env);
    const isLast = !error.retryable || this.#tries >= TRIES;
    await this.#own(isLast ? "give up" : "hand it to the queue", async () => {
      await (isLast ? HR_DEAD : HR_FAILED).send(failed2);
    });
    return this.#finish(void 0, error);
  }
  async #finish(why, error) {
    return this.#own("finish", () => this.#person.finish(this.#order.instance, why, error));
  }
};
function isFailure(error) {
  return typeof error === "object" && error !== null && !(error instanceof Error) && "code" in error && "retryable" in error;
}
function resolveFailure(error) {
  const name = error instanceof Error ? error.name : typeof error;
  const message = `resolve threw ${name}: throw a SeatwardenError to say more, and whether to ask again`;
  if (!SeatwardenError2.is(error)) return { code: "vendor_unavailable", message, retryable: true };
  const { code, retryable, retryAfterMs } = error;
  return { code, message: error.message, retryable, ...retryAfterMs !== void 0 && { retryAfterMs } };
}
function failureIn(error) {
  const text = String(error);
  const [, code, message] = /^(?:\w+: )*?([a-z]+(?:_[a-z]+)*): ([\s\S]*)$/.exec(text) ?? [];
  if (code === void 0 || message === void 0) return unknownFailure(error);
  return { code, message, retryable: !text.includes("NonRetryableError") };
}
function unknownFailure(error) {
  return { code: "internal", message: String(error), retryable: true };
}

// js/worker/d1.ts
var TABLES = [
  `CREATE TABLE IF NOT EXISTS hr_audit (id TEXT PRIMARY KEY, at TEXT NOT NULL, event TEXT, source TEXT, person TEXT, actor TEXT,
    tenant TEXT NOT NULL, action TEXT NOT NULL, target_id TEXT, target_user_name TEXT, outcome TEXT NOT NULL, record TEXT NOT NULL)`,
  "CREATE INDEX IF NOT EXISTS hr_audit_event ON hr_audit (event)",
  "CREATE INDEX IF NOT EXISTS hr_audit_person ON hr_audit (source, person, at)",
  `CREATE TABLE IF NOT EXISTS hr_outcomes (id TEXT PRIMARY KEY, at TEXT NOT NULL, source TEXT NOT NULL, person TEXT NOT NULL,
    type TEXT NOT NULL, effective_at TEXT NOT NULL, outcome TEXT NOT NULL, record TEXT NOT NULL)`,
  "CREATE INDEX IF NOT EXISTS hr_outcomes_person ON hr_outcomes (source, person, at)"
];
var AUDIT = "INSERT OR IGNORE INTO hr_audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
var OUTCOME = "INSERT OR REPLACE INTO hr_outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
function d1Audit(binding = "HR_DB") {
  const made = /* @__PURE__ */ new WeakSet();
  return (env) => {
    const db = env[binding];
    if (db === void 0) throw new TypeError(`There is no D1 database bound as ${binding}`);
    const run = async (rows) => {
      if (!made.has(db)) await db.batch(TABLES.map((sql) => db.prepare(sql)));
      made.add(db);
      await db.batch(rows.map(([sql, values]) => db.prepare(sql).bind(...values)));
    };
    return {
      audit: (entries) => run(entries.map((entry) => [AUDIT, auditRow(entry)])),
      outcome: (record) => run([[OUTCOME, outcomeRow(record)]])
    };
  };
}
function auditRow(entry) {
  const { id, at, event, source, person, actor, tenant, action, target, outcome } = entry;
  const columns = [id, at, event, source, person, actor, tenant, action, target.id, target.userName, outcome];
  return [...columns.map((value) => value ?? null), JSON.stringify(entry)];
}
function outcomeRow(record) {
  const { id, at, source, person, type, effectiveAt, outcome } = record;
  return [id, at, source, person, type, effectiveAt, outcome, JSON.stringify(record)];
}

// js/worker/resolve/ask.ts
import { SeatwardenError as SeatwardenError3 } from "./client.js";
var TIMEOUT_MS = 3e4;
var LARGEST = 1e6;
async function ask(name, url, init, fetch) {
  let response;
  let text;
  try {
    response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await response.text();
  } catch (error) {
    throw failed("network", `${name} could not be asked (${error instanceof Error ? error.name : "no connection"})`, true);
  }
  const { status, headers } = response;
  if (status === 404) return null;
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    throw failed(status === 429 ? "rate_limited" : "vendor_unavailable", `${name} answered ${status}`, true, status, seconds * 1e3);
  }
  if (status === 401) throw failed("auth_failed", `${name} refused the credentials (401)`, false, status);
  if (status === 403) throw failed("forbidden", `${name} doesn't let these credentials read the employee (403)`, false, status);
  if (status !== 200) throw failed("vendor_rejected", `${name} answered ${status}`, false, status);
  const record = text.length > LARGEST ? void 0 : parsed(text);
  if (record === void 0) throw failed("invalid_response", `${name} answered with something that is no employee`, true, status);
  return record;
}
function segment(name, id) {
  if (id === "." || id === "..") throw failed("invalid_input", `${name} has no employee with the id "${id}"`, false);
  return encodeURIComponent(id);
}
function basic(user, password) {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
function textOf(value) {
  const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  return text === "" ? void 0 : text;
}
function present(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== void 0));
}
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
  } catch {
    return void 0;
  }
}
function failed(code, message, retryable, status, afterMs = Number.NaN) {
  return new SeatwardenError3({
    code,
    message,
    operation: "resolve",
    retryable,
    attempts: 1,
    ...status !== void 0 && { status },
    ...Number.isFinite(afterMs) && { retryAfterMs: afterMs }
  });
}

// js/worker/resolve/bamboohr.ts
var FIELDS = [
  ...["firstName", "lastName", "displayName", "workEmail", "jobTitle", "department", "division", "employeeNumber"],
  ...["workPhone", "supervisor", "status", "hireDate", "terminationDate"]
];
var NO_DATE = "0000-00-00";
function bambooHr({
  companyDomain,
  apiKey,
  baseUrl,
  fetch = (...given) => globalThis.fetch(...given)
}) {
  const origin = baseUrl ?? `https://${companyDomain}.bamboohr.com`;
  const headers = { accept: "application/json", authorization: basic(apiKey, "x") };
  return async ({ externalId, type }) => {
    if (externalId === void 0) return null;
    const url = `${origin}/api/v1/employees/${segment("BambooHR", externalId)}?fields=${FIELDS.join(",")}`;
    const record = await ask("BambooHR", url, { headers }, fetch);
    return record === null ? null : resolvedOf(record, type);
  };
}
function resolvedOf(record, type) {
  const field = (name) => textOf(record[name]);
  const date = (name) => field(name) === NO_DATE ? void 0 : field(name);
  const email = field("workEmail");
  const person = present({
    email,
    givenName: field("firstName"),
    familyName: field("lastName"),
    displayName: field("displayName"),
    title: field("jobTitle"),
    department: field("department"),
    organization: field("division"),
    employeeNumber: field("employeeNumber"),
    phone: field("workPhone"),
    manager: field("supervisor")
  });
  const employed = field("status") === void 0 ? void 0 : field("status")?.toLowerCase() === "active";
  const leaves = type === "leaver" || employed === false;
  const starts = date("hireDate");
  const effectiveAt = type === "joiner" ? starts : leaves ? date("terminationDate") : void 0;
  const startsAt = leaves || type === "joiner" ? void 0 : starts;
  return {
    person,
    ...leaves && email !== void 0 && { who: { email } },
    ...employed !== void 0 && { employed },
    ...effectiveAt !== void 0 && { effectiveAt },
    ...startsAt !== void 0 && { startsAt }
  };
}

// js/worker/resolve/hibob.ts
var FIELDS2 = [
  ...["root.id", "root.email", "root.firstName", "root.surname", "root.displayName"],
  ...["work.title", "work.department", "work.startDate", "work.employeeIdInCompany", "work.reportsTo"],
  ...["internal.status", "internal.lifecycleStatus", "internal.terminationDate"]
];
function hiBob({
  serviceUserId,
  token,
  baseUrl = "https://api.hibob.com",
  fetch = (...given) => globalThis.fetch(...given)
}) {
  const headers = { accept: "application/json", "content-type": "application/json", authorization: basic(serviceUserId, token) };
  const body = JSON.stringify({ fields: FIELDS2, humanReadable: "APPEND" });
  return async ({ externalId, type }) => {
    if (externalId === void 0) return null;
    const record = await ask("HiBob", `${baseUrl}/v1/people/${segment("HiBob", externalId)}`, { method: "POST", headers, body }, fetch);
    return record === null ? null : resolvedOf2(record, type);
  };
}
function resolvedOf2(record, type) {
  const machine = (id) => textOf(fieldOf(record, id));
  const human = (id) => textOf(fieldOf(record.humanReadable, id)) ?? machine(id);
  const email = machine("root.email");
  const person = present({
    email,
    givenName: machine("root.firstName"),
    familyName: machine("root.surname"),
    displayName: machine("root.displayName"),
    title: human("work.title"),
    department: human("work.department"),
    employeeNumber: machine("work.employeeIdInCompany")
  });
  const employed = isEmployed(machine("internal.lifecycleStatus"), machine("internal.status"), machine("internal.terminationDate"));
  const leaves = type === "leaver" || employed === false;
  const starts = machine("work.startDate");
  const effectiveAt = type === "joiner" ? starts : leaves ? machine("internal.terminationDate") : void 0;
  const startsAt = leaves || type === "joiner" ? void 0 : starts;
  return {
    person,
    ...leaves && email !== void 0 && { who: { email } },
    ...employed !== void 0 && { employed },
    ...effectiveAt !== void 0 && { effectiveAt },
    ...startsAt !== void 0 && { startsAt }
  };
}
function isEmployed(lifecycle, status, terminated) {
  if (lifecycle !== void 0) return lifecycle.toLowerCase() !== "terminated";
  if (status?.toLowerCase() === "active") return true;
  return status !== void 0 && terminated !== void 0 ? false : void 0;
}
function fieldOf(record, id) {
  if (typeof record !== "object" || record === null) return void 0;
  const keyed = Reflect.get(record, `/${id.replaceAll(".", "/")}`);
  if (typeof keyed === "object" && keyed !== null && "value" in keyed) return keyed.value;
  const [category = "", name = ""] = id.split(".");
  const holder = category === "root" ? record : Reflect.get(record, category);
  return typeof holder === "object" && holder !== null ? Reflect.get(holder, name) : void 0;
}

// js/worker/index.ts
function createHrWorker(options) {
  const config = configOf(options);
  return {
    handlers: {
      async fetch(request, env) {
        const [place, ...path] = new URL(request.url).pathname.split("/").filter((part) => part !== "");
        try {
          if (place === "hooks" && path[0] !== void 0 && path.length === 1) return await takeIn(config, path[0], request, env);
          if (place === "desk") return await atDesk(path, request, env);
        } catch (error) {
          console.error(`seatwarden: a request to /${place} failed: ${String(error)}`);
          return says(500, "it could not be taken: send it again");
        }
        return says(404, "there is nothing here");
      },
      queue: (batch, env) => consume(batch, env)
    },
    run: (env, tenant, step, actor) => objectOf(bindings(env).HR_TENANT, tenant).run(tenant, step, actor),
    HrWorkflow: workflowClass(config),
    HrPerson: personClass(config),
    HrTenant: tenantClass(config),
    HrDesk: deskClass(config)
  };
}
export {
  bambooHr,
  createHrWorker,
  d1Audit,
  hiBob
};
