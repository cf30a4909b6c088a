/**
 * What one verified and parsed delivery costs in workerd, beside the same by hand: WebCrypto's HMAC and `JSON.parse` in the same Worker.
 * A Worker's clock stands still while it computes, so a request does many, its time is taken from outside, and that of a request which
 * does none is taken off; medians. By itself: NODE22 benches/webhook.mjs PKG, because Miniflare needs Node 22.
 */

import { createHmac } from "node:crypto";
import { join } from "node:path";

const RUNS = 15;
const EACH = 2_000;

const SCRIPT = `
import { parseWebhook, verifyWebhook } from "seatwarden";
import { text, headers, secret, each } from "values";
const encoder = new TextEncoder();
const body = encoder.encode(text);
const delivery = { headers, body, secret };
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const kinds = {
  none: async () => {},
  ours: async () => {
    await verifyWebhook("gusto", delivery);
    return parseWebhook("gusto", delivery);
  },
  plain: async () => {
    const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    if (!(await crypto.subtle.verify("HMAC", key, bytes(headers["x-gusto-signature"]), body))) throw new Error("not authentic");
    return JSON.parse(new TextDecoder().decode(body));
  },
};
export default {
  async fetch(request) {
    const kind = kinds[new URL(request.url).pathname.slice(1)];
    await kind();
    if (kind !== kinds.none) for (let done = 0; done < each; done += 1) await kind();
    return new Response("done");
  },
};`;

/** A delivery as large as most: 1 KB. */
const EVENT = JSON.stringify({
  uuid: "03ffbf0c-48a9-4f1c-932a-546413a26ad1",
  event_type: "employee.updated",
  resource_type: "Company",
  resource_uuid: "5df911a0-e8e9-412d-8aaf-a46ad193dd96",
  entity_type: "Employee",
  entity_uuid: "bcfc9744-0ab3-4ef3-ab0d-e728255d659c",
  timestamp: 1671058841,
  references: Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`reference_${at}`, "5df911a0-e8e9-412d-8aaf-a46ad193dd96"])),
});

/** Measures, in microseconds. */
async function measure(pkg) {
  const { worker } = await import("../tests/js/runtimes/worker.mjs");
  const secret = "hunter2";
  const headers = { "x-gusto-signature": createHmac("sha256", secret).update(EVENT).digest("hex") };
  const runs = await worker(SCRIPT, { text: EVENT, headers, secret, each: EACH }, pkg);
  const times = { none: [], ours: [], plain: [] };
  try {
    for (let run = 0; run < RUNS; run += 1)
      for (const [kind, list] of Object.entries(times)) list.push(await timeOf(new URL(`/${kind}`, runs.url)));
  } finally {
    await runs.end();
  }
  const [none, ours, plain] = [times.none, times.ours, times.plain].map(median);
  const micros = (ms) => ((ms - none) * 1000) / EACH;
  return { oursMicros: micros(ours), plainMicros: micros(plain), bytes: EVENT.length };
}

async function timeOf(url) {
  const start = performance.now();
  const response = await fetch(url);
  if ((await response.text()) !== "done") throw new Error(`the Worker failed: ${response.status}`);
  return performance.now() - start;
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** One line for people. */
export function webhookLine({ oursMicros, plainMicros, bytes }) {
  const ratio = (oursMicros / plainMicros).toFixed(2);
  const what = "verify + parse a webhook in workerd, over by hand";
  const times = `${bytes} bytes: ${oursMicros.toFixed(0)} µs, WebCrypto and JSON.parse ${plainMicros.toFixed(0)} µs`;
  return `${what.padEnd(48)} ${ratio}×\n  ${times}`;
}

/** Measures in a process of Node 22. */
export async function webhookInWorkerd(pkg) {
  const [{ nodeOf }, { run }] = [await import("../scripts/tools/node.mjs"), await import("../scripts/run.mjs")];
  return JSON.parse(run.read(await nodeOf(22), [import.meta.filename, pkg]));
}

if (process.argv[1] === import.meta.filename)
  console.log(JSON.stringify(await measure(process.argv[2] ?? join(import.meta.dirname, "../pkg"))));
