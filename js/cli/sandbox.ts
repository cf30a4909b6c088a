/** The command that serves a tenant in memory, to try things on. */

import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";

export const sandbox: Command = {
  name: "sandbox",
  about: "serve a tenant in memory over HTTP on this machine",
  detail:
    "It behaves as the vendor's documents say, limits included. Standard output gets one line: its connection as JSON. Ctrl-C ends it.",
  flags: [
    { name: "port", value: "PORT", about: "where to listen on 127.0.0.1 (default 8080; 0 takes any)" },
    { name: "users", value: "N", about: "users at the beginning (default 120)" },
    { name: "seed", value: "N", about: "the same seed gives the same users (default 1)" },
    { name: "sparse", about: "rows of a list hold only id, username and status" },
    { name: "legacy", about: "a legacy tenant: 404 on /v1/users" },
    { name: "migrated", about: "a tenant that has moved to OneID" },
    { name: "latency-ms", value: "MS", about: "how long each answer takes (default 0)" },
  ],
  examples: [
    ["seatwarden sandbox --port 8080 > sandbox.json &", "serve, and keep the connection in a file"],
    ["seatwarden list --connection sandbox.json", "use it"],
  ],
  async run({ words, flags, output, signal }) {
    if (words.length > 0) throw new UsageError("sandbox takes no words");
    const { serveSandbox } = await import("../sandbox/server.js");
    const port = flags.integer("port") ?? 8080;
    const users = flags.integer("users");
    const seed = flags.integer("seed");
    const latency = flags.integer("latency-ms");
    const server = await serveSandbox({
      port,
      sparse: flags.has("sparse"),
      legacy: flags.has("legacy"),
      migrated: flags.has("migrated"),
      ...(users !== undefined && { users }),
      ...(seed !== undefined && { seed }),
      ...(latency !== undefined && { latencyMs: [latency, latency] }),
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") throw new UsageError(`port ${port} is taken`, "Give another one: --port 0 takes any that is free.");
      throw error;
    });
    try {
      await output.line(JSON.stringify(server.connection));
      output.note(
        `A ${server.connection.provider} tenant in memory, with ${server.users().length} users, at ${server.url}. Ctrl-C ends it.`,
      );
      output.note("Keep that line in a file, then: seatwarden list --connection FILE");
      await new Promise<void>((end) => signal.addEventListener("abort", () => end(), { once: true }));
    } finally {
      await server.close();
    }
    return EXIT.done;
  },
};
