/** Tenants for the benches. Their pages are the sandbox's, so of the vendors' shapes, made beforehand and served from a thread of their own. */

import { once } from "node:events";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

/** Of `users` users of a Zuora tenant, all pages of 40 as texts; or of a Zoom account, of 100. */
export async function pagesOf(pkg, provider, users) {
  const [{ createSandbox }, { connect }] = await Promise.all(
    ["sandbox.js", "index.js"].map((file) => import(pathToFileURL(`${pkg}/${file}`).href)),
  );
  const sandbox = createSandbox({ provider, users, rateLimit: { count: { window: { limit: 1_000_000, ms: 1_000 } }, headers: false } });
  const client = connect(sandbox.connection, { fetch: sandbox.fetch });
  const { accessToken } = await client.token();
  const [size, path] =
    provider === "zuora"
      ? [40, (page) => `/v1/users?page=${page}&pageSize=40`]
      : [100, (page) => `/scim2/Users?startIndex=${page * 100 - 99}&count=100`];
  const pages = [];
  for (let page = 1; page <= Math.ceil(users / size); page += 1) {
    const response = await sandbox.fetch(sandbox.connection.baseUrl + path(page), { headers: { authorization: `Bearer ${accessToken}` } });
    const text = await response.text();
    if (!response.ok) throw new Error(`the sandbox has no page ${page}: ${text}`);
    pages.push(text);
  }
  return pages;
}

const SERVER = `
const { createServer } = require("node:http");
const { parentPort, workerData } = require("node:worker_threads");
const answers = {
  // The pages of a Zuora tenant: not more than 40 requests at once, as Zuora has it.
  pages({ pages, latencyMs }) {
    let underWay = 0;
    return (url, reply) => {
      underWay += 1;
      setTimeout(() => {
        const refused = underWay > 40;
        underWay -= 1;
        const page = pages[Number(url.searchParams.get("page")) - 1] ?? '{"users":[]}';
        if (refused) count.refused += 1;
        reply(refused ? 429 : 200, refused ? "{}" : page);
      }, latencyMs);
    };
  },
  // A SCIM server with nobody in it, behind a bucket that it doesn't tell of, and that refused calls empty too.
  bucket({ perSecond, burst, latencyMs }) {
    let [level, filledAt, made, first, last] = [burst, performance.now(), 0, 0, 0];
    return (url, reply, request) => {
      if (url.pathname.endsWith("/ServiceProviderConfig")) return reply(404, "{}");
      if (request.method === "GET") {
        return setTimeout(() => reply(200, JSON.stringify({ schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 0, Resources: [] })), latencyMs);
      }
      const now = performance.now();
      first ||= now;
      level = Math.min(burst, level + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      const admitted = level >= 1;
      level = Math.max(-burst, level - 1);
      if (!admitted) count.refused += 1;
      else {
        made += 1;
        last = now;
        Object.assign(count, { made, seconds: (last - first) / 1000 });
      }
      const { userName } = JSON.parse(request.text);
      const user = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: "u" + made, userName, active: true };
      setTimeout(() => reply(admitted ? 201 : 429, JSON.stringify(admitted ? user : {})), latencyMs);
    };
  },
};
const count = { requests: 0, refused: 0 };
const answer = answers[workerData.kind](workerData);
const server = createServer((request, response) => {
  request.text = "";
  request.setEncoding("utf8").on("data", (text) => { request.text += text; }).on("end", () => {
    const url = new URL(request.url, "http://localhost");
    const reply = (status, body) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(body);
    };
    if (url.pathname === "/oauth/token") return reply(200, '{"access_token":"bench","token_type":"bearer","expires_in":3599}');
    count.requests += 1;
    answer(url, reply, request);
  });
});
server.keepAliveTimeout = 60000;
parentPort.on("message", () => { parentPort.postMessage({ ...count }); Object.assign(count, { requests: 0, refused: 0 }); });
server.listen(0, "127.0.0.1", () => parentPort.postMessage("http://127.0.0.1:" + server.address().port));`;

/** A tenant on this machine: its URL; `counted`, the requests and refusals since it was last asked; `close`. */
export async function serve(workerData) {
  const worker = new Worker(SERVER, { eval: true, workerData });
  const [url] = await once(worker, "message");
  return {
    url,
    async counted() {
      worker.postMessage("count");
      const [count] = await once(worker, "message");
      return count;
    },
    close: () => worker.terminate(),
  };
}
