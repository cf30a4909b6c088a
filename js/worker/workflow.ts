/**
 * The Workflow of an event: from what was delivered to what was done. Each step's result is kept by Cloudflare, so that it goes on where it was
 * whatever ends in between. It remembers nothing itself: what is known of the person is in his object.
 */

import { WorkflowEntrypoint } from "cloudflare:workers";
import { NonRetryableError } from "cloudflare:workflows";
import { type LifecycleEvent, SeatwardenError } from "../index.js";
import { bindings, type Config } from "./config.js";
import { deskOf, type Failed, RELEASED, removalOf, tell } from "./desk.js";
import { type About, type Ended, HIRE_TOO_LATE, NO_SHOW, noticeOf, noticesOf, terminatedIn } from "./notices.js";
import type { Failure, HrOutcome, Notice, Resolved } from "./options.js";
import type { Void } from "./order.js";
import type { Begun, Decided, PersonStub } from "./person-calls.js";
import { type HrClass, type ObjectNamespace, objectOf, type StepConfig, type WorkflowStep } from "./platform.js";
import { seatsOf } from "./seats.js";
import { STEP_MS, type TenantStub } from "./tenant.js";
import { wakings } from "./time.js";
import type { Order } from "./workflow-starts.js";

/** Steps that only ask our own objects: they are there again after moments. */
const OWN: StepConfig = { retries: { limit: 20, delay: ({ ctx }) => Math.min(500 * 2 ** (ctx.attempt - 1), 60_000), backoff: "constant" } };
const HOUR_MS = 3_600_000;
/** How long a removal waits at the brake before it asks again by itself. */
const BRAKE = "30 days";
/** How often the Queue has an event begun again that failed before it came to any tenant. */
const TRIES = 10;
/** How often an event's day may be put off: each time takes steps, of which a Workflow has 1 024. */
const ROUNDS = 50;

/** One tenant, and whether a seat is given or taken there. */
interface Target {
  tenant: string;
  removal: boolean;
}

/** Makes the class. */
export function workflowClass(config: Config): HrClass {
  return class HrWorkflow extends WorkflowEntrypoint<unknown> {
    async run({ payload }: { payload: Order }, step: WorkflowStep): Promise<HrOutcome["outcome"]> {
      const run = new Run(config, this.env, payload, step);
      return run.whole();
    }
  };
}

class Run {
  readonly #config: Config;
  readonly #env: unknown;
  readonly #order: Order;
  readonly #step: WorkflowStep;
  #about: { source: string; person: string } = { source: "", person: "" };
  #tries = 0;

  constructor(config: Config, env: unknown, order: Order, step: WorkflowStep) {
    this.#config = config;
    this.#env = env;
    this.#order = order;
    this.#step = step;
  }

  get #person(): PersonStub {
    return objectOf(bindings(this.#env).HR_PERSON as ObjectNamespace<unknown>, this.#order.object) as PersonStub;
  }

  async whole(): Promise<HrOutcome["outcome"]> {
    const { instance } = this.#order;
    let begun: Begun = await this.#own("begin", () => this.#person.begin(instance));
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
    if (decided.void !== undefined) return this.#finish(decided.void);
    const targets = await this.#own("place", async () => this.#targets(decided));
    if ("code" in targets) return this.#failedEarly(targets);
    const taken = targets.filter(({ removal }) => removal);
    const given = targets.filter(({ removal }) => !removal);
    // Only removals wait at the brake: the rest of a change mustn't be lost with them.
    const [hasPassed] = await Promise.all([this.#take(taken), ...given.map((target) => this.#act(target))]);
    if (hasPassed) return this.#finish();
    if (decided.event.type === "leaver") return this.#finish("discarded");
    const tenants = taken.map(({ tenant }) => tenant);
    await this.#own("discard", () => this.#person.discard(instance, tenants));
    return this.#finish();
  }

  /** What the HR system says of an event; the failure if it says nothing. */
  async #ask(name: string, event: LifecycleEvent): Promise<{ found: Resolved | null } | Failure> {
    const resolve = this.#config.sources(this.#env)[this.#about.source]?.resolve;
    if (resolve === undefined) {
      const message = `The event is thin, and the source "${this.#about.source}" has no resolve to ask the HR system with`;
      return { code: "not_supported", message, retryable: false };
    }
    let failure: Failure | undefined;
    try {
      return await this.#tried(name, async () => {
        try {
          return { found: await resolve(event, this.#env as never) };
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
  async #sleep(begun: Begun): Promise<Begun | Failure> {
    const { instance } = this.#order;
    let known = begun;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const named = (name: string) => (round === 1 ? name : `${name}, round ${round}`);
      const wakes = known.void === undefined ? wakings(known.now, known.due) : [];
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
  async #targets({ event, person, accounts }: Decided): Promise<Target[] | Failure> {
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
    return [...new Set([...placed, ...held, ...wide])].map((tenant) => ({ tenant, removal: true }));
  }

  /** Takes seats once the brake lets it; gives false if the removal was thrown away, or called off meanwhile. */
  async #take(targets: Target[]): Promise<boolean> {
    if (targets.length === 0) return true;
    if (!(await this.#passBrake())) return false;
    await Promise.all(targets.map((target) => this.#act(target)));
    return true;
  }

  /** Waits at the brake; gives false if the removal was thrown away, or called off meanwhile. */
  async #passBrake(): Promise<boolean> {
    const removal = removalOf(this.#order, this.#about.source, this.#about.person);
    for (let round = 1; ; round += 1) {
      if (await this.#own(`brake, round ${round}`, () => deskOf(this.#env).mayRemove(removal))) return true;
      // It may have been called off before it stood on the desk's list, where it is looked for.
      if (await this.#own(`look again, round ${round}`, () => this.#person.isVoid(this.#order.instance))) {
        await this.#own("leave the brake", () => deskOf(this.#env).withdraw([this.#order.instance]));
        return false;
      }
      if (round === 1) await this.#own("record that it waits at the brake", () => this.#person.record(this.#order.instance));
      try {
        const { payload } = await this.#step.waitForEvent(`wait at the brake, round ${round}`, { type: RELEASED, timeout: BRAKE });
        return (payload as { go: boolean }).go;
      } catch {
        // Nobody came: it asks again.
      }
    }
  }

  /** One tenant, and what people are to be told of it. What can't be done is in the person's object, and goes to the Queue. */
  async #act({ tenant, removal }: Target): Promise<void> {
    const { object, instance } = this.#order;
    let failure: Failure | undefined;
    let ended: Ended;
    try {
      ended = await this.#tried(
        `in ${tenant}`,
        async () => {
          const stub = objectOf(bindings(this.#env).HR_TENANT as ObjectNamespace<unknown>, tenant) as TenantStub;
          const { error, ...acted } = await stub.act({ tenant, object, instance, removal });
          failure = error;
          if (error !== undefined) throw error;
          return acted;
        },
        STEP_MS,
      );
    } catch (error) {
      const failed: Failed = { instance, object, ...this.#about, tenant, removal, error: failure ?? failureIn(error) };
      await this.#own(`hand ${tenant} to the queue`, async () => {
        await bindings(this.#env).HR_FAILED.send(failed);
      });
      return;
    }
    const notices = noticesOf(this.#notable, tenant, removal, ended);
    if (notices.length > 0) await this.#own(`tell of ${tenant}`, () => tell(this.#env, notices));
  }

  /** A step that is tried again as what it throws says. It may throw a `Failure`, or anything. */
  #tried<R>(name: string, work: () => Promise<R>, timeout = STEP_MS): Promise<R> {
    const { limit, delayMs } = this.#config.retries;
    let after: number | undefined;
    const delay = ({ ctx }: { ctx: { attempt: number } }) => after ?? Math.min(delayMs * 2 ** (ctx.attempt - 1), HOUR_MS);
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

  #own<R>(name: string, work: () => Promise<R>): Promise<R> {
    return this.#step.do(name, OWN, work);
  }

  /** Puts something on the attention list. */
  #notice(kind: Notice["kind"], message: string): Promise<void> {
    return deskOf(this.#env).notice(noticeOf(this.#notable, kind, message));
  }

  get #notable(): About {
    return { instance: this.#order.instance, ...this.#about };
  }

  async #cancelled({ event, calledOff, late, takenIn }: Begun): Promise<HrOutcome["outcome"]> {
    await this.#callOff(calledOff);
    if (calledOff.length > 0) return this.#finish();
    await this.#own("tell", () =>
      late
        ? this.#notice("cancelled_too_late", event.cancels === "joiner" ? HIRE_TOO_LATE : terminatedIn(takenIn))
        : this.#notice("cancelled_unknown", "Something was called off that isn't known here. Should it still come, it counts"),
    );
    return this.#finish("nothing_to_cancel");
  }

  /** Lets what was called off leave the brake if it waits there. */
  async #callOff(instances: string[]): Promise<void> {
    if (instances.length > 0) await this.#own("clear the brake", () => deskOf(this.#env).withdraw(instances));
  }

  async #unresolved(): Promise<HrOutcome["outcome"]> {
    await this.#own("tell", () => this.#notice("unresolved", "The HR system doesn't know whom its event is about: nothing was done"));
    return this.#finish("unresolved");
  }

  /** What the HR system takes back is not done, and somebody looks: an event that says so may be on its way, or was never sent. */
  async #takenBack({ event, void: why }: Begun): Promise<HrOutcome["outcome"]> {
    const message =
      event.type === "leaver"
        ? "By now the HR system calls the leaver employed, and has no last day for him: he keeps his seats. If he leaves, send a leaver"
        : "By now the HR system says that he isn't employed: nothing was done. If he is, send a joiner; if he has a seat, a leaver";
    await this.#own("tell", () => this.#notice("taken_back", message));
    return this.#finish(why);
  }

  /** What failed before it came to any tenant is begun again by the Queue, if that may help, else given up at once: `/desk` sends it again. */
  async #failedEarly(error: Failure): Promise<HrOutcome["outcome"]> {
    const { object, instance, run } = this.#order;
    const failed: Failed = { instance, object, ...this.#about, run, error };
    const { HR_FAILED, HR_DEAD } = bindings(this.#env);
    const isLast = !error.retryable || this.#tries >= TRIES;
    await this.#own(isLast ? "give up" : "hand it to the queue", async () => {
      await (isLast ? HR_DEAD : HR_FAILED).send(failed);
    });
    return this.#finish(undefined, error);
  }

  async #finish(why?: Void, error?: Failure): Promise<HrOutcome["outcome"]> {
    return this.#own("finish", () => this.#person.finish(this.#order.instance, why, error));
  }
}

function isFailure(error: unknown): error is Failure {
  return typeof error === "object" && error !== null && !(error instanceof Error) && "code" in error && "retryable" in error;
}

/** What a `resolve` threw. */
function resolveFailure(error: unknown): Failure {
  // Its own words may hold whatever it asked with.
  const name = error instanceof Error ? error.name : typeof error;
  const message = `resolve threw ${name}: throw a SeatwardenError to say more, and whether to ask again`;
  if (!SeatwardenError.is(error)) return { code: "vendor_unavailable", message, retryable: true };
  const { code, retryable, retryAfterMs } = error;
  return { code, message: error.message, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** The failure in the words of a step that failed before this Workflow was woken again: all that is left of an error then is its text. */
function failureIn(error: unknown): Failure {
  const text = String(error);
  const [, code, message] = /^(?:\w+: )*?([a-z]+(?:_[a-z]+)*): ([\s\S]*)$/.exec(text) ?? [];
  if (code === undefined || message === undefined) return unknownFailure(error);
  return { code, message, retryable: !text.includes("NonRetryableError") };
}

/** What broke on the way to an object, or in Cloudflare's own parts. Every verb looks before it writes, so it may be tried again. */
function unknownFailure(error: unknown): Failure {
  return { code: "internal", message: String(error), retryable: true };
}
