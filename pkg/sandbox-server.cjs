"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// js/sandbox/server.ts
var server_exports = {};
__export(server_exports, {
  serveSandbox: () => serveSandbox
});
module.exports = __toCommonJS(server_exports);
var import_node_http = require("node:http");
var import_tenant = require("./tenant.cjs");
var import_wait = require("./tenant.cjs");
var LARGEST_BODY = 16 * 1024 * 1024;
async function serveSandbox(options) {
  const { port = 0, host = "127.0.0.1", ...tenantOptions } = options ?? {};
  const server = (0, import_node_http.createServer)();
  server.keepAliveTimeout = 65e3;
  await listen(server, port, host);
  try {
    const url = origin(server.address(), host);
    const tenant = new import_tenant.Tenant({ ...tenantOptions, baseUrl: url }, Date.now);
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
  await (0, import_wait.wait)(outcome.delayMs);
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
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  serveSandbox
});
