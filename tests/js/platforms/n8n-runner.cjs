/**
 * A Code node as n8n's task runner runs it (n8n 2, secure mode): a realm of its own, an async function around the code, the functions of
 * the runner's realm and their prototypes frozen, no fetch, no process, requests by message to n8n. Reads code and items from its standard
 * input, a tenant in memory being the whole network; prints what the node gives and what is in the tenant then.
 */

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const [modules] = process.argv.slice(2);
const { code, items, options } = JSON.parse(readFileSync(0, "utf8"));
const { createSandbox } = require(join(modules, "seatwarden/sandbox.cjs"));
const sandbox = createSandbox({ ...options, baseUrl: "https://rest.zuora.com" });
const { clientId, clientSecret } = sandbox.connection;
// n8n's main process, which nothing is frozen in: before the freezing.
const httpRequest = async ({ url, method, headers, body, encoding, disableFollowRedirect, returnFullResponse, ignoreHttpStatusErrors }) => {
  if (!(encoding === "arraybuffer" && disableFollowRedirect && returnFullResponse && ignoreHttpStatusErrors)) throw new Error("not so");
  const answer = await sandbox.fetch(url, { method, headers, body, redirect: "manual" });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: bytes };
};
// Loaded before the freezing, as the runner loads what is allowed.
const seatwarden = require(join(modules, "seatwarden"));

const freeze = (fn) => {
  if (fn.prototype !== undefined) Object.freeze(fn.prototype);
  Object.freeze(fn);
};
for (const name of Object.getOwnPropertyNames(globalThis)) {
  // What the tenant in memory is made of belongs to n8n's main process, and is not frozen there.
  if (typeof globalThis[name] === "function" && !["ReadableStream", "Request", "Response", "Headers"].includes(name))
    freeze(globalThis[name]);
}

const overTheWire = (value) => JSON.parse(JSON.stringify(value));
const context = vm.createContext({
  require: (name) => {
    if (name !== "seatwarden") throw new Error(`Module '${name}' is disallowed`);
    return seatwarden;
  },
  $input: { all: () => items },
  $env: { ZUORA_CLIENT_ID: clientId, ZUORA_CLIENT_SECRET: clientSecret },
  helpers: { httpRequest: async (request) => overTheWire(await httpRequest(overTheWire(request))) },
  Buffer,
  console,
});
const wrapped = `Object.getPrototypeOf = () => ({}); Object.defineProperty = () => ({}); (async function VmCodeWrapper() {${code}\n})()`;
vm.runInContext(wrapped, context).then(
  (result) => {
    process.stdout.write(JSON.stringify({ result, users: sandbox.users() }));
    process.exit();
  },
  (error) => {
    process.stderr.write(String(error?.stack ?? error));
    process.exit(1);
  },
);
