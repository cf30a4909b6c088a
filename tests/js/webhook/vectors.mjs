/** The deliveries that Python signed, as a caller in JavaScript would have them. */

import { readFileSync } from "node:fs";

function read(name) {
  const vectors = JSON.parse(readFileSync(new URL(`../../vectors/webhook/fixtures/${name}.json`, import.meta.url), "utf8"));
  return vectors.map(({ name, source, delivery, body, expect }) => ({
    name,
    source,
    delivery: { ...delivery, body: new Uint8Array(Buffer.from(body, "base64")) },
    expect,
  }));
}

/** Deliveries, good and bad. */
export const deliveries = read("verify");

/** Bodies, and what they say. */
export const bodies = read("events");

/** The delivery of this name. */
export function named(name) {
  const found = deliveries.find((vector) => vector.name === name);
  if (found === undefined) throw new Error(`no vector is called ${name}`);
  return found;
}
