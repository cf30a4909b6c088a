/** `npm run dev`: a Zuora tenant in memory at the address of .dev.vars, and `wrangler dev` beside it. Further words go to wrangler. */

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { serveSandbox } from "seatwarden/sandbox/server";

if (!existsSync(".dev.vars")) {
  console.error("There is no .dev.vars. First: cp .dev.vars.example .dev.vars");
  process.exit(1);
}
const vars = Object.fromEntries(
  [...readFileSync(".dev.vars", "utf8").matchAll(/^(\w+)="?(.*?)"?$/gm)].map(([, name, value]) => [name, value]),
);
const tenant = await serveSandbox({
  users: 20,
  port: Number(new URL(vars.ZUORA_BASE_URL).port),
  clientId: vars.ZUORA_CLIENT_ID,
  clientSecret: vars.ZUORA_CLIENT_SECRET,
});
console.log(`A Zuora tenant in memory: ${tenant.url}. In another terminal: npm run deliver`);

let seen = 0;
const watch = setInterval(() => {
  const requests = tenant.requests();
  for (const { method, path, status } of requests.slice(seen)) if (method !== "GET") console.log(`  Zuora: ${method} ${path} ${status}`);
  seen = requests.length;
}, 500);

const wrangler = join(dirname(createRequire(import.meta.url).resolve("wrangler/package.json")), "bin/wrangler.js");
const dev = spawn(process.execPath, [wrangler, "dev", "--port", process.env.PORT ?? "8787", ...process.argv.slice(2)], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => dev.kill(signal));
dev.on("exit", async (code) => {
  clearInterval(watch);
  await tenant.close();
  process.exitCode = code ?? 0;
});
