/** One question to an HR system's API over `fetch`. Knows no vendor; an answer that can't be used becomes an error that says whether to ask again. */

import { SeatwardenError } from "../../index.js";

/** So long an HR system may take, in milliseconds. */
const TIMEOUT_MS = 30_000;
/** The largest record that is read, in characters. */
const LARGEST = 1_000_000;

/** Asks; `null` if there is nobody (404). `name`: the HR system's. */
export async function ask(
  name: string,
  url: string,
  init: RequestInit,
  fetch: typeof globalThis.fetch,
): Promise<Record<string, unknown> | null> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await response.text();
  } catch (error) {
    throw failed("network", `${name} could not be asked (${error instanceof Error ? error.name : "no connection"})`, true);
  }
  const { status, headers } = response;
  if (status === 404) return null;
  if (status === 429 || status >= 500) {
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    throw failed(status === 429 ? "rate_limited" : "vendor_unavailable", `${name} answered ${status}`, true, status, seconds * 1000);
  }
  if (status === 401) throw failed("auth_failed", `${name} refused the credentials (401)`, false, status);
  if (status === 403) throw failed("forbidden", `${name} doesn't let these credentials read the employee (403)`, false, status);
  if (status !== 200) throw failed("vendor_rejected", `${name} answered ${status}`, false, status);
  const record = text.length > LARGEST ? undefined : parsed(text);
  if (record === undefined) throw failed("invalid_response", `${name} answered with something that is no employee`, true, status);
  return record;
}

/** An employee's id as a part of a path. `.` and `..` can't be one: a URL parser takes them for steps through the path, encoded or not. */
export function segment(name: string, id: string): string {
  if (id === "." || id === "..") throw failed("invalid_input", `${name} has no employee with the id "${id}"`, false);
  return encodeURIComponent(id);
}

/** The value of an Authorization header (RFC 7617). */
export function basic(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** A text of a record; nothing if it is empty. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  return text === "" ? undefined : text;
}

/** Only the fields that are there. */
export function present<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function failed(
  code:
    | "invalid_input"
    | "network"
    | "rate_limited"
    | "vendor_unavailable"
    | "auth_failed"
    | "forbidden"
    | "vendor_rejected"
    | "invalid_response",
  message: string,
  retryable: boolean,
  status?: number,
  afterMs = Number.NaN,
): SeatwardenError {
  return new SeatwardenError({
    code,
    message,
    operation: "resolve",
    retryable,
    attempts: 1,
    ...(status !== undefined && { status }),
    ...(Number.isFinite(afterMs) && { retryAfterMs: afterMs }),
  });
}
