import { AuditRecord, LifecycleEvent, WebhookSource, GenericScheme, PersonChange, Who, Connection, ClientOptions, ClientStep, StepOutput } from './index.cjs';

/** The parts of Cloudflare that the HR Worker stands on, as far as it uses them. Structural, so that no package of types is needed; knows nothing of HR. */
/** A namespace of Durable Objects. `T` is what its objects can be asked over RPC. */
interface ObjectNamespace<T = unknown> {
    /** The id of the object of that name. */
    idFromName(name: string): unknown;
    /** The way to it. */
    get(id: never): T;
}
/** A Workflow. */
interface WorkflowBinding {
    /** Starts an instance; throws if there is one of that id. */
    create(options: {
        /** The instance's id. */
        id: string;
        /** What `run` is given. */
        params: unknown;
    }): Promise<unknown>;
    /** An instance; throws if there is none. */
    get(id: string): Promise<{
        /** What becomes of it. */
        status(): Promise<{
            /** In a word: `"running"`, `"complete"`… */
            status: string;
        }>;
        /** Hands an event to who waits for it. */
        sendEvent(event: {
            /** What it waits for. */
            type: string;
            /** What it is told. */
            payload: unknown;
        }): Promise<void>;
    }>;
}
/** A Queue that can be sent to. */
interface QueueBinding {
    /** Sends one message. */
    send(body: unknown, options?: {
        /** When it is to be delivered, in seconds from now. */
        delaySeconds?: number;
    }): Promise<unknown>;
}
/** A message of a Queue. */
interface QueueMessage {
    /** What was sent. */
    readonly body: unknown;
    /** How often it was delivered, this time included. */
    readonly attempts: number;
    /** Done with it. */
    ack(): void;
    /** Deliver it again. */
    retry(options?: {
        /** When, in seconds from now. */
        delaySeconds?: number;
    }): void;
}
/** Messages of one Queue. */
interface QueueBatch {
    /** The Queue's name. */
    readonly queue: string;
    /** The messages. */
    readonly messages: readonly QueueMessage[];
}
/** A D1 database. */
interface D1Binding {
    /** Prepares a statement. */
    prepare(sql: string): D1Statement;
    /** Runs statements in one transaction. */
    batch(statements: D1Statement[]): Promise<unknown>;
}
/** A statement of D1. */
interface D1Statement {
    /** Binds its parameters. */
    bind(...values: unknown[]): D1Statement;
}
/** A class that Cloudflare makes objects of: export it under the name that it has here. */
type HrClass = new (ctx: never, env: never) => object;

/** What a user tells the HR Worker, and what it tells him. Types alone. */

/** What the Worker is bound to: the names are those of the template's wrangler.jsonc. */
interface HrBindings {
    /** The Workflow of class `HrWorkflow`. */
    HR_WORKFLOW: WorkflowBinding;
    /** The Durable Objects of class `HrPerson`. */
    HR_PERSON: ObjectNamespace<never>;
    /** The Durable Objects of class `HrTenant`. */
    HR_TENANT: ObjectNamespace<never>;
    /** The Durable Object of class `HrDesk`. */
    HR_DESK: ObjectNamespace<never>;
    /** The Queue of what could not be done. */
    HR_FAILED: QueueBinding;
    /** Its dead-letter queue, whose name ends in `-dead`. */
    HR_DEAD: QueueBinding;
    /** The D1 database of `d1Audit`. */
    HR_DB?: D1Binding;
    /** The bearer token of `/desk`. Without it there is no `/desk`. */
    HR_DESK_TOKEN?: string;
}
/** A value, or what makes it of the Worker's `env`: where secrets are. */
type OfEnv<T, Env> = T | ((env: Env) => T);
/** `createHrWorker(options)`. `Env` is your Worker's own. */
interface HrWorkerOptions<Env = HrBindings> {
    /** Who delivers. The name is the path: `/hooks/NAME`. */
    sources: OfEnv<Record<string, HrSourceOptions<Env>>, Env>;
    /** Where the seats are. The name is what `rules` and the audit call it. */
    tenants: OfEnv<Record<string, HrTenantOptions>, Env>;
    /** Which seats a person has. */
    rules: Rules;
    /** Where the records go: `d1Audit()`, or a sink of your own. */
    audit: (env: Env) => HrSink;
    /** The most leavers in an hour. One more, and removals wait until somebody releases them at `/desk`. Default 10. */
    maxRemovals?: number;
    /** The zone of dates that name none: an IANA name. Default `"UTC"`. */
    timeZone?: string;
    /** When in its day an event with a plain date is acted upon: `{ joiner: "06:00", leaver: "18:00" }`. Default `"00:00"`. */
    timeOfDay?: Partial<Record<"joiner" | "mover" | "leaver", string>>;
    /** The largest delivery, in bytes. Default 262 144; a Workflow's step holds 1 MiB. */
    maxBodyBytes?: number;
    /** How often a step is tried again before it is handed to the Queue, and how long the first wait is. */
    retries?: {
        /** The most times. Default 8. */
        limit?: number;
        /** The first wait in milliseconds, doubled each time, an hour at most. Default 5 000. What a tenant asks for goes before it. */
        delayMs?: number;
    };
    /** Is told of each new entry of the attention list, to hand it on to people. What it throws is ignored, and it is waited for for 10 s. */
    notify?: (notice: Notice, env: Env) => void | Promise<void>;
}
/** One HR system. */
interface HrSourceOptions<Env = HrBindings> {
    /** How it signs and what it says. */
    source: WebhookSource;
    /** The secret that you share with it; a list while you change it. */
    secret: string | string[];
    /** The scheme of the source `"generic"`. */
    generic?: GenericScheme;
    /** How old a signed time may be, in seconds, in place of the source's own figure. */
    toleranceSeconds?: number;
    /** Asks the HR system for what a thin event doesn't tell: `bambooHr(…)`, `hiBob(…)`, or your own. Thin events can't be acted upon without. */
    resolve?: Resolve<Env>;
    /** What tells people apart, where it isn't the event's `externalId` (without one, the mail address). Events of one person must give one text. A cancellation has no `person`: look at `who` and `raw`. */
    personOf?: (event: LifecycleEvent) => string | undefined;
}
/**
 * Asks the HR system about an event. `null`: nobody is there. What it throws is tried again, unless it is a `SeatwardenError` that isn't
 * `retryable`.
 */
type Resolve<Env = HrBindings> = (event: LifecycleEvent, env: Env) => Promise<Resolved | null>;
/** What the HR system says about an event. What it leaves out stays as it was delivered. */
interface Resolved {
    /** What happened, now that it is known. */
    type?: "joiner" | "mover" | "leaver";
    /** When it takes effect: RFC 3339, or a plain date. */
    effectiveAt?: string;
    /** When he starts, or started, for a change: that of somebody who isn't there yet is his joining on this day. RFC 3339, or a plain date. */
    startsAt?: string;
    /** The person as far as the HR system tells. */
    person?: PersonChange;
    /** How to find the account of a leaver. */
    who?: Who;
    /**
     * Whether the person is employed at present: `false` makes a leaver of a mover, and on his day nothing of a joiner; `true` lets a mover's account
     * be switched on again.
     */
    employed?: boolean;
}
/** One tenant. */
interface HrTenantOptions {
    /** The tenant and its credentials. */
    connection: Connection;
    /**
     * Where leavers are looked for: `"all"`, the default, takes the seat of every leaver, wherever he had one; `"placed"` only of those whom the
     * rules place here or who got their seat by this Worker.
     */
    leavers?: "all" | "placed";
    /** The most requests at once and a second, as for `connect`. */
    limits?: Pick<ClientOptions, "concurrency" | "maxRequestsPerSecond">;
}
/**
 * Which seats a person has: pure, it asks nobody and gives the same for the same. `person` is all that is known by the time of the event, later
 * changes over earlier ones; judge by it rather than by the event.
 *
 * @example
 * const rules = (event, person) => person.department === "Finance" ? [{ tenant: "zuora", role: "Read Only" }] : [];
 */
type Rules = (event: LifecycleEvent, person: PersonChange) => Placement[];
/** A seat. */
interface Placement {
    /** The tenant's name. */
    tenant: string;
    /** The role's name or id. */
    role?: string;
    /** Names or ids of groups. */
    groups?: string[];
    /** Other fields of the account, in place of what the HR system says. */
    fields?: PersonChange;
}
/** Where records go. Each has an `id`; one that comes again is the same and must not be kept twice. */
interface HrSink {
    /** Keeps records of writes. */
    audit(entries: HrAuditEntry[]): Promise<void>;
    /** Keeps the record of a delivery, in place of an earlier one with the same id. */
    outcome(record: HrOutcome): Promise<void>;
}
/** One write that was attempted, and for which event. */
interface HrAuditEntry extends AuditRecord {
    /** The record's own id. */
    id: string;
    /** The id of the delivery's outcome; the Workflow's instance. Absent for calls of your own. */
    event?: string;
    /** The source's name. */
    source?: string;
    /** The HR system's id of the person. */
    person?: string;
}
/** What became of a delivery's event: one for each. */
interface HrOutcome {
    /** Hex SHA-256 of source and event id: the Workflow's instance. With `_` and a number, where the same words came again and meant it. */
    id: string;
    /** When it was delivered, RFC 3339. */
    at: string;
    /** The source's name. */
    source: string;
    /** The vendor's id of the event. */
    eventId: string;
    /** What it was. */
    type: LifecycleEvent["type"];
    /** When it was to take effect, RFC 3339. */
    effectiveAt: string;
    /** The HR system's id of the person, or what stands for it. */
    person: string;
    /**
     * In one word. `done`: every seat is as it should be. `failed`: one at least is not. `overtaken`: a later event made it void. `cancelled`: it
     * was called off, or the HR system says on the day that he stays. `not_employed`: he has left, is yet to start, or didn't come.
     * `nothing_to_cancel`: nobody waited. `unresolved`: the HR system doesn't know. `discarded`: somebody threw the removal away; of a change the rest is done. `waiting`: for its
     * day, or for the brake. `ignored`: a ping, or nothing of ours.
     */
    outcome: "done" | "failed" | "overtaken" | "cancelled" | "not_employed" | "nothing_to_cancel" | "unresolved" | "discarded" | "waiting" | "ignored";
    /** What became of each seat. */
    tenants: TenantOutcome[];
    /** Why it failed before it came to any tenant. */
    error?: Failure;
}
/** What became of one seat. */
interface TenantOutcome {
    /** The tenant's name. */
    tenant: string;
    /** The verb's outcome; `"overtaken"` if a later event made it void, `"discarded"` if somebody threw the removal away, `"failed"` if it wasn't done. */
    outcome: string;
    /** Why it failed. */
    error?: Failure;
}
/** Why something failed: as an error, in plain data. */
interface Failure {
    /** What a program branches on: a code of `SeatwardenError`, or `"rules_failed"`. */
    code: string;
    /** What was tried and what was said. */
    message: string;
    /** Whether the same may well succeed later. */
    retryable: boolean;
    /** When to try again, in milliseconds from then. */
    retryAfterMs?: number;
}
/** Something that somebody should look at. */
interface Notice {
    /** The same for the same thing. */
    id: string;
    /** When, RFC 3339. */
    at: string;
    /**
     * What it is. `leaver_not_found`: the rules place him there, and nobody was. `left_inactive`: a change to an account that is off, left so.
     * `removals_paused`: more leavers than `maxRemovals`. `cancelled_too_late`: it was done already. `cancelled_unknown`: no such event is known; should it still come, it counts.
     * `unresolved`: the HR system doesn't know him. `taken_back`: by the day it says otherwise. `dead_letter`: something was given up; one an hour,
     * however many there are, and gone with the last letter. `duplicate_ignored`: a termination that may be a second one was taken for a redelivery.
     * `no_show`: a joiner's first day has come, and his last one was before it.
     */
    kind: "leaver_not_found" | "left_inactive" | "removals_paused" | "cancelled_too_late" | "cancelled_unknown" | "unresolved" | "taken_back" | "dead_letter" | "duplicate_ignored" | "no_show";
    /** The delivery's outcome. */
    event: string;
    /** The source's name. */
    source: string;
    /** The HR system's id of the person. */
    person: string;
    /** The tenant's name, where it is about one. */
    tenant?: string;
    /** A sentence for people. */
    message: string;
}
/** What could not be done, and can be sent again. */
interface DeadLetter {
    /** The same for the same thing. */
    id: string;
    /** When it was given up, RFC 3339. */
    at: string;
    /** The delivery's outcome. */
    event: string;
    /** The source's name. */
    source: string;
    /** The HR system's id of the person. */
    person: string;
    /** The tenant's name; absent if it failed before it came to any. */
    tenant?: string;
    /** Why. */
    error: Failure;
}

/** A sink in D1: two tables, made when they are first needed. Knows what a record is called, not what it means. */

/**
 * Keeps the audit and the outcomes in a D1 database: tables `hr_audit` and `hr_outcomes`, the whole record as JSON in the column `record`.
 *
 * @param binding The name of the database's binding. Default `"HR_DB"`.
 */
declare function d1Audit(binding?: string): (env: unknown) => HrSink;

/** BambooHR's events are ids alone: this asks its API for the employee (documentation.bamboohr.com, "Get Employee"). */

/** How to ask BambooHR. */
interface BambooHrOptions {
    /** The company's domain: what stands before `.bamboohr.com`. */
    companyDomain: string;
    /** An API key: your name in BambooHR > API Keys. */
    apiKey: string;
    /** In place of `https://COMPANY.bamboohr.com`. */
    baseUrl?: string;
    /** In place of `globalThis.fetch`. */
    fetch?: typeof fetch;
}
/**
 * Asks BambooHR about an employee. One who isn't active any more is a leaver, as of his termination; a new one joins on his hire date,
 * and so does one who is changed before it.
 *
 * @example
 * const resolve = bambooHr({ companyDomain: "acme", apiKey: env.BAMBOOHR_API_KEY });
 */
declare function bambooHr({ companyDomain, apiKey, baseUrl, fetch, }: BambooHrOptions): Resolve<unknown>;

/** HiBob's events are ids: this asks its API for the employee (apidocs.hibob.com, "Read company employee fields by employee ID"). */

/** How to ask HiBob. */
interface HiBobOptions {
    /** The service user's id: Settings > Integrations > API Service Users. Its group must be allowed to view the categories Root, About, Work, Lifecycle. */
    serviceUserId: string;
    /** The service user's token. */
    token: string;
    /** In place of `https://api.hibob.com`. */
    baseUrl?: string;
    /** In place of `globalThis.fetch`. */
    fetch?: typeof fetch;
}
/**
 * Asks HiBob about an employee. One whose lifecycle says `terminated` is a leaver, as of his termination; one on leave is not. A new one joins on
 * his start date, and so does one who is changed before it.
 *
 * @example
 * const resolve = hiBob({ serviceUserId: env.HIBOB_USER, token: env.HIBOB_TOKEN });
 */
declare function hiBob({ serviceUserId, token, baseUrl, fetch, }: HiBobOptions): Resolve<unknown>;

/**
 * The HR Worker: from a signed delivery to a closed account, on Cloudflare's own parts. ESM, for Cloudflare Workers alone.
 *
 * @packageDocumentation
 */

/** The Worker: four classes to export, and the handlers. */
interface HrWorker<Env = HrBindings> {
    /** `export default hr.handlers`. */
    handlers: {
        /** Takes deliveries at `/hooks/NAME`, and shows the desk at `/desk`. */
        fetch(request: Request, env: Env): Promise<Response>;
        /** Takes what the Queues deliver. */
        queue(batch: QueueBatch, env: Env): Promise<void>;
    };
    /** Runs any verb on a tenant's only client: JSON in, JSON out, as `client.run`. For your own jobs, so that they share token and pace. */
    run(env: Env, tenant: string, step: ClientStep, actor?: string): Promise<StepOutput>;
    /** The Workflow of an event. */
    HrWorkflow: HrClass;
    /** The Durable Object of a person. */
    HrPerson: HrClass;
    /** The Durable Object of a tenant. */
    HrTenant: HrClass;
    /** The Durable Object of the desk. */
    HrDesk: HrClass;
}
/**
 * Makes the Worker. The template in `seatwarden/template` is all around it.
 *
 * @throws TypeError at once for options that can't be.
 * @example
 * const hr = createHrWorker({ sources, tenants, rules, audit: d1Audit() });
 * export const { HrWorkflow, HrPerson, HrTenant, HrDesk } = hr;
 * export default hr.handlers;
 */
declare function createHrWorker<Env = HrBindings>(options: HrWorkerOptions<Env>): HrWorker<Env>;

export { bambooHr, createHrWorker, d1Audit, hiBob };
export type { BambooHrOptions, D1Binding, D1Statement, DeadLetter, Failure, HiBobOptions, HrAuditEntry, HrBindings, HrClass, HrOutcome, HrSink, HrSourceOptions, HrTenantOptions, HrWorker, HrWorkerOptions, Notice, ObjectNamespace, OfEnv, Placement, QueueBatch, QueueBinding, QueueMessage, Resolve, Resolved, Rules, TenantOutcome, WorkflowBinding };
