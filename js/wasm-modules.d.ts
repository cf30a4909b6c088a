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
    /** The step on this client: JSON in, JSON out; `{"aborted":true}` if the signal was. */
    run(step: string, signal?: AbortSignal): Promise<string>;
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

declare module "#core-wasm" {
  /** The core's wasm, as js/inlined.ts takes it. */
  const packed: import("./inlined.js").Packed;
  export default packed;
}

declare module "*.wasm" {
  /** workerd and bundlers that know wasm give a compiled module. */
  const module: WebAssembly.Module;
  export default module;
}
