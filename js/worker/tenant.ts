/**
 * The Durable Object of a tenant: it holds the only client, so that every isolate shares one token and one pace, and does one thing at a time
 * for one person. Errors leave it as plain data: over RPC they would lose their code. What it wrote is kept until the sink has it.
 */

import { DurableObject } from "cloudflare:workers";
import {
  type AuditRecord,
  type Client,
  type ClientOptions,
  type ClientStep,
  connect,
  type PersonChange,
  type StepOutput,
  type TokenStore,
  type Who,
} from "../entry/workerd.js";
import { bindings, type Config } from "./config.js";
import { type Did, didOf, failureOf, namesOf, notHis, type Ran, unknownTenant, userOf } from "./did.js";
import type { Failure, HrAuditEntry, HrTenantOptions, Placement, TenantOutcome } from "./options.js";
import { Outbox } from "./outbox.js";
import { Owners, type Tag } from "./owners.js";
import type { Entered, PersonStub } from "./person-calls.js";
import { type HrClass, type ObjectNamespace, type ObjectState, objectOf, type Remote } from "./platform.js";
import { seatsOf } from "./seats.js";
import { tokenStore } from "./tokens.js";

/** What a tenant is asked to do for an event. */
export interface TenantOrder {
  /** The tenant's name. */
  tenant: string;
  /** The name of the person's object. */
  object: string;
  /** The event. */
  instance: string;
  /** Whether a seat is to be taken, not given. */
  removal: boolean;
}

/** What came of it. */
export interface Acted extends TenantOutcome {
  /** Codes of the warnings. */
  warnings: string[];
  /** Whether the rules place the person here. */
  placed: boolean;
  /** Whether the event was called off, or put off, too late for the seat here, or maybe so. */
  tooLate: boolean;
}

/** What the object can be asked. */
export interface TenantCalls {
  act(order: TenantOrder): Promise<Acted>;
  run(tenant: string, step: ClientStep, actor?: string): Promise<StepOutput>;
}

/** The object over RPC. */
export type TenantStub = Remote<TenantCalls>;

/** A call ends before the step that waits for it, whose `timeout` is `STEP_MS`. */
const CALL_MS = 20 * 60_000;
/** How long a Workflow's step waits for a tenant, in milliseconds. */
export const STEP_MS = 30 * 60_000;
/** Records handed to the sink at once. */
const BATCH = 50;
/** Makes the class. */
export function tenantClass(config: Config): HrClass {
  return class HrTenant extends DurableObject<unknown> implements TenantCalls {
    /** Keeps the token alive between calls: each has a client of its own, which shares this one's token and pace. */
    #first: { client: Client; json: string; token: Promise<unknown> } | undefined;
    /** Who is being served, and when that ends. */
    readonly #turns = new Map<string, Promise<unknown>>();
    readonly #store: TokenStore;
    readonly #owners: Owners;
    readonly #outbox: Outbox<HrAuditEntry>;

    constructor(ctx: ObjectState, env: unknown) {
      super(ctx, env);
      ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS begun (instance TEXT PRIMARY KEY)");
      this.#store = tokenStore(ctx.storage);
      this.#owners = new Owners(ctx.storage);
      this.#outbox = new Outbox(ctx.storage);
    }

    /** Brings the person's account in this tenant to what the event amounts to, after whatever is under way for him. */
    act(order: TenantOrder): Promise<Acted> {
      const before = this.#turns.get(order.object) ?? Promise.resolve();
      const turn = before.then(() => this.#act(order));
      const done = turn
        .catch(() => {})
        .then(() => {
          if (this.#turns.get(order.object) === done) this.#turns.delete(order.object);
        });
      this.#turns.set(order.object, done);
      return turn;
    }

    async #act({ tenant, object, instance, removal }: TenantOrder): Promise<Acted> {
      const person = objectOf(bindings(this.env).HR_PERSON as ObjectNamespace<unknown>, object) as PersonStub;
      const entered = await person.enter(instance, tenant, !removal);
      const acted = await this.#judged(tenant, instance, removal, entered, (...names) => person.attempt(...names));
      const { account, ...result } = acted;
      const { warnings: _, placed: __, tooLate, ...outcome } = result;
      const isLate = await person.leave(instance, outcome, account);
      return { ...result, tooLate: tooLate || isLate };
    }

    async #judged(
      tenant: string,
      instance: string,
      removal: boolean,
      entered: Entered,
      attempt: PersonStub["attempt"],
    ): Promise<Acted & { account?: string }> {
      const { event, person } = entered;
      const placed = (await seatsOf(config, event, person)) as Placement[] | Failure;
      const seat = Array.isArray(placed) ? placed.find((one) => one.tenant === tenant) : undefined;
      const about = { tenant, warnings: [], placed: seat !== undefined, tooLate: false };
      const isRemoval = event.type === "leaver" || seat === undefined;
      // A leaver must not stay because of a rule that can't be applied to what is left of him.
      if (!Array.isArray(placed) && event.type !== "leaver") return { ...about, outcome: "failed", error: placed };
      if (!entered.stands || isRemoval !== removal) {
        const tooLate = removal && !entered.stands && (entered.unsure || this.#wasEnded(instance));
        this.ctx.storage.sql.exec("DELETE FROM begun WHERE instance = ?", instance);
        return { ...about, outcome: "overtaken", tooLate };
      }
      const actor = `hr/${entered.source}/${event.id}`;
      const tag = { event: instance, source: entered.source, person: entered.name };
      const wasEnded = this.#begin(instance);
      const { written, ...did } = await (seat !== undefined && !removal
        ? this.#give(tenant, seat, entered, actor, tag, (whos) => attempt(tenant, whos))
        : this.#take(tenant, entered, actor, tag));
      this.#owners.note(tag, did.account, did.outcome, removal);
      if (wasEnded && written === 0 && did.outcome !== "failed") await this.#found(tenant, removal, did, actor, tag);
      if (!wasEnded || did.outcome !== "failed") this.ctx.storage.sql.exec("DELETE FROM begun WHERE instance = ?", instance);
      return { ...about, ...did };
    }

    /** Notes that an event is being done; says whether this object ended in the midst of it before. */
    #begin(instance: string): boolean {
      const wasEnded = this.#wasEnded(instance);
      if (!wasEnded) this.ctx.storage.sql.exec("INSERT INTO begun (instance) VALUES (?)", instance);
      return wasEnded;
    }

    #wasEnded(instance: string): boolean {
      return this.ctx.storage.sql.exec("SELECT 1 FROM begun WHERE instance = ?", instance).toArray().length > 0;
    }

    /** Keeps the record of a write that an earlier try may have done, whose own record was lost with it. */
    #found(tenant: string, removal: boolean, { account }: Omit<Did, "written">, actor: string, tag: Tag): Promise<void> {
      const provider = config.tenants(this.env)[tenant]?.connection.provider ?? "unknown";
      const message = "The Worker ended in the midst of an earlier try; the account was found as it should be";
      const found = {
        ...{ at: new Date().toISOString(), actor, provider, tenant, action: removal ? "deactivate" : "provision" },
        ...{ target: account === undefined ? {} : { id: account }, outcome: "unknown", attempts: 0, requestIds: [] },
        error: { code: "outcome_unknown", message },
      };
      return this.#record([found], tag);
    }

    async #give(
      tenant: string,
      seat: Placement,
      { event, person, employed, account, tried }: Entered,
      actor: string,
      tag: Tag,
      attempt: (whos: Who[]) => Promise<void>,
    ): Promise<Did> {
      const { role, groups, fields } = seat;
      const wanted = { ...person, ...(role !== undefined && { role }), ...(groups !== undefined && { groups }), ...fields };
      const options = {
        deadlineMs: CALL_MS,
        // A change alone is no sign that an account that is off should be on.
        reactivate: employed || event.type === "joiner",
        ...(account !== undefined && { match: { id: account } }),
      };
      const input = { person: wanted as never };
      if (account !== undefined) {
        if (this.#owners.isHandedOn(tag, account)) return notHis(account);
      } else {
        const whos = namesOf(wanted);
        const names = new Set(whos.map((who) => JSON.stringify(who)));
        const made = await this.#made(
          tenant,
          tried.filter((who) => !names.has(JSON.stringify(who))),
          actor,
          tag,
        );
        if (made !== undefined && "code" in made) return { outcome: "failed", warnings: [], written: 0, error: made };
        if (made !== undefined) Object.assign(options, { match: made });
        else {
          // Somebody else's account may have the name: one who was called so before, say.
          const seen = await this.#run(tenant, { action: "provision", input, options: { ...options, dryRun: true } }, actor, tag);
          const user = userOf(seen.output);
          if (!seen.output.ok) return didOf(seen);
          if (user !== undefined && this.#owners.isAnothers(tag, user, wanted)) return notHis(user.id);
          await attempt(whos);
        }
      }
      return didOf(await this.#run(tenant, { action: "provision", input, options }, actor, tag));
    }

    /** The account that an earlier try has made by one of these names; why nobody can tell, if so. */
    async #made(tenant: string, names: Who[], actor: string, tag: Tag): Promise<{ id: string } | Failure | undefined> {
      for (const who of names) {
        const { output } = await this.#run(tenant, { action: "find", input: { who }, options: { deadlineMs: CALL_MS } }, actor, {});
        if (output.ok) {
          const user = userOf(output);
          // The name may have gone to somebody else meanwhile.
          if (user !== undefined && !this.#owners.isAnothers(tag, user, {})) return { id: user.id };
        } else if (output.error.code !== "not_supported") return didOf({ output, written: 0 }).error;
      }
      return undefined;
    }

    async #take(tenant: string, { account, whos, tried, person }: Entered, actor: string, tag: Tag): Promise<Did> {
      const all = [...(account === undefined ? [] : [{ id: account }]), ...whos, ...tried];
      if (all.length === 0) {
        const message = "Nothing tells which account is the leaver's: neither the delivery nor an earlier one names a mail address";
        return { outcome: "failed", warnings: [], written: 0, error: { code: "invalid_input", message, retryable: false } };
      }
      let did: Did | undefined;
      if (account !== undefined && this.#owners.isHandedOn(tag, account)) return notHis(account);
      for (const who of all) {
        const next = await this.#off(tenant, who, person, actor, tag);
        // A way to look that this tenant hasn't says nothing about who is there.
        if (did === undefined || next.error?.code !== "not_supported") did = next;
        if (did.outcome !== "not_found" && did.error?.code !== "not_supported") break;
      }
      return did as Did;
    }

    /** Switches an account off, unless it is known to be somebody else's. */
    async #off(tenant: string, who: Who, person: PersonChange, actor: string, tag: Tag): Promise<Did> {
      const options = { deadlineMs: CALL_MS };
      let found = who;
      if (!(typeof who === "object" && "id" in who) && this.#owners.hasOthers(tag)) {
        const seen = await this.#run(tenant, { action: "find", input: { who }, options }, actor, tag);
        if (!seen.output.ok) return didOf(seen);
        const user = userOf(seen.output);
        if (user !== undefined && this.#owners.isAnothers(tag, user, person)) return notHis(user.id);
        if (user !== undefined) found = { id: user.id };
      }
      return didOf(await this.#run(tenant, { action: "deactivate", input: { who: found }, options }, actor, tag));
    }

    /** Runs any verb on the tenant's client: JSON in, JSON out, as `client.run`. */
    async run(tenant: string, step: ClientStep, actor = "worker"): Promise<StepOutput> {
      return (await this.#run(tenant, step, actor, {})).output;
    }

    async #run(tenant: string, step: ClientStep, actor: string, tag: Tag): Promise<Ran> {
      const known = config.tenants(this.env)[tenant];
      if (known === undefined) return { output: unknownTenant(tenant, step), written: 0 };
      const records: AuditRecord[] = [];
      let client: Client;
      try {
        client = this.#client(tenant, known, { actor, onAudit: (record) => records.push(record) });
      } catch (error) {
        return { output: { ok: false, action: step.action, error: failureOf(error) } as StepOutput, written: 0 };
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

    #client(tenant: string, { connection, limits }: HrTenantOptions, own: Pick<ClientOptions, "actor" | "onAudit">): Client {
      const named = { ...connection, name: tenant };
      const json = JSON.stringify([named, limits]);
      const options = { ...limits, tokenStore: this.#store };
      if (this.#first?.json !== json) {
        const client = connect(named, options);
        // All who come before there is a token wait for this one. What goes wrong with it, each call is told when it asks itself.
        this.#first = { client, json, token: client.token().catch(() => {}) };
      }
      return connect(named, { ...options, ...own });
    }

    /** Keeps what was written here until the sink has it: the alarm hands it over. */
    async #record(records: AuditRecord[], tag: Tag): Promise<void> {
      if (records.length === 0) return;
      for (const record of records) this.#outbox.put({ ...record, id: crypto.randomUUID(), ...tag });
      if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now());
    }

    /** Hands the sink what it hasn't got. */
    async alarm(): Promise<void> {
      const again = await this.#outbox.handOver(BATCH, (entries) => config.sink(this.env).audit(entries));
      if (again !== undefined) await this.ctx.storage.setAlarm(again);
    }
  };
}
