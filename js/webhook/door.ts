/** The webhooks' door. Their wasm is a module of its own, so that who has no webhooks loads none; each entry says where its bytes come from. */

import { initSync, parse_webhook, verify_webhook, webhook_challenge, webhook_step } from "#webhook";
import { instantiate, type WasmSource } from "../core.js";
import { about, type Call, fromCore, open, settled } from "../envelope.js";
import { invalidInput } from "../error.js";
import type { parseWebhook, verifyWebhook, webhookChallenge } from "../index.js";
import { article, isPlain, kind } from "../json.js";
import { readDelivery } from "./delivery.js";

/** What the entries export; documented in index.ts. */
export interface Webhooks {
  verifyWebhook: typeof verifyWebhook;
  parseWebhook: typeof parseWebhook;
  webhookChallenge: typeof webhookChallenge;
  /** A step that verifies or reads a delivery: JSON in, JSON out. */
  webhookStep(step: string, hooks: { now?: unknown }): Promise<string>;
}

let started = false;

/** Compiles and starts the wasm that `from` gives. A second time does nothing. */
export function startWebhooks(from: () => WasmSource): void {
  if (started) return;
  instantiate(from, initSync, "verify_webhook", "webhooks.wasm");
  started = true;
}

/** The door, with the wasm that `from` gives at the first call. */
export function webhooks(from: () => WasmSource): Webhooks {
  return {
    async verifyWebhook(source, delivery) {
      const call = { operation: "verifyWebhook" };
      const { json, body } = about(call, () => readDelivery(delivery));
      enter(call, source, from);
      return open(await settled(call, verify_webhook(source, json, body)), call, undefined);
    },
    parseWebhook(source, delivery) {
      const call = { operation: "parseWebhook" };
      const { json, body } = about(call, () => readDelivery(delivery, ["generic"]));
      enter(call, source, from);
      return open(
        fromCore(call, () => parse_webhook(source, json, body)),
        call,
        undefined,
      );
    },
    webhookChallenge(source, request) {
      const call = { operation: "webhookChallenge" };
      // A vendor's GET has no body.
      const asked = isPlain(request) ? { ...request, body: request.body ?? "" } : request;
      const { json, body } = about(call, () => readDelivery(asked, ["method", "url"]));
      enter(call, source, from);
      return open(
        fromCore(call, () => webhook_challenge(source, json, body)),
        call,
        undefined,
      );
    },
    async webhookStep(step, hooks) {
      startWebhooks(from);
      return settled({ operation: "run" }, webhook_step(step, hooks));
    },
  };
}

function enter(call: Call, source: unknown, from: () => WasmSource): void {
  about(call, () => {
    if (typeof source !== "string") throw invalidInput("source", `expected a string, not ${article(kind(source))}`);
    startWebhooks(from);
  });
}
