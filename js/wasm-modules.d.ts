// What the TypeScript sees of the wasm: the edge's contract, written by hand, so that the door is checked against it and not against `any`.

declare module "#core" {
  /** The outside world as the caller gave it. Absent: the runtime's own, looked up at each call. */
  export interface Hooks {
    fetch?: unknown;
    sleep?: unknown;
    now?: unknown;
    random?: unknown;
    tokenStore?: unknown;
    onEvent?: (json: string) => void;
    onAudit?: (json: string) => void;
  }
  /** What an instance of the core offers. */
  export interface CoreGlue {
    /** Instantiates the core; once. */
    initSync(from: { module: WebAssembly.Module }): unknown;
    Core: new (connection: string, options: string, hooks: Hooks) => Core;
    /** The step: JSON in, JSON out; `{"aborted":true}` if the signal was. */
    run(step: string, hooks: Hooks, signal?: AbortSignal): Promise<string>;
  }
  /** What an instance is made in: what its exports are called through, and the timers that it has. */
  export interface Around {
    guarded(exports: Record<string, unknown>): Record<string, unknown>;
    setTimeout(run: () => void, ms: number): unknown;
    clearTimeout(timer: unknown): void;
  }
  /** The core's JavaScript (scripts/build/factory.mjs), for one instance. */
  export function make(around: Around): CoreGlue;
  /** One client. Its making and `list` throw the JSON of an error as a string. */
  export interface Core {
    call(action: string, input: string, options: string, signal?: AbortSignal): Promise<string>;
    list(query: string, options: string, signal?: AbortSignal): Listing;
    /** Settles what `pull` gives (JSON arrays, an empty one at the end); `push` is given each result as JSON. */
    batch(
      action: string,
      options: string,
      size: number | undefined,
      pull: () => Promise<string>,
      push: (entry: string) => void,
      signal?: AbortSignal,
    ): Promise<string>;
    /** The step on this client: JSON in, JSON out; `{"aborted":true}` if the signal was. */
    run(step: string, signal?: AbortSignal): Promise<string>;
    /** Forgets the connection's token, as soon as no other client uses it. */
    forget(): void;
    free(): void;
  }
  /** A listing that is being read. `next` resolves with an envelope of a page, of `null` at the end; `push` is given all pages that are left. */
  export interface Listing {
    next(push?: (page: string) => void): Promise<string>;
    free(): void;
  }
}

declare module "#webhook" {
  /** What an instance of the webhooks offers. */
  export interface WebhookGlue {
    /** Instantiates the module; once. */
    initSync(from: { module: WebAssembly.Module }): unknown;
    /**
     * Verifies a delivery: JSON but for the body. Gives an envelope, or `{"ask":…}`: then it is called again with one number for each pair of
     * the question, 1 good, 0 bad, 2 can't be told.
     */
    verify_webhook(source: string, delivery: string, body: Uint8Array, now: number, answers: Uint8Array): string;
    /** Reads a delivery; gives an envelope. */
    parse_webhook(source: string, delivery: string, body: Uint8Array): string;
    /** What to answer to a vendor's try; an envelope, of `null` if it is none. */
    webhook_challenge(source: string, request: string, body: Uint8Array): string;
    /** The step, for the actions verifyWebhook and parseWebhook: its result, or `{"ask":…}` as above. */
    webhook_step(step: string, now: number, answers: Uint8Array): string;
  }
  /** The webhooks' JavaScript (scripts/build/factory.mjs), for one instance. */
  export function make(around: { guarded(exports: Record<string, unknown>): Record<string, unknown> }): WebhookGlue;
}

declare module "#core-wasm" {
  /** The core's wasm, as js/inlined.ts takes it. */
  const packed: import("./inlined.js").Packed;
  export default packed;
}

declare module "#webhook-wasm" {
  /** The webhooks' wasm, as js/inlined.ts takes it. */
  const packed: import("./inlined.js").Packed;
  export default packed;
}

declare module "*.wasm" {
  /** workerd and bundlers that know wasm give a compiled module. */
  const module: WebAssembly.Module;
  export default module;
}
