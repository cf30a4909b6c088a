/**
 * `npm run sbom`: what the package is made from, as CycloneDX in target/sbom: the crates in the wasm by cargo-cyclonedx, the npm packages by
 * npm itself. The release publishes both beside the tarball.
 */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
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
  const made = [npmPackages(), await crates("seatwarden", ".", ["core", "webhook"]), await crates("sandbox", "sandbox", ["sandbox"])];
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

/** The crates that are in the wasm of those builds. cargo-cyclonedx writes beside the manifest of each crate of the workspace. */
async function crates(name, folder, builds) {
  const features = builds.flatMap((one) => build(one).features).join(",");
  const args = ["--format", "json", "--target", "wasm32-unknown-unknown", "--no-build-deps", "--override-filename", "seatwarden.cdx"];
  await run("cargo", ["cyclonedx", ...args, "--manifest-path", join(ROOT, folder, "Cargo.toml"), ...chosen(features)], { cwd: ROOT });
  const text = readFileSync(join(ROOT, folder, "seatwarden.cdx.json"), "utf8");
  const { members } = parse(readFileSync(join(ROOT, "Cargo.toml"), "utf8")).workspace;
  for (const member of [".", ...members]) rmSync(join(ROOT, member, "seatwarden.cdx.json"), { force: true });
  return written(`${name}.cdx.json`, text);
}

function chosen(features) {
  return features === "" ? [] : ["--no-default-features", "--features", features];
}

function written(file, text) {
  writeFileSync(join(OUT, `${file}.part`), text);
  renameSync(join(OUT, `${file}.part`), join(OUT, file));
  return { file, parts: JSON.parse(text).components.length };
}
