/** The command that signs and verifies deliveries, so that users can try their endpoint. */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import {
  type GenericScheme,
  type LifecycleEvent,
  parseWebhook,
  SeatwardenError,
  verifyWebhook,
  type WebhookSource,
} from "../entry/default.js";
import { type Flags, UsageError } from "./arguments.js";
import { type Command, EXIT, type Invocation } from "./command.js";
import { objectOf, readGiven } from "./json.js";
import type { Output } from "./output.js";
import { visible } from "./style.js";
import { withoutMark } from "./text.js";
import { SOURCES, sign } from "./webhook-sign.js";

const SECRET = "SEATWARDEN_WEBHOOK_SECRET";

export const webhook: Command = {
  name: "webhook",
  words: "sign|verify SOURCE",
  about: "sign or verify a delivery of an HR system, to try an endpoint",
  detail: [
    "sign prints the headers that SOURCE would send with the body on standard input; verify tells whether a delivery is",
    "authentic and fresh, and what it says. The secret is in the environment: SEATWARDEN_WEBHOOK_SECRET.",
    `SOURCE is one of ${SOURCES.join(", ")}.`,
  ].join("\n"),
  onlyReads: true,
  flags: [
    { name: "body-file", value: "FILE", about: "the raw body (default: standard input)" },
    { name: "id", value: "ID", about: "sign: the id of the delivery (default: a new one)" },
    { name: "age", value: "SECONDS", about: "sign: as if it had been signed so long ago" },
    { name: "header", value: "'NAME: VALUE'", repeat: true, about: "verify: a header of the delivery" },
    { name: "headers-file", value: "FILE", about: "verify: its headers, one a line; what sign prints" },
    { name: "method", value: "METHOD", about: "verify: the method that it came by" },
    { name: "tolerance", value: "SECONDS", about: "verify: how old it may be" },
    { name: "generic", value: "JSON", about: "the scheme of the source generic" },
    { name: "json", about: "print JSON" },
  ],
  examples: [
    ["seatwarden webhook sign gusto --body-file event.json > headers.txt", "sign a body"],
    ["curl -H @headers.txt --data-binary @event.json https://example.com/hooks/gusto", "send it to your endpoint"],
    ["seatwarden webhook verify gusto --headers-file headers.txt --body-file event.json", "see what your endpoint should see"],
  ],
  async run(call) {
    const [verb, source, ...more] = call.words;
    if ((verb !== "sign" && verb !== "verify") || source === undefined || more.length > 0)
      throw new UsageError("webhook takes two words: sign or verify, and a source", "For example: seatwarden webhook sign gusto");
    if (!SOURCES.includes(source as WebhookSource))
      throw new UsageError(`there is no source of that name`, `There are: ${SOURCES.join(", ")}`);
    return verb === "sign" ? signed(call, source as WebhookSource) : verified(call, source as WebhookSource);
  },
};

async function signed(call: Invocation, source: WebhookSource): Promise<number> {
  const { flags, output } = call;
  const headers = sign(source, {
    secret: secret(),
    body: await body(call),
    now: Date.now() - (flags.integer("age") ?? 0) * 1000,
    id: flags.text("id") ?? `msg_${randomUUID()}`,
    generic: generic(flags),
  });
  if (output.json) await output.value(headers);
  else for (const [name, value] of Object.entries(headers)) await output.line(`${name}: ${value}`);
  return EXIT.done;
}

async function verified(call: Invocation, source: WebhookSource): Promise<number> {
  const { flags, output } = call;
  const [method, toleranceSeconds, scheme] = [flags.text("method"), flags.integer("tolerance"), generic(flags)];
  const delivery = {
    secret: secret(),
    headers: headers(flags),
    body: await body(call),
    ...(method !== undefined && { method }),
    ...(toleranceSeconds !== undefined && { toleranceSeconds }),
    ...(scheme !== undefined && { generic: scheme }),
  };
  const verification = await verifyWebhook(source, delivery);
  let events: LifecycleEvent[] = [];
  try {
    events = parseWebhook(source, delivery);
  } catch (error) {
    if (!SeatwardenError.is(error)) throw error;
    output.warning({ code: error.code, message: `It is authentic, but says nothing: ${error.message}` });
  }
  if (output.json) await output.value({ ...verification, events });
  else await show(output, verification, events);
  return EXIT.done;
}

async function show(
  output: Output,
  { source, id, timestamp, strength, confirmed }: Awaited<ReturnType<typeof verifyWebhook>>,
  events: LifecycleEvent[],
): Promise<void> {
  const proof = strength === "signature" ? "its signature is good" : "it has the secret, but nothing is signed: don't trust the body";
  await output.line(`authentic\t${source}\t${visible(id)}\t${timestamp ?? ""}\t${proof}`);
  if (!confirmed) output.note(`No page of the vendor confirms every part of how ${source} signs: docs/webhooks.md tells which.`);
  await output.table(
    ["EVENT", "EFFECTIVE", "WHO", "EXTERNAL ID", "THIN"],
    events.map(({ type, effectiveAt, who, externalId, thin }) => [
      type,
      effectiveAt ?? "",
      who === undefined ? "" : String(Object.values(who)[0]),
      externalId ?? "",
      thin ? "ask the HR system first" : "",
    ]),
  );
}

function secret(): string {
  const given = process.env[SECRET];
  if (given === undefined || given === "")
    throw new UsageError(`${SECRET} is not set`, "Put the webhook's secret there: a flag would show it to everybody on this machine.");
  return given;
}

function generic(flags: Flags): GenericScheme | undefined {
  const text = flags.text("generic");
  if (text === undefined) return undefined;
  const hint = `For example: --generic '{"signatureHeader":"x-signature","algorithm":"sha256","encoding":"hex"}'`;
  const scheme = readGiven(text, "--generic", new UsageError("--generic takes JSON", hint));
  return objectOf(scheme, new UsageError("--generic takes a JSON object", hint)) as unknown as GenericScheme;
}

/** The body's bytes, as they are. Ctrl-C ends the reading too. */
async function body({ flags, output, signal }: Invocation): Promise<Buffer> {
  const file = flags.text("body-file");
  if (file !== undefined) return readFile(file);
  if (process.stdin.isTTY) output.note("Reading the body from the terminal; end it with Ctrl-D.");
  try {
    return await buffer(addAbortSignal(signal, process.stdin));
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

function headers(flags: Flags): Record<string, string[]> {
  const file = flags.text("headers-file");
  const lines = [
    ...(file === undefined ? [] : withoutMark(readFile(file).toString("utf8")).split(/\r?\n/)),
    ...(flags.texts("header") ?? []),
  ];
  const found: Record<string, string[]> = {};
  for (const line of lines.filter((line) => line.trim() !== "")) {
    const [, name, value] = /^([^:\s]+):(.*)$/s.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw new UsageError("a header is NAME: VALUE", "For example: --header 'X-Gusto-Signature: 19e3…'");
    found[name] = [...(found[name] ?? []), value];
  }
  if (lines.length === 0) throw new UsageError("verify needs the headers: --header or --headers-file");
  return found;
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${(error as NodeJS.ErrnoException).code ?? "unknown"}`);
  }
}
