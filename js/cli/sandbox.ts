/** The command that serves a tenant in memory, to try things on. */

import type { ServeOptions } from "../sandbox/server.js";
import { type Flags, UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";

/** The highest port that there is. */
const LAST_PORT = 65_535;
/** More would take longer than anybody waits, and a gigabyte: 50,000 take some 20 s of one core and 0.45 GB. */
const MOST_USERS = 50_000;
/** The kinds of tenant that there are. */
const PROVIDERS = ["zuora", "zuora-oneid", "zoom", "scim"] as const;
/** What only a Zuora tenant can be told. */
const ZUORA = ["sparse", "legacy", "migrated"] as const;

export const sandbox: Command = {
  name: "sandbox",
  about: "serve a tenant in memory over HTTP on this machine",
  detail:
    "It behaves as the vendor's documents say, limits included. Standard output gets one line: its connection as JSON. Ctrl-C ends it.",
  onlyReads: true,
  flags: [
    { name: "provider", value: PROVIDERS.join("|"), about: "the kind of tenant (default zuora)" },
    { name: "port", value: "PORT", about: "where to listen on 127.0.0.1 (default 8080; 0 takes any)" },
    { name: "users", value: "N", about: `users at the beginning (default 120, at most ${MOST_USERS})` },
    { name: "seed", value: "N", about: "the same seed gives the same users (default 1)" },
    { name: "sparse", about: "Zuora: rows of a list hold only id, username and status" },
    { name: "legacy", about: "Zuora: a legacy tenant, 404 on /v1/users" },
    { name: "migrated", about: "Zuora: a tenant that has moved to OneID" },
    { name: "latency-ms", value: "MS", about: "how long each answer takes (default 0)" },
  ],
  examples: [
    ["seatwarden sandbox --port 8080 > sandbox.json &", "serve, and keep the connection in a file"],
    ["seatwarden list --connection sandbox.json", "use it"],
  ],
  async run({ words, flags, output, signal }) {
    if (words.length > 0) throw new UsageError("sandbox takes no words");
    const { serveSandbox } = await import("../sandbox/server.js");
    const port = flags.integer("port", LAST_PORT) ?? 8080;
    const server = await serveSandbox({ ...tenant(flags), port }).catch((error: NodeJS.ErrnoException) => {
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

function tenant(flags: Flags): ServeOptions {
  const provider = PROVIDERS.find((known) => known === (flags.text("provider") ?? "zuora"));
  if (provider === undefined) throw new UsageError("there is no sandbox of that kind", `There are: ${PROVIDERS.join(", ")}.`);
  const users = flags.integer("users", MOST_USERS);
  const seed = flags.integer("seed");
  const latency = flags.integer("latency-ms");
  const general = {
    ...(users !== undefined && { users }),
    ...(seed !== undefined && { seed }),
    ...(latency !== undefined && { latencyMs: [latency, latency] as [number, number] }),
  };
  if (provider === "zuora") return { provider, ...general, ...Object.fromEntries(ZUORA.map((name) => [name, flags.has(name)])) };
  const stray = ZUORA.find((name) => flags.has(name));
  if (stray !== undefined) throw new UsageError(`--${stray} is for --provider zuora`);
  return { provider, ...general };
}
