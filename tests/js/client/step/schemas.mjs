/** The two schemas of the package, compiled as a platform would compile them. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

const read = (name) => JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`../../../../pkg/schema/${name}`), "utf8"));

export const INPUT = read("step-input.json");
export const OUTPUT = read("step-output.json");

/** `strictRequired` and `strictTypes` are off: both dislike `anyOf: [{ required }]`, which JSON Schema itself shows. */
export const ajv = formats.default(new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: false }));
export const isStep = ajv.compile(INPUT);
export const isOutput = ajv.compile(OUTPUT);

/** Every action, as the schema has them. */
export const ACTIONS = INPUT.properties.action.enum;

/** Fails, with what the validator says, unless `output` fits the schema. */
export function checkOutput(output) {
  if (!isOutput(output)) throw new Error(`${ajv.errorsText(isOutput.errors)}\n${JSON.stringify(output).slice(0, 2000)}`);
}
