/**
 * Seatwarden inside a page that Playwright drives, and two ways to its tenant. Vendors send no CORS headers, so a page of another origin
 * may not read their answers; either Playwright adds the headers, or Playwright sends the requests.
 */

import { createRequire } from "node:module";

/** The package as one classic script: makes the global `Seatwarden`. */
export const SCRIPT = createRequire(import.meta.url).resolve("seatwarden/seatwarden.iife.js");

/**
 * The first way: the page's own `fetch`. Playwright sends what the page asks of `origin` (and answers the preflights), and adds the header
 * that lets the page read the answers.
 */
export async function letPageRead(context, origin) {
  await context.route(`${origin}/**`, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 });
    const cors = { "access-control-allow-origin": "*", "access-control-expose-headers": "*" };
    await route.fulfill({ response, headers: { ...response.headers(), ...cors } });
  });
}

/**
 * The second way: a `fetch` from outside, as `window.fetchOutside` for `connect(connection, { fetch: fetchOutside })`. Requests are sent by
 * this process, and only to `origin`: whatever else runs in the page could call it too.
 */
export async function lendFetch(page, origin) {
  await page.exposeBinding("sendOutside", async (_source, url, { method, headers, body }) => {
    if (new URL(url).origin !== origin) throw new Error(`requests go to ${origin} alone`);
    const response = await fetch(url, { method, headers, body, redirect: "manual" });
    // The body crosses as text, decoded: these two would no longer be true.
    const kept = [...response.headers].filter(([name]) => name !== "content-encoding" && name !== "content-length");
    return { status: response.status, headers: kept, body: await response.text() };
  });
  const fetchOutside = () => {
    window.fetchOutside = async (url, { signal, ...init }) => {
      const aborted = new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
      const { status, headers, body } = await Promise.race([window.sendOutside(url, init), aborted]);
      return new Response(body === "" ? null : body, { status, headers });
    };
  };
  await page.addInitScript(fetchOutside);
  await page.evaluate(fetchOutside);
}
