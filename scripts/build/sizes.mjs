/** How large pkg/ is, and how large it may be (wasm-pack.toml). Says; who fails the build is another. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, inflateRawSync } from "node:zlib";
import { run } from "../run.mjs";
import { packedText } from "./packed.mjs";
import { build, plan } from "./plan.mjs";

const KB = 1024;

/** One line each: what, how many bytes, and the budget in bytes where there is one. */
export function sizes(pkg) {
  const at = (file) => readFileSync(join(pkg, file));
  const gzip = (data) => gzipSync(data, { level: 9 }).length;
  const core = at("seatwarden.wasm");
  const sandbox = inflateRawSync(Buffer.from(packedText(at("sandbox.wasm.cjs").toString()), "base64"));
  const worker = ["seatwarden.wasm", "workerd.js", "client.js", "core.js"].reduce((sum, file) => sum + gzip(at(file)), 0);
  const hr = ["webhooks.wasm", "step.js", "webhook-door.js", "webhooks-workerd.js", "worker.js"].reduce(
    (sum, file) => sum + gzip(at(file)),
    worker,
  );
  const { tarball, unpacked } = pack(pkg);
  return [
    { what: "core wasm, raw", bytes: core.length },
    { what: "core wasm, gzip", bytes: gzip(core), budget: build("core")["max-gzip-kb"] * KB },
    { what: "all that a Worker loads (glue + wasm), gzip", bytes: worker, budget: plan.budget["worker-gzip-kb"] * KB },
    { what: "all that the HR Worker loads, gzip", bytes: hr },
    { what: "webhooks' wasm, gzip, loaded when used", bytes: gzip(at("webhooks.wasm")), budget: build("webhook")["max-gzip-kb"] * KB },
    { what: "sandbox wasm, gzip", bytes: gzip(sandbox), budget: build("sandbox")["max-gzip-kb"] * KB },
    { what: "npm tarball", bytes: tarball, budget: plan.budget["tarball-kb"] * KB },
    { what: "npm package, unpacked", bytes: unpacked },
  ];
}

/** A line of `sizes` for people. */
export function sizeLine({ what, bytes, budget }) {
  const kb = (number) => `${(number / KB).toFixed(1)} KB`;
  const verdict = budget === undefined ? "" : `  ≤ ${kb(budget)}  ${bytes <= budget ? "✓" : "✗"}`;
  return `${what.padEnd(46)} ${kb(bytes).padStart(10)}${verdict}`;
}

function pack(pkg) {
  statSync(join(pkg, "package.json"));
  const [made] = JSON.parse(run.read("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--loglevel=error"], { cwd: pkg }));
  return { tarball: made.size, unpacked: made.unpackedSize };
}
