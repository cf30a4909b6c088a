/** Strict TypeScript projects with the packed tarball: each way of resolving, the oldest supported compiler and the newest, ESM and CJS. */

import { join } from "node:path";
import test from "node:test";
import { installConsumers } from "../../../scripts/tools/consumers.mjs";
import { done, pack, project, ROOT } from "./fresh-project.mjs";

const SOURCE = `import { connect, run, SeatwardenError, type Client, type User } from "seatwarden";
import { init } from "seatwarden/slim";
import { createSandbox } from "seatwarden/sandbox";

const { fetch, connection } = createSandbox({ users: 3 });
const zuora: Client = connect(connection, { fetch });
export const users: Promise<User[]> = zuora.list({ active: true }).toArray();
export const loaded: Promise<void> = init(globalThis.fetch("/seatwarden.wasm"));
export async function join(): Promise<string> {
  const made = await zuora.provision({ email: "jane@example.com", role: "Read Only" }, { dryRun: true });
  switch (made.outcome) {
    case "created":
      return made.user?.id ?? "none";
    case "updated":
    case "reactivated":
    case "unchanged":
      return made.changes.map(({ field }) => field).join();
    default: {
      const never: never = made;
      return never;
    }
  }
}
export async function step(): Promise<string | undefined> {
  const output = await run({ action: "deactivate", connection, input: { who: "jane@example.com" } }, { fetch });
  return output.ok ? output.outcome : output.error.code;
}
export const code = (thrown: unknown): string => (SeatwardenError.is(thrown) ? thrown.code : "other");
`;

const SERVER = `import { serveSandbox } from "seatwarden/sandbox/server";
export const url: Promise<string> = serveSandbox({ users: 3 }).then((server) => server.url);
`;

/** No types of Cloudflare's are installed. */
const WORKER = `import { bambooHr, createHrWorker, d1Audit, type HrBindings, type HrOutcome, type HrSink, type Rules } from "seatwarden/worker";
interface Env extends HrBindings { SECRET: string; ZUORA: { id: string; secret: string } }
export const rules: Rules = (event, person) => (person.department === "Finance" ? [{ tenant: "zuora", role: "Read Only" }] : []);
const sink = (env: Env): HrSink => ({ ...d1Audit()(env), outcome: async ({ outcome }: HrOutcome) => console.log(outcome) });
const hr = createHrWorker<Env>({
  sources: (env) => ({ bamboohr: { source: "bamboohr", secret: env.SECRET, resolve: bambooHr({ companyDomain: "acme", apiKey: "key" }) } }),
  tenants: ({ ZUORA }) => ({ zuora: { connection: { provider: "zuora", clientId: ZUORA.id, clientSecret: ZUORA.secret } } }),
  rules,
  audit: sink,
  // @ts-expect-error no such time
  timeOfDay: { cancelled: "06:00" },
});
export const { HrWorkflow, HrPerson, HrTenant, HrDesk } = hr;
export default hr.handlers;
`;

/** What runs in a page is written in a module outside of it. */
const PAGE = `import type {} from "seatwarden/seatwarden.iife.js";
import type { Connection, User } from "seatwarden";
export const inPage = (connection: Connection): Promise<User[]> => Seatwarden.connect(connection).list().toArray();
// @ts-expect-error no such name
export const wrong = () => Seatwarden.fly();
`;

/** skipLibCheck off: the declarations themselves are held to the strictest rules. No library but what a browser project has. */
const STRICT = {
  target: "es2022",
  lib: ["es2022", "dom"],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
};
const RESOLUTIONS = {
  node16: {
    options: { module: "node16", moduleResolution: "node16" },
    files: ["esm.mts", "cjs.cts", "server.mts", "page.mts", "worker.mts"],
  },
  nodenext: {
    options: { module: "nodenext", moduleResolution: "nodenext" },
    files: ["esm.mts", "cjs.cts", "server.mts", "page.mts", "worker.mts"],
  },
  bundler: { options: { module: "esnext", moduleResolution: "bundler" }, files: ["esm.ts", "server.mts", "page.mts", "worker.mts"] },
};
const files = { "esm.mts": SOURCE, "cjs.cts": SOURCE, "esm.ts": SOURCE, "server.mts": SERVER, "page.mts": PAGE, "worker.mts": WORKER };
for (const [name, { options, files: taken }] of Object.entries(RESOLUTIONS))
  files[`tsconfig.${name}.json`] = JSON.stringify({ compilerOptions: { ...STRICT, ...options }, files: taken });

const oldest = join(await installConsumers(), "node_modules/typescript-oldest/lib/tsc.js");
const newest = join(ROOT, "node_modules/typescript/bin/tsc");
const user = project(pack().tarball, files);

for (const [compiler, tsc] of Object.entries({ 5.2: oldest, newest })) {
  for (const name of Object.keys(RESOLUTIONS)) {
    test(`TypeScript ${compiler}, ${name}: a strict project compiles, declarations included`, () => {
      done(process.execPath, [tsc, "-p", join(user, `tsconfig.${name}.json`)]);
    });
  }
}

test("what isn't in the types doesn't compile: no field, outcome or option can be misspelt", () => {
  const wrong = project(pack().tarball, {
    "wrong.mts": `import { connect, type Connection } from "seatwarden";
declare const connection: Connection;
// @ts-expect-error no such outcome
(await connect(connection).provision({ email: "a@b.c" })).outcome === "made";
// @ts-expect-error no such option
connect(connection, { retry: 3 });
// @ts-expect-error no such field
(await connect(connection).get("a@b.c")).emial;
export {};
`,
    "tsconfig.json": JSON.stringify({ compilerOptions: { ...STRICT, ...RESOLUTIONS.nodenext.options }, files: ["wrong.mts"] }),
  });
  for (const tsc of [oldest, newest]) done(process.execPath, [tsc, "-p", wrong]);
});
