/** The API reference: typedoc makes it without a warning, and no field is left to guess at. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "seatwarden-docs-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const json = join(folder, "docs.json");
const out = join(folder, "docs");
const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, "scripts/docs.mjs"), "--json", json, "--out", out], {
  cwd: ROOT,
});

/** typedoc's numbers for what has a name: variable, function, class, interface, property, method, accessor, type alias. */
const NAMED = new Set([32, 64, 128, 256, 1024, 2048, 262144, 2097152]);
const fields = [];
walk(JSON.parse(readFileSync(json, "utf8")), []);

/** Collects what has a name, with the path to it. */
function walk(reflection, above) {
  const path = [...above, reflection.name];
  if (NAMED.has(reflection.kind)) fields.push({ ...reflection, path: path.join(".") });
  for (const child of reflection.children ?? []) walk(child, path);
  walkType(reflection.type, path);
}

function walkType(type, path) {
  if (typeof type !== "object" || type === null) return;
  // What picks from a union describes nothing.
  if (type.name === "Extract" || type.name === "Exclude") return;
  if (type.type === "reflection") walk({ ...type.declaration, name: "{}", kind: 0 }, path);
  // The condition of a conditional type is no field.
  else for (const [key, part] of Object.entries(type)) if (key !== "extendsType") walkType(part, path);
}

const comment = ({ comment: own, signatures = [], getSignature }) =>
  own ?? signatures.find((one) => one.comment)?.comment ?? getSignature?.comment;
const words = (field) => (comment(field)?.summary ?? []).map(({ text }) => text).join("");
/** A field that must not be there has nothing to say. */
/** What the slim entry has too is described where the main one has it. */
const isTwin = ({ path, name }) =>
  /\.slim\.\w+$/.test(path) && fields.some((other) => other.path.endsWith(`.index.${name}`) && words(other) !== "");
const isForbidden = ({ type }) => type?.name === "never" || type?.name === "undefined";

test("typedoc makes the reference without a warning", () => {
  assert.doesNotMatch(stdout, /warning|error/i);
  for (const page of ["functions/index.connect.html", "classes/index.SeatwardenError.html", "types/index.ProvisionResult.html"])
    assert.ok(existsSync(join(out, page)), page);
});

test("every field, verb and type says what it is", () => {
  // A sandbox's records have the vendor's own fields, which its documents describe.
  const isVendors = ({ path }) => /\.sandbox(-server)?\.\w+\./.test(path);
  // What comes from the language or from a list of words is described there; what a step's action takes, by the action.
  const silent = fields.filter(
    (field) =>
      words(field) === "" &&
      !field.inheritedFrom &&
      !isVendors(field) &&
      !isTwin(field) &&
      !isForbidden(field) &&
      !/\.Actions\.[\w.]+\.\{\}/.test(field.path),
  );
  assert.deepEqual(
    silent.map(({ path }) => path),
    [],
  );
});

test("a time, a length and a size say their unit, and a point in time its format", () => {
  const rules = [
    [/Ms$/, /millisecond/i],
    [/Seconds$|^expiresIn$/, /second/i],
    [/Bytes$/, /byte/i],
    [/At$|^at$/, /RFC 3339/i],
  ];
  const wrong = [];
  let checked = 0;
  for (const field of fields.filter(({ kind, inheritedFrom }) => kind === 1024 && !inheritedFrom)) {
    for (const [name, unit] of rules) {
      if (!name.test(field.name)) continue;
      checked += 1;
      if (!unit.test(words(field))) wrong.push(`${field.path}: ${words(field)}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(checked > 20, `${checked} fields`);
});

test("every field of a user says where each kind of tenant has it", () => {
  const user = fields.filter(({ path }) => /\.index\.User\.\w+$/.test(path));
  const silent = (vendor) => user.filter((field) => !words(field).includes(`${vendor}: `)).map(({ name }) => name);
  const own = ["raw", "status"];
  assert.deepEqual(silent("SCIM").sort(), own);
  // These Zuora hasn't.
  const lacks = ["costCenter", "displayName", "employeeNumber", "externalId", "groups", "manager", "organization"];
  assert.deepEqual(silent("Zuora").sort(), [...own, ...lacks].sort());
});
