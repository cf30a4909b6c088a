/** A served sandbox, and files for `--file`; both go when the tests of a file have ended. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { seatwarden, served } from "./command.mjs";

/** What stands on standard output: one JSON document a line. */
export const results = ({ stdout }) =>
  stdout
    .trimEnd()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));

/** Of each result its outcome, or the code of its error. */
export const outcomes = (said) => results(said).map(({ ok, outcome, error }) => (ok ? outcome : error.code));

/** A tenant of thirty people. `on` runs a command on it, `file` makes a file of that content in `folder`. */
export function tenantWithFiles() {
  let tenant;
  const folder = mkdtempSync(join(tmpdir(), "seatwarden-files-"));
  test.before(async () => {
    tenant = await served(["--users", "30"]);
  });
  test.after(async () => {
    rmSync(folder, { recursive: true });
    await tenant.close();
  });
  return {
    folder,
    on: (args, options) => seatwarden(args, { env: tenant.env, ...options }),
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}
