/**
 * One wasm-pack build, then wasm-opt. The bytes depend on the sources, the pinned tools and the host's
 * platform, never on the folder, the user, CARGO_HOME or the day: every path that rustc could write is remapped.
 */

import { mkdirSync, readdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "../run.mjs";
import { toolPath } from "../tools/cache.mjs";
import { plan, ROOT } from "./plan.mjs";

/** Builds `one` of wasm-pack.toml into its `dir`: the glue, its declarations and the wasm. */
export async function buildWasm(one) {
  rmSync(one.dir, { recursive: true, force: true });
  mkdirSync(one.dir, { recursive: true });
  await run(
    "wasm-pack",
    [
      ...["build", join(ROOT, one.crate), "--mode", "no-install", "--no-pack", "--no-opt", "--release"],
      ...["--target", one.target, "--out-dir", one.dir, "--out-name", one["out-name"]],
      ...["--", "--locked", ...stdArgs(one.panic), ...fastArgs(), "--no-default-features", "--features", one.features.join(",")],
    ],
    { env: rustEnv(one.panic) },
  );
  const wasm = join(one.dir, `${one["out-name"]}_bg.wasm`);
  const opt = join(ROOT, "node_modules/binaryen/bin/wasm-opt");
  await run(process.execPath, [opt, ...plan["wasm-opt"].flags, wasm, "-o", `${wasm}.opt`]);
  renameSync(`${wasm}.opt`, wasm);
}

/** The arguments for cargo that build std along. `panic`: "unwind" or "abort". */
export function stdArgs(panic) {
  return [`-Zbuild-std=${plan.rust[panic]["build-std"].join(",")}`, `-Zbuild-std-features=${plan.rust["build-std-features"].join(",")}`];
}

/** The arguments for cargo that build parts of std for speed. Not in Cargo.toml: natively std is not built, and cargo would warn. */
function fastArgs() {
  return plan.rust.fast.flatMap((name) => ["--config", `profile.release.package.${name}.opt-level=3`]);
}

/** The environment for cargo: the flags of wasm-pack.toml, remapped paths, the pinned tools first on PATH. */
export function rustEnv(panic) {
  const env = { ...process.env };
  for (const key of Object.keys(env)) {
    // What would change the bytes: profiles, wrappers, targets and flags of this user's shell.
    if (/^(CARGO_PROFILE_|CARGO_BUILD_|CARGO_TARGET_|RUSTC_|RUSTFLAGS$|SOURCE_DATE_EPOCH$)/.test(key)) delete env[key];
  }
  const target = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "wasm-pack");
  const flags = [...plan.rust.flags, ...plan.rust[panic].flags, ...remaps(target).map(([from, to]) => `--remap-path-prefix=${from}=${to}`)];
  return {
    ...env,
    CARGO_TARGET_DIR: target,
    CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f"),
    CARGO_INCREMENTAL: "0",
    CARGO_PROFILE_RELEASE_OPT_LEVEL: plan.rust["opt-level"],
    RUSTC_BOOTSTRAP: "1", // std can be built along only with -Z; the compiler stays the pinned stable one
    PATH: [toolPath("wasm-pack"), toolPath("wasm-bindgen"), env.PATH].join(delimiter),
  };
}

/** Folders of this machine and what stands for them; rustc takes the last that fits. */
function remaps(target) {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const sysroot = run.read("rustc", ["--print", "sysroot"], { cwd: ROOT });
  const registry = join(cargoHome, "registry/src");
  const pairs = [
    [ROOT, "/seatwarden"],
    [target, "/target"],
    [cargoHome, "/cargo"],
    ...registries(registry).map((name) => [join(registry, name), "/crates"]),
    [sysroot, "/rust"],
    // rustup may link a toolchain to another's folder.
    [join(sysroot, "lib/rustlib/src/rust"), "/rust/src"],
    [realpathSync(join(sysroot, "lib/rustlib/src/rust")), "/rust/src"],
  ];
  return pairs;
}

/** The folders of downloaded crates are named after the registry's address, which is not the same everywhere. */
function registries(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
