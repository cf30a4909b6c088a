/** Where the package comes from: everything that goes into it or publishes it is pinned, and nothing runs that wasn't asked to. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pack, ROOT } from "./fresh-project.mjs";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const WORKFLOWS = join(".github", "workflows");
const workflows = Object.fromEntries(readdirSync(join(ROOT, WORKFLOWS)).map((name) => [name, read(join(WORKFLOWS, name))]));

test("every action in a workflow is pinned by commit, with its version beside it, and the same everywhere", () => {
  const pins = new Map();
  for (const [name, text] of Object.entries(workflows)) {
    const used = [...text.matchAll(/uses:\s*(\S+)(.*)/g)];
    assert.ok(used.length > 0, name);
    for (const [line, action, comment] of used) {
      const [, which, commit] = /^([\w.-]+\/[\w./-]+)@([0-9a-f]{40})$/.exec(action) ?? assert.fail(`${name}: ${line}`);
      assert.match(comment, /^ # v\d+\.\d+\.\d+$/, `${name}: ${line}`);
      assert.equal(pins.get(which) ?? commit, commit, which);
      pins.set(which, commit);
    }
  }
});

test("a workflow may do nothing but what a job says, and takes no text from outside into a command", () => {
  for (const [name, text] of Object.entries(workflows)) {
    assert.match(text, /^permissions: \{\}$/m, name);
    assert.doesNotMatch(text, /pull_request_target|secrets\./, name);
    for (const [, command] of text.matchAll(/^\s+(?:- )?run: (.*)$/gm)) assert.doesNotMatch(command, /\$\{\{/, `${name}: ${command}`);
  }
});

test("the release tests everything, publishes with provenance and without a token, and ships an SBOM", () => {
  const release = workflows["release.yml"];
  assert.match(release, /needs: test/);
  assert.match(release, /id-token: write/);
  assert.match(release, /npm publish --provenance --access public --ignore-scripts/);
  assert.doesNotMatch(release, /NODE_AUTH_TOKEN|NPM_TOKEN/);
  const { scripts } = JSON.parse(read("package.json"));
  for (const [, script] of release.matchAll(/npm run (\S+)/g)) assert.ok(scripts[script], script);
});

test("every npm package that builds or tests is of one version, and its content is known beforehand", () => {
  for (const folder of [".", "scripts/tools/consumers"]) {
    const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = JSON.parse(read(join(folder, "package.json")));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
      assert.match(version, /^(npm:(@[\w-]+\/)?[\w-]+@)?\d+\.\d+\.\d+$/, `${folder}: ${name}`);
    const { packages } = JSON.parse(read(join(folder, "package-lock.json")));
    for (const [path, { integrity, version }] of Object.entries(packages)) {
      if (path === "") continue;
      assert.match(integrity ?? "", /^sha512-/, `${folder}: ${path}`);
      assert.match(version, /^\d/, `${folder}: ${path}`);
    }
  }
});

test("README, CHANGELOG and the licences are in the tarball, those of bundled code too", () => {
  const { files } = pack();
  const names = files.map(({ path }) => path);
  for (const name of ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "THIRD-PARTY-LICENSES.txt"])
    assert.ok(names.includes(name), name);
  const notices = readFileSync(join(ROOT, "pkg/THIRD-PARTY-LICENSES.txt"), "utf8");
  for (const name of ["fflate", "string-width"]) assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, "m"));
});

test("no path of the package is a script that npm runs", () => {
  const { scripts, bin } = JSON.parse(read("pkg/package.json"));
  assert.equal(scripts, undefined);
  assert.deepEqual(Object.keys(bin), ["seatwarden"]);
  assert.ok(!readdirSync(join(ROOT, "pkg")).includes("binding.gyp"));
});
