/** Seeds for the fuzz targets of fuzz/: the vectors of tests/vectors, in the form that a target reads. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../build/plan.mjs";

/** A target → the vectors that it begins with. */
export const TARGETS = { webhook_verify: "verify", webhook_parse: "events" };

/** Writes the seeds of `target` into `folder`, one file each. How many there are. */
export function writeSeeds(target, folder) {
  mkdirSync(folder, { recursive: true });
  const vectors = JSON.parse(readFileSync(join(ROOT, `tests/vectors/webhook/fixtures/${TARGETS[target]}.json`), "utf8"));
  for (const [at, { source, delivery, body }] of vectors.entries()) {
    const seed = Buffer.concat([Buffer.from(`${source}\n${JSON.stringify(delivery)}\n`), Buffer.from(body, "base64")]);
    writeFileSync(join(folder, `vector-${String(at).padStart(4, "0")}`), seed);
  }
  return vectors.length;
}
