// js/sandbox/server.ts
import { createServer } from "node:http";
import { Tenant } from "./tenant.js";
import { wait } from "./tenant.js";
var LARGEST_BODY = 16 * 1024 * 1024;
async function serveSandbox(options) {
  const { port = 0, host = "127.0.0.1", ...tenantOptions } = options ?? {};
  const server = createServer();
  server.keepAliveTimeout = 65e3;
  await listen(server, port, host);
  try {
    const url = origin(server.address(), host);
    const tenant = new Tenant({ ...tenantOptions, baseUrl: url }, Date.now);
    server.on("request", (request, response) => {
      void answer(tenant, url, request, response);
    });
    return Object.assign(tenant, { url, close: () => close(server) });
  } catch (error) {
    await close(server);
    throw error;
  }
}
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}
function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
function origin(address, host) {
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
async function answer(tenant, url, request, response) {
  const body = await read(request).catch(() => void 0);
  if (body === void 0) {
    response.destroy();
    return;
  }
  const outcome = tenant.handle({
    method: request.method ?? "GET",
    url: url + (request.url ?? "/"),
    headers: pairs(request.rawHeaders),
    body
  });
  if (outcome.kind === "never") return;
  await wait(outcome.delayMs);
  deliver(outcome, request, response);
}
function deliver(outcome, request, response) {
  if (response.destroyed) return;
  if (!("status" in outcome)) {
    request.socket.resetAndDestroy();
    return;
  }
  response.writeHead(outcome.status, outcome.headers.flat());
  if (outcome.kind === "response") {
    response.end(outcome.body);
    return;
  }
  response.flushHeaders();
  response.write(outcome.body, () => response.destroy());
}
async function read(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error("too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
function pairs(raw) {
  const found = [];
  for (let at = 0; at + 1 < raw.length; at += 2) found.push([raw[at] ?? "", raw[at + 1] ?? ""]);
  return found;
}
export {
  serveSandbox
};
