/**
 * `npm run sbom`: what the package is made from, as CycloneDX in target/sbom: the crates in the wasm by cargo-cyclonedx, the npm packages by
 * npm itself. The release publishes both beside the tarball.
 */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, ROOT } from "./build/plan.mjs";
import { run } from "./run.mjs";
import { installCargoTools } from "./tools/cargo.mjs";
import { Missing } from "./tools/missing.mjs";
import { installNpm } from "./tools/npm.mjs";
import { installRust } from "./tools/rust.mjs";

const OUT = join(ROOT, "target/sbom");

try {
  await installNpm();
  await installRust();
  await installCargoTools(["cargo-cyclonedx"]);
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const made = [npmPackages(), await crates("core", "seatwarden", "."), await crates("sandbox", "seatwarden-sandbox", "sandbox")];
  for (const { file, parts } of made) console.log(`${file}: ${parts} components`);
} catch (error) {
  console.error(error instanceof Missing ? error.message : (error.stack ?? error));
  process.exitCode = 1;
}

/** All that the build uses; of it, what THIRD-PARTY-LICENSES.txt names is in the package. */
function npmPackages() {
  const text = run.read("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--loglevel=error"], { cwd: ROOT });
  return written("npm.cdx.json", text);
}

/** The crates that are in one wasm. cargo-cyclonedx writes beside the manifest of each crate of the workspace. */
async function crates(name, crate, folder) {
  const features = build(name).features.join(",");
  const args = ["--format", "json", "--target", "wasm32-unknown-unknown", "--no-build-deps", "--override-filename", "seatwarden.cdx"];
  await run("cargo", ["cyclonedx", ...args, "--manifest-path", join(ROOT, folder, "Cargo.toml"), ...chosen(features)], { cwd: ROOT });
  const path = join(ROOT, folder, "seatwarden.cdx.json");
  const text = readFileSync(path, "utf8");
  for (const other of [".", "sandbox"]) rmSync(join(ROOT, other, "seatwarden.cdx.json"), { force: true });
  return written(`${crate}.cdx.json`, text);
}

const chosen = (features) => (features === "" ? [] : ["--no-default-features", "--features", features]);

function written(file, text) {
  writeFileSync(join(OUT, `${file}.part`), text);
  renameSync(join(OUT, `${file}.part`), join(OUT, file));
  return { file, parts: JSON.parse(text).components.length };
}
