// What the TypeScript sees of the sandbox's wasm, written by hand, so that the door is checked against it and not against `any`.

declare module "#sandbox-core" {
  /** Instantiates the sandbox's wasm; a second call does nothing. */
  export function initSync(from: { module: WebAssembly.Module | BufferSource }): unknown;
  /** A tenant in memory. What takes JSON throws an `Error` for JSON that doesn't fit. */
  export class Sandbox {
    constructor(config: string);
    handle(method: string, url: string, headers: string, body: Uint8Array, nowMs: bigint): Exchange;
    connection(): string;
    users(): string;
    requests(): string;
    clearRequests(): void;
    passwordResets(): string;
    setFaults(faults: string): void;
    script(fault: string): void;
    setRateLimit(limit: string): void;
    setLatencyMs(least: number, most: number): void;
    addUser(fields: string, nowMs: bigint): string;
    setUser(id: string, fields: string): boolean;
    removeUser(id: string): boolean;
    hideUser(id: string, hidden: boolean): boolean;
    expireTokens(): void;
    free(): void;
  }
  /** What becomes of one request. */
  export class Exchange {
    private constructor();
    readonly delayMs: number;
    readonly kind: string;
    readonly status: number;
    readonly headers: string;
    readonly body: Uint8Array;
    free(): void;
  }
}

declare module "#sandbox-wasm" {
  /** The sandbox's wasm, as js/inlined.ts takes it. */
  const packed: import("../inlined.js").Packed;
  export default packed;
}
