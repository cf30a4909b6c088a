/** `npm run bench`: the figures of DESIGN section 11 that can be had so far, of the package in pkg/, each beside its budget. */

import { join } from "node:path";
import { installNpm } from "../scripts/tools/npm.mjs";
import { batchMemoryLines, memoryOfBatch } from "./batch-memory.mjs";
import { cpuLines, cpuPerUser } from "./cpu.mjs";
import { creates, createsLines } from "./creates.mjs";
import { firstToken } from "./first-token.mjs";
import { listing, listingLines } from "./list.mjs";
import { memoryLine, memoryOfListing } from "./memory.mjs";
import { planLine, planning } from "./plan.mjs";
import { webhookInWorkerd, webhookLine } from "./webhook.mjs";
import { hrWorker, workerFits, workerLines } from "./worker.mjs";

const PKG = join(import.meta.dirname, "../pkg");

await installNpm();
const { sizeLine, sizes } = await import("../scripts/build/sizes.mjs");
const measured = sizes(PKG);
for (const size of measured) console.log(sizeLine(size));

const { ratio, plainMs, oursMs, parts, budget, runs } = await firstToken(PKG);
const verdict = ratio <= budget ? "✓" : "✗";
console.log(`${"import + connect + first token, over plain fetch".padEnd(48)} ${ratio.toFixed(2)}×  ≤ ${budget}×  ${verdict}`);
console.log(`  medians of ${runs} fresh processes each, in turn: ${oursMs.toFixed(1)} ms, plain fetch ${plainMs.toFixed(1)} ms`);
console.log(
  `  of ours: ${Object.entries(parts)
    .map(([part, ms]) => `${part} ${ms.toFixed(1)} ms`)
    .join(", ")}`,
);

const listed = await listing(PKG);
console.log(listingLines(listed).join("\n"));
const created = await creates(PKG);
console.log(createsLines(created).join("\n"));
const perUser = await cpuPerUser(PKG);
console.log(cpuLines(perUser).join("\n"));
const planned = await planning(PKG);
console.log(planLine(planned));
const memory = memoryOfListing(PKG);
console.log(memoryLine(memory));
const batch = memoryOfBatch(PKG);
console.log(batchMemoryLines(batch).join("\n"));

console.log(webhookLine(await webhookInWorkerd(PKG)));
const worker = await hrWorker();
console.log(workerLines(worker));

const missed = [listed, created, planned, memory, batch, ...perUser].some(({ ok }) => !ok);
if (missed || !workerFits(worker) || ratio > budget || measured.some((size) => size.budget !== undefined && size.bytes > size.budget))
  process.exitCode = 1;
