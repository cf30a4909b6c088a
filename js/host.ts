/** Parts what a caller's options mix: functions, which go to the core as they are, and plain values, which cross as JSON. */

import type { Hooks } from "#core";
import { invalidInput } from "./error.js";
import { article, eachField, encode, isPlain, kind, reading } from "./json.js";
import type { CallOptions, ClientOptions, HostOptions } from "./types/options.js";
import type { BatchEntry } from "./types/result.js";

const FUNCTIONS = ["fetch", "sleep", "now", "random"] as const;
const SINKS = ["onEvent", "onAudit"] as const;
const CLIENT_KEYS: ReadonlySet<string> = new Set<keyof ClientOptions>([
  ...FUNCTIONS,
  ...SINKS,
  "tokenStore",
  "maxAttempts",
  "concurrency",
  "maxRequestsPerSecond",
  "actor",
]);

/** Options of a client: JSON for the core, and the functions beside it. */
export function readClientOptions(options: unknown): { json: string; hooks: Hooks } {
  const { hooks, rest } = readHost(object(options));
  return { json: encode(rest, "options"), hooks };
}

/** Takes the functions out of `options`. They are handed on unwrapped: clients with the same ones share token and pace. */
export function readHost(options: Record<string, unknown>): { hooks: Hooks; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...options };
  const hooks: Hooks = {};
  for (const key of FUNCTIONS) {
    const given = takeFunction(rest, key);
    if (given === undefined) continue;
    if (key === "now") refuseNoClock(given);
    hooks[key] = given;
  }
  for (const key of SINKS) {
    const sink = takeFunction(rest, key);
    if (sink !== undefined) hooks[key] = (json) => tell(sink as (record: unknown) => unknown, JSON.parse(json));
  }
  const store = take(rest, "tokenStore");
  if (store !== undefined) {
    if (!isStore(store)) throw invalidInput("options.tokenStore", "expected an object with the functions get and set");
    hooks.tokenStore = store;
  }
  return { hooks, rest };
}

/** Options of one call: JSON for the core, and the signal beside it. */
export function readCallOptions(options: unknown): { rest: Record<string, unknown>; signal: AbortSignal | undefined } {
  const rest = object(options);
  const signal = take(rest, "signal");
  if (signal !== undefined && !isSignal(signal))
    throw invalidInput("options.signal", `expected an AbortSignal, not ${article(kind(signal))}`);
  return { rest, signal };
}

/** Whom a batch tells how far it is: as of `BatchOptions`, whatever the verb. */
export type OnProgress = (done: number, total: number, latest: BatchEntry<never>) => unknown;

/** Options of one batch: as of a call, and whom to tell how far it is. */
export function readBatchOptions(options: unknown): ReturnType<typeof readCallOptions> & { onProgress: OnProgress | undefined } {
  const { rest, signal } = readCallOptions(options);
  const onProgress = take(rest, "onProgress");
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw invalidInput("options.onProgress", `expected a function, not ${article(kind(onProgress))}`);
  }
  return { rest, signal, onProgress: onProgress as OnProgress | undefined };
}

/** Parts the options of a bare function: those of a client, and those of the call. `timeoutMs` is the call's. */
export function partOptions(options: unknown): { client: ClientOptions; call: CallOptions } {
  const client: Record<string, unknown> = {};
  const call: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object(options))) (CLIENT_KEYS.has(key) ? client : call)[key] = value;
  return { client, call };
}

/** A copy of `options`, each read once; an empty one if they are absent. */
export function object(options: unknown): Record<string, unknown> {
  if (options === undefined) return {};
  return reading("options", () => {
    if (!isPlain(options)) throw invalidInput("options", `expected an object, not ${article(kind(options))}`);
    const copy: Record<string, unknown> = Object.create(null);
    eachField(options, "options", (key, value) => {
      copy[key] = value;
    });
    return copy;
  });
}

function take(from: Record<string, unknown>, key: string): unknown {
  const value = from[key];
  delete from[key];
  return value;
}

function takeFunction(from: Record<string, unknown>, key: keyof HostOptions): ((...args: never[]) => unknown) | undefined {
  const value = take(from, key);
  if (value === undefined || typeof value === "function") return value as ((...args: never[]) => unknown) | undefined;
  throw invalidInput(`options.${key}`, `expected a function, not ${article(kind(value))}`);
}

/** A clock without a time would have calls wait for ever. It is asked once, here: what is handed on stays the caller's own function. */
function refuseNoClock(now: () => unknown): void {
  const time = reading("options.now", now);
  if (Number.isFinite(time)) return;
  throw invalidInput("options.now", `gave ${typeof time === "number" ? time : article(kind(time))}, not milliseconds since 1970`);
}

/** Tells a function of the caller's something. What it throws, or its promise rejects with, must not change what the call does. */
export function tell<T extends unknown[]>(whom: (...told: T) => unknown, ...told: T): void {
  try {
    // A rejection that nobody takes ends a Node process.
    Promise.resolve(whom(...told)).catch(() => {});
  } catch {
    // Documented at HostOptions and BatchOptions: it is ignored.
  }
}

function isStore(value: unknown): boolean {
  const store = value as { get?: unknown; set?: unknown } | null;
  return reading(
    "options.tokenStore",
    () => typeof store === "object" && store !== null && typeof store.get === "function" && typeof store.set === "function",
  );
}

/** An AbortSignal, of this realm or another, or a polyfill's. */
function isSignal(value: unknown): value is AbortSignal {
  const signal = value as { aborted?: unknown; addEventListener?: unknown } | null;
  return reading(
    "options.signal",
    () =>
      typeof signal === "object" && signal !== null && typeof signal.aborted === "boolean" && typeof signal.addEventListener === "function",
  );
}
