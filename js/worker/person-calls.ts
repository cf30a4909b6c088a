/** What the object of a person can be asked, and what it answers. Types alone. */

import type { LifecycleEvent, PersonChange, Who } from "../index.js";
import type { Failure, HrOutcome, Resolved, TenantOutcome } from "./options.js";
import type { Arrival, Held, Void } from "./order.js";
import type { Remote } from "./platform.js";

/** What a Workflow is told when it begins. */
export interface Begun {
  event: LifecycleEvent;
  source: string;
  person: string;
  asks: boolean;
  /** How often the Queue has had it done again already. */
  tries: number;
  /** Whether the HR system has been asked, so that it is to be asked again on the day. */
  asked: boolean;
  due: number;
  now: number;
  void?: Void;
  /** Whether it is void because the HR system said otherwise by the time. */
  takenBack: boolean;
  /** Events that this one called off, or replaced. */
  calledOff: string[];
  /** Whether what this one calls off counts as done. */
  late: boolean;
  /** In which tenants that was. */
  takenIn: string[];
}

/** What is to be done once an event's time has come. */
export interface Decided {
  void?: Void;
  /** Whether it is void because he was told to leave before his first day. */
  noShow: boolean;
  event: LifecycleEvent;
  person: PersonChange;
  accounts: Record<string, Held>;
}

/** What a tenant is told just before it acts. */
export interface Entered {
  stands: boolean;
  /** Whether it was called off, or put off, when a try had been made that nobody knows the end of. */
  unsure: boolean;
  source: string;
  name: string;
  event: LifecycleEvent;
  person: PersonChange;
  /** Whether it is known that he is employed. */
  employed: boolean;
  account?: string;
  /** How else to find him, best first. */
  whos: Who[];
  /** By what names an account of his may have been made, of which nobody knows. */
  tried: Who[];
}

/** What the object can be asked. */
export interface PersonCalls {
  accept(arrival: Arrival): Promise<"new" | "known">;
  begin(instance: string): Begun;
  resolved(instance: string, resolved: Resolved): Promise<Begun>;
  refresh(instance: string, said: Resolved | null): Promise<Begun>;
  decide(instance: string): Decided;
  enter(instance: string, tenant: string, seat: boolean): Entered;
  attempt(tenant: string, whos: Who[]): void;
  leave(instance: string, result: TenantOutcome, account?: string): Promise<boolean>;
  discard(instance: string, tenants: string[]): void;
  finish(instance: string, why?: Void, error?: Failure): Promise<HrOutcome["outcome"]>;
  isVoid(instance: string): boolean;
  record(instance: string): Promise<void>;
  again(instance: string): Promise<void>;
  retry(instance: string, run: number): Promise<boolean>;
}

/** The object over RPC. */
export type PersonStub = Remote<PersonCalls>;
