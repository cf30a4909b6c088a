/** Every outcome narrows what else is known: a branch on `outcome`, `ok` or `code` leaves nothing to check twice. */

import {
  type ApplyResult,
  type Client,
  type Connection,
  type DeactivateResult,
  type ErrorCode,
  type ProvisionResult,
  type ReactivateResult,
  type RemoveResult,
  run,
  type SeatwardenError,
  type UpdateResult,
  type User,
} from "../../../pkg/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

export function provisioned(result: ProvisionResult): string {
  switch (result.outcome) {
    case "created":
      // A new account may not be readable yet, and in a dry run there is none.
      is<Equal<typeof result.user, User | null>>();
      return result.user?.id ?? "";
    case "updated":
    case "reactivated":
    case "unchanged":
      is<Equal<typeof result.user, User>>();
      return result.user.id;
    default:
      is<Equal<typeof result, never>>();
      return result;
  }
}

export function deactivated(result: DeactivateResult): string {
  switch (result.outcome) {
    case "deactivated":
    case "already_inactive":
      is<Equal<typeof result.user, User>>();
      return result.user.userName;
    case "not_found":
      is<Equal<typeof result.user, null>>();
      return "";
    default:
      is<Equal<typeof result, never>>();
      return result;
  }
}

export function applied(result: ApplyResult): string {
  switch (result.outcome) {
    case "created":
      is<Equal<typeof result.user, User | null>>();
      return "";
    case "not_found":
      is<Equal<typeof result.user, null>>();
      return "";
    case "updated":
    case "reactivated":
    case "unchanged":
    case "deactivated":
    case "already_inactive":
      is<Equal<typeof result.user, User>>();
      return result.user.id;
    default:
      is<Equal<typeof result, never>>();
      return result;
  }
}

export function removed(result: RemoveResult): void {
  if (result.outcome === "not_found") is<Equal<typeof result.user, null>>();
  else is<Equal<typeof result.outcome, "removed">>();
}

is<Equal<UpdateResult["user"], User>>();
is<Equal<ReactivateResult["user"], User>>();
is<Equal<UpdateResult["outcome"], "updated" | "unchanged">>();
is<Equal<ReactivateResult["outcome"], "reactivated" | "already_active">>();

is<Equal<SeatwardenError["code"], ErrorCode>>();

export async function stepped(connection: Connection, client: Client): Promise<void> {
  const output = await run({ action: "deactivate", connection, input: { who: "jane@example.com" } });
  if (output.ok) {
    is<Equal<typeof output.action, "deactivate">>();
    is<Equal<typeof output.outcome, DeactivateResult["outcome"]>>();
    if (output.outcome === "not_found") is<Equal<typeof output.data.user, null>>();
    else is<Equal<typeof output.data.user, User>>();
    // @ts-expect-error what went well has no error
    output.error;
  } else {
    is<Equal<typeof output.error.code, ErrorCode>>();
    // @ts-expect-error what failed has no data
    output.data;
  }
  const read = await run({ action: "find", connection, input: { who: "jane@example.com" } });
  if (read.ok) {
    is<Equal<typeof read.data.user, User | null>>();
    is<Equal<typeof read.outcome, undefined>>();
  }
  // @ts-expect-error an outcome that the verb doesn't have
  (await client.deactivate("jane@example.com")).outcome === "removed";
}
