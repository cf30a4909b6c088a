/** What a verb did in a tenant, in plain data. Pure. */

import type { ClientStep, PersonChange, StepOutput, Who } from "../index.js";
import type { Failure } from "./options.js";

/** What is worth another try beyond what says so itself: each verb here looks before it writes. */
const TRIED_AGAIN: ReadonlySet<string> = new Set(["outcome_unknown", "internal"]);

/** What a verb gave, and how many writes it attempted. */
export interface Ran {
  output: StepOutput;
  written: number;
}

/** What one verb did. */
export interface Did {
  written: number;
  outcome: string;
  warnings: string[];
  error?: Failure;
  account?: string;
}

export function didOf({ output, written }: Ran): Did {
  if (!output.ok) {
    const { code, message, retryable, retryAfterMs } = output.error;
    const error = { code, message, retryable: retryable || TRIED_AGAIN.has(code), ...(retryAfterMs !== undefined && { retryAfterMs }) };
    return { outcome: "failed", warnings: [], written, error };
  }
  const { outcome = "done", warnings } = output as { outcome?: string; warnings: { code: string }[] };
  const account = userOf(output)?.id;
  return { outcome, written, warnings: warnings.map(({ code }) => code), ...(account !== undefined && { account }) };
}

export function userOf(output: StepOutput): { id: string; email?: string } | undefined {
  if (!output.ok) return undefined;
  return (output.data as { user?: { id: string; email?: string } | null } | null)?.user ?? undefined;
}

export function notHis(account: string): Did {
  const message = `The account ${account} has the name, and it is the account of another person of the same HR system`;
  return { outcome: "failed", warnings: [], written: 0, error: { code: "conflict", message, retryable: false } };
}

/** What an account may be found by that is made of this. */
export function namesOf({ userName, email, externalId }: PersonChange): Who[] {
  const whos: Who[] = [];
  if (externalId !== undefined) whos.push({ externalId });
  if (userName !== undefined) whos.push({ userName });
  if (email !== undefined) whos.push({ email });
  return whos;
}

export function unknownTenant(tenant: string, { action }: ClientStep): StepOutput {
  const message = `There is no tenant "${tenant}" among the Worker's tenants`;
  return { ok: false, action, error: { code: "invalid_input", message, retryable: false } } as StepOutput;
}

export function failureOf(error: unknown): Failure {
  const { code = "internal", message = "", retryable = false } = (error ?? {}) as Partial<Failure>;
  return { code, message, retryable };
}
