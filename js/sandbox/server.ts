/** A sandbox over real HTTP on this machine. Node only: it is the one file here that opens a socket. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SandboxConnection } from "./content.js";
import type { OneIdOptions, ProviderName, ProviderOf, ScimOptions, ZoomOptions, ZuoraOptions } from "./options.js";
import { type Outcome, Tenant } from "./tenant.js";
import { wait } from "./wait.js";

/** A body larger than this breaks the connection. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** Where a sandbox listens. */
interface ListenOptions {
  /** The port; 0 takes any that is free. Default: 0. */
  port?: number | undefined;
  /** The address to listen on. Default: `127.0.0.1`, which only this machine reaches. */
  host?: string | undefined;
}

/** Where a sandbox listens, and what it is told. */
export type ServeOptions = (
  | Omit<ZuoraOptions, "baseUrl">
  | Omit<OneIdOptions, "baseUrl">
  | Omit<ZoomOptions, "baseUrl">
  | Omit<ScimOptions, "baseUrl">
) &
  ListenOptions;

/** A sandbox that listens, of the kind `P`. */
export interface SandboxServer<P extends ProviderName = "zuora"> extends Omit<Tenant<P>, "handle"> {
  /** The tenant's origin, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** A connection for `connect`, with that origin. */
  readonly connection: SandboxConnection<P>;
  /** Stops: no new connections, and those there are break. */
  close(): Promise<void>;
}

/**
 * Serves a tenant in memory over HTTP. Faults are real ones: connections that break, bodies that stop short,
 * answers that never come.
 *
 * @throws the error of `listen`, such as EADDRINUSE.
 * @example
 * const sandbox = await serveSandbox({ port: 8080 });
 * console.log(sandbox.connection);
 * await sandbox.close();
 */
export async function serveSandbox<const O extends ServeOptions = { provider: "zuora" }>(
  options?: O,
): Promise<SandboxServer<ProviderOf<O>>> {
  const { port = 0, host = "127.0.0.1", ...tenantOptions }: ServeOptions = options ?? {};
  const server = createServer();
  // Node closes idle connections after 5 s, just when a client may use one again; that is a fault nobody asked for.
  server.keepAliveTimeout = 65_000;
  await listen(server, port, host);
  try {
    const url = origin(server.address(), host);
    const tenant = new Tenant<ProviderOf<O>>({ ...tenantOptions, baseUrl: url }, Date.now);
    server.on("request", (request, response) => {
      void answer(tenant, url, request, response);
    });
    return Object.assign(tenant, { url, close: () => close(server) });
  } catch (error) {
    await close(server);
    throw error;
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function origin(address: AddressInfo | string | null, host: string): string {
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function answer(tenant: Tenant, url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await read(request).catch(() => undefined);
  if (body === undefined) {
    // The client went away in the middle of its request, or sends without end.
    response.destroy();
    return;
  }
  const outcome = tenant.handle({
    method: request.method ?? "GET",
    url: url + (request.url ?? "/"),
    headers: pairs(request.rawHeaders),
    body,
  });
  if (outcome.kind === "never") return;
  await wait(outcome.delayMs);
  deliver(outcome, request, response);
}

function deliver(outcome: Outcome, request: IncomingMessage, response: ServerResponse): void {
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
  // The head promises the whole body; only a part of it comes.
  response.flushHeaders();
  response.write(outcome.body, () => response.destroy());
}

async function read(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error("too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function pairs(raw: string[]): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) found.push([raw[at] ?? "", raw[at + 1] ?? ""]);
  return found;
}
