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
  /** Instantiates the core; a second call does nothing. */
  export function initSync(from: { module: WebAssembly.Module | BufferSource }): unknown;
  /** One client. The constructor and `list` throw the JSON of an error as a string; `call` rejects only after a panic. */
  export class Core {
    constructor(connection: string, options: string, hooks: Hooks);
    call(action: string, input: string, options: string, signal?: AbortSignal): Promise<string>;
    list(query: string, options: string, signal?: AbortSignal): Listing;
    /** Forgets the connection's token, as soon as no other client uses it. */
    forget(): void;
    free(): void;
  }
  /** A listing that is being read. `next` resolves with an envelope of a page, of `null` at the end. */
  export class Listing {
    private constructor();
    next(): Promise<string>;
    free(): void;
  }
  /** The step: JSON in, JSON out; `{"aborted":true}` if the signal was. */
  export function run(step: string, hooks: Hooks, signal?: AbortSignal): Promise<string>;
}

declare module "#webhook" {
  /** Instantiates the module; a second call does nothing. */
  export function initSync(from: { module: WebAssembly.Module | BufferSource }): unknown;
  /** Verifies a delivery: JSON but for the body. Resolves with an envelope; rejects only when the module panicked. */
  export function verify_webhook(source: string, delivery: string, body: Uint8Array): Promise<string>;
  /** Reads a delivery; gives an envelope. */
  export function parse_webhook(source: string, delivery: string, body: Uint8Array): string;
  /** What to answer to a vendor's try; an envelope, of `null` if it is none. */
  export function webhook_challenge(source: string, request: string, body: Uint8Array): string;
  /** The step, for the actions verifyWebhook and parseWebhook. */
  export function webhook_step(step: string, hooks: { now?: unknown }): Promise<string>;
}

declare module "#core-wasm" {
  /** The core's wasm in base64. */
  const base64: string;
  export default base64;
}

declare module "#webhook-wasm" {
  /** The webhooks' wasm in base64. */
  const base64: string;
  export default base64;
}

declare module "*.wasm" {
  /** workerd and bundlers that know wasm give a compiled module. */
  const module: WebAssembly.Module;
  export default module;
}
