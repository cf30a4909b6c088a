/**
 * Tenants for the benches: a Zuora tenant whose pages are texts made beforehand (by the sandbox, so of the vendor's shape), and one of SCIM
 * that creates users behind a hidden limit. In a thread of its own, so that what it takes to answer is not the client's.
 */

import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Serves; `script` is the name of one of the servers below. Gives `{ url, ask(), close() }`; `ask` says what it has counted since last asked. */
export async function serve(kind, workerData) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { kind, ...workerData }, argv: ["serve"] });
  const [url] = await once(worker, "message");
  return {
    url,
    async ask() {
      worker.postMessage("count");
      const [count] = await once(worker, "message");
      return count;
    },
    close: () => worker.terminate(),
  };
}

/** All pages of a Zuora tenant as texts, `size` users each, as the sandbox gives them. */
export async function zuoraPages(pkg, users, size) {
  const { createSandbox } = await import(new URL("sandbox.js", pkg));
  const sandbox = createSandbox({ provider: "zuora", users, concurrency: null });
  return await pagesOf(sandbox, users, size, (page) => `${sandbox.connection.baseUrl}/v1/users?page=${page}&pageSize=${size}`);
}

/** All pages of a Zoom account as texts, as the sandbox gives them. */
export async function zoomPages(pkg, users, size) {
  const { createSandbox } = await import(new URL("sandbox.js", pkg));
  const sandbox = createSandbox({ provider: "zoom", users, rateLimit: { count: { window: { limit: 1e9, ms: 1000 } }, headers: false } });
  const start = (page) => (page - 1) * size + 1;
  return await pagesOf(sandbox, users, size, (page) => `${sandbox.connection.baseUrl}/scim2/Users?startIndex=${start(page)}&count=${size}`);
}

async function pagesOf(sandbox, users, size, url) {
  const { connect } = await import(new URL("index.js", sandbox.pkg ?? PKG));
  const { accessToken } = await connect(sandbox.connection, { fetch: sandbox.fetch }).token();
  const pages = [];
  for (let page = 1; page <= Math.ceil(users / size); page += 1) {
    const response = await sandbox.fetch(url(page), { headers: { authorization: `Bearer ${accessToken}` } });
    if (!response.ok) throw new Error(`page ${page}: ${response.status} ${await response.text()}`);
    pages.push(await response.text());
  }
  return pages;
}
