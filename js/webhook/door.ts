/** The webhooks' door. Their wasm is a module of its own, so that who has no webhooks loads none; each entry says where its bytes come from. */

import { make, type WebhookGlue } from "#webhook";
import { about, type Call, fromCore, open } from "../envelope.js";
import { invalidInput } from "../error.js";
import type { parseWebhook, verifyWebhook, webhookChallenge } from "../index.js";
import { article, kind } from "../json.js";
import { instantiate, type WasmSource } from "../wasm.js";
import { readDelivery, readRequest } from "./delivery.js";
import { answers, type Question } from "./ed25519.js";

/** What the entries export; documented in index.ts. */
export interface Webhooks {
  verifyWebhook: typeof verifyWebhook;
  parseWebhook: typeof parseWebhook;
  webhookChallenge: typeof webhookChallenge;
  /** A step that verifies or reads a delivery: JSON in, JSON out. */
  webhookStep(step: string, hooks: { now?: unknown }): Promise<string>;
}

/** The answers to a question that wasn't asked yet. */
const NONE = new Uint8Array();

let module: WebAssembly.Module | undefined;
let instance: WebhookGlue | undefined;

/** Compiles and starts the wasm that `from` gives. A second time does nothing. */
export function startWebhooks(from: () => WasmSource): void {
  module ??= instantiate(from, begin, "verify_webhook", "webhooks.wasm");
}

function begin(from: { module: WebAssembly.Module }): WebhookGlue {
  const begun = make({ guarded: (exports) => exports });
  begun.initSync(from);
  instance = begun;
  return begun;
}

/** The door, with the wasm that `from` gives at the first call. */
export function webhooks(from: () => WasmSource): Webhooks {
  return {
    async verifyWebhook(source, delivery) {
      const call = { operation: "verifyWebhook" };
      const { json, body } = about(call, () => readDelivery(delivery));
      start(call, source, from);
      const now = Date.now();
      return open(await answered(call, (wasm, told) => wasm.verify_webhook(source, json, body, now, told)), call, undefined);
    },
    parseWebhook(source, delivery) {
      const call = { operation: "parseWebhook" };
      const { json, body } = about(call, () => readDelivery(delivery, ["generic"]));
      start(call, source, from);
      const text = enter(call, (wasm) => wasm.parse_webhook(source, json, body));
      return open(text, call, undefined);
    },
    webhookChallenge(source, request) {
      const call = { operation: "webhookChallenge" };
      const { json, body } = about(call, () => readRequest(request));
      start(call, source, from);
      const text = enter(call, (wasm) => wasm.webhook_challenge(source, json, body));
      return open(text, call, undefined);
    },
    async webhookStep(step, hooks) {
      const call = { operation: "run" };
      about(call, () => startWebhooks(from));
      const now = clock(hooks.now);
      return answered(call, (wasm, told) => wasm.webhook_step(step, now, told));
    },
  };
}

function start(call: Call, source: unknown, from: () => WasmSource): void {
  about(call, () => {
    if (typeof source !== "string") throw invalidInput("source", `expected a string, not ${article(kind(source))}`);
    startWebhooks(from);
  });
}

/** Asks the wasm; what it asks in return is answered first. */
async function answered(call: Call, ask: (wasm: WebhookGlue, told: Uint8Array) => string): Promise<string> {
  const text = enter(call, (wasm) => ask(wasm, NONE));
  // A question is short and asked by few: everything else is read by others.
  if (!text.startsWith('{"ask":')) return text;
  const told = await answers((JSON.parse(text) as { ask: Question }).ask);
  return enter(call, (wasm) => ask(wasm, told));
}

/** Calls into the wasm. One that trapped is in no state to be called again: the next call gets a new instance. */
function enter(call: Call, ask: (wasm: WebhookGlue) => string): string {
  return fromCore(call, () => {
    if (module === undefined) throw new Error("it was not started");
    const wasm = instance ?? begin({ module });
    instance = undefined;
    const text = ask(wasm);
    instance = wasm;
    return text;
  });
}

/** The caller's clock, or the runtime's if that gives no time. */
function clock(given: unknown): number {
  try {
    const now: unknown = typeof given === "function" ? given() : undefined;
    if (typeof now === "number" && Number.isFinite(now)) return now;
  } catch {
    // A clock that fails is no reason to fail: there is another.
  }
  return Date.now();
}
