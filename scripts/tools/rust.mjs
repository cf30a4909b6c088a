/** The Rust toolchain of rust-toolchain.toml, with std's source and the wasm target. Installs what is missing. */

import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "smol-toml";
import { ROOT } from "../build/plan.mjs";
import { run, tryRun } from "../run.mjs";
import { aptInstall } from "./apt.mjs";
import { Missing } from "./missing.mjs";

const WANTED = parse(readFileSync(join(ROOT, "rust-toolchain.toml"), "utf8")).toolchain;

/** Makes sure that cargo, rustc, clippy, rustfmt, rust-src and the wasm target of the pinned version are there. */
export async function installRust() {
  // rustup puts its programs here, and a shell that was open before doesn't know.
  process.env.PATH = [process.env.PATH, join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin")].join(delimiter);
  if (!(await works("cargo")) && !(await works("rustup"))) await installRustup();
  if ((await state()).lacks.length === 0) return;
  if (await works("rustup")) await installToolchain();
  const { lacks } = await state();
  if (lacks.length > 0) throw new Missing(`Rust ${WANTED.channel} lacks ${lacks.join(", ")}: install it with rustup`);
}

async function installRustup() {
  // Debian has rustup from 13 on; its cargo packages are of one version, never the pinned one.
  const said = await aptInstall("rustup");
  if (said !== undefined) throw new Missing(`There is no cargo, and rustup can't be installed (${said}): install rustup first`);
}

async function installToolchain() {
  const { code, output } = await tryRun("rustup", [
    ...["toolchain", "install", WANTED.channel, "--no-self-update", "--profile", WANTED.profile],
    ...WANTED.components.flatMap((component) => ["--component", component]),
    ...WANTED.targets.flatMap((target) => ["--target", target]),
  ]);
  if (code !== 0) throw new Missing(`Rust ${WANTED.channel} can't be installed: ${output.trim().split("\n").at(-1)}`);
}

/** What the toolchain that cargo uses in this folder lacks. */
async function state() {
  const rustc = await tryRun("rustc", ["--version"], { cwd: ROOT });
  if (rustc.code !== 0 || !rustc.output.startsWith(`rustc ${WANTED.channel} `)) return { lacks: [`rustc ${WANTED.channel}`] };
  const lib = join(run.read("rustc", ["--print", "sysroot"], { cwd: ROOT }), "lib/rustlib");
  const lacks = [];
  if (!existsSync(join(lib, "src/rust/library/std/Cargo.toml"))) lacks.push("rust-src");
  for (const target of WANTED.targets) if (!existsSync(join(lib, target, "lib"))) lacks.push(target);
  for (const program of ["cargo-clippy", "cargo-fmt"]) {
    if ((await tryRun(program, ["--version"], { cwd: ROOT })).code !== 0) lacks.push(program);
  }
  return { lacks };
}

async function works(program) {
  return (await tryRun(program, ["--version"], { cwd: ROOT })).code === 0;
}
