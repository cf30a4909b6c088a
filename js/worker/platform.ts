/** The parts of Cloudflare that the HR Worker stands on, as far as it uses them. Structural, so that no package of types is needed; knows nothing of HR. */

/** A namespace of Durable Objects. `T` is what its objects can be asked over RPC. */
export interface ObjectNamespace<T = unknown> {
  /** The id of the object of that name. */
  idFromName(name: string): unknown;
  /** The way to it. */
  get(id: never): T;
}

/** A Workflow. */
export interface WorkflowBinding {
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
export interface QueueBinding {
  /** Sends one message. */
  send(
    body: unknown,
    options?: {
      /** When it is to be delivered, in seconds from now. */
      delaySeconds?: number;
    },
  ): Promise<unknown>;
}

/** A message of a Queue. */
export interface QueueMessage {
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
export interface QueueBatch {
  /** The Queue's name. */
  readonly queue: string;
  /** The messages. */
  readonly messages: readonly QueueMessage[];
}

/** A D1 database. */
export interface D1Binding {
  /** Prepares a statement. */
  prepare(sql: string): D1Statement;
  /** Runs statements in one transaction. */
  batch(statements: D1Statement[]): Promise<unknown>;
}

/** A statement of D1. */
export interface D1Statement {
  /** Binds its parameters. */
  bind(...values: unknown[]): D1Statement;
}

/** What a Durable Object has of its own. */
export interface ObjectState {
  readonly storage: {
    readonly sql: {
      exec(sql: string, ...values: unknown[]): { toArray(): Record<string, unknown>[] };
    };
    get(key: string): Promise<unknown>;
    put(key: string, value: unknown): Promise<void>;
    transactionSync<R>(work: () => R): R;
    getAlarm(): Promise<number | null>;
    setAlarm(at: number): Promise<void>;
  };
}

/** What a Workflow's `run` is handed. */
export interface WorkflowStep {
  do<R>(name: string, work: () => Promise<R>): Promise<R>;
  do<R>(name: string, config: StepConfig, work: () => Promise<R>): Promise<R>;
  sleepUntil(name: string, at: Date): Promise<void>;
  waitForEvent(name: string, options: { type: string; timeout: string }): Promise<{ payload: unknown }>;
}

/** How a step is tried. */
export interface StepConfig {
  retries?: { limit: number; delay: number | ((failed: { ctx: { attempt: number } }) => number); backoff: "constant" };
  timeout?: number;
}

/** A class that Cloudflare makes objects of: export it under the name that it has here. */
export type HrClass = new (ctx: never, env: never) => object;

/** `T` over RPC: every method gives a promise. */
export type Remote<T> = {
  [K in keyof T]: T[K] extends (...given: infer A) => infer R ? (...given: A) => Promise<Awaited<R>> : never;
};

/** The object of `namespace` that has this name. */
export function objectOf<T>(namespace: ObjectNamespace<T>, name: string): T {
  return namespace.get(namespace.idFromName(name) as never);
}
