/**
 * The SCIM plugin of Better Auth, an authentication library for products, with arrays for a database. Prints where it listens.
 * Its packages are in the folder named first, its bearer token comes second. It knows nothing of who calls it.
 */

import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , packages, token] = process.argv;
const { resolve } = createRequire(`${packages}/package.json`);
const load = (name) => import(pathToFileURL(resolve(name)).href);
const [{ betterAuth }, { getAuthTables }, { toNodeHandler }, { memoryAdapter }, { scim }] = await Promise.all(
  ["better-auth", "better-auth/db", "better-auth/node", "@better-auth/memory-adapter", "@better-auth/scim"].map(load),
);

const plugins = [scim({ connections: [{ id: "directory", credentials: [{ id: "client", type: "bearer", token }] }] })];
const tables = Object.fromEntries(Object.keys(getAuthTables({ plugins })).map((name) => [name, []]));

/**
 * The arrays without their transactions, each of which copies all tables twice and compares all rows as JSON: a thousand people
 * would take minutes of nothing else.
 */
function database(options) {
  const adapter = memoryAdapter(tables)(options);
  return { ...adapter, transaction: (work) => work(adapter) };
}

let answer;
const server = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
await once(server, "listening");
const baseURL = `http://127.0.0.1:${server.address().port}`;
const auth = betterAuth({
  baseURL,
  secret: "of no use to anybody, and long enough",
  database,
  plugins,
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
});
answer = toNodeHandler(auth);
console.log(`${baseURL}/api/auth/scim/v2`);
