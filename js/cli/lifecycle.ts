/** Commands for accounts that are there: update, reactivate, remove, reset-password. */

import type { PersonChange, RemoveOptions } from "../entry/default.js";
import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";
import { PERSON_FLAGS, readPerson, readWho, WHO_FLAGS } from "./person.js";
import { writeResult } from "./seats.js";
import { visible } from "./style.js";
import { TENANT_FLAGS, WRITE_FLAGS, withClient, writeOptions } from "./tenant.js";

export const update: Command = {
  name: "update",
  about: "change fields of an account that is there",
  words: "WHO",
  detail: "Only what differs is written; an account that is off stays off. The flags are the new values: WHO says whose.",
  flags: [...TENANT_FLAGS, ...PERSON_FLAGS, ...WRITE_FLAGS],
  examples: [
    ["seatwarden update jane@example.com --family-name Roe --title Director", "a mover"],
    ["seatwarden update u-042 --user-name jane.roe@example.com --dry-run", "what a new login name would change"],
  ],
  hints: { not_found: "To create who isn't there: seatwarden provision" },
  run: (call) =>
    withClient(call, async (client, options) => {
      const [who, ...more] = call.words;
      if (who === undefined || more.length > 0) throw new UsageError("say who: one user, as WHO");
      const change = readPerson(call.flags) as PersonChange;
      const result = await client.update(who, change, { ...options, ...writeOptions(call) });
      await writeResult(result, who, call.output);
      return EXIT.done;
    }),
};

export const reactivate: Command = {
  name: "reactivate",
  about: "switch an account on again",
  words: "WHO",
  detail: "Nobody there is an error: provision creates who isn't there.",
  flags: [...TENANT_FLAGS, ...WHO_FLAGS, ...WRITE_FLAGS],
  examples: [["seatwarden reactivate jane@example.com", "somebody who comes back"]],
  hints: { not_found: "To create who isn't there: seatwarden provision" },
  run: (call) =>
    withClient(call, async (client, options) => {
      const who = readWho(call.words, call.flags);
      const result = await client.reactivate(who, { ...options, ...writeOptions(call) });
      await writeResult(result, named(who), call.output);
      return EXIT.done;
    }),
};

export const remove: Command = {
  name: "remove",
  about: "delete an account for good; deactivate can be undone",
  words: "WHO",
  detail: "--confirm has to be the account's login name, to the letter: otherwise nothing is removed, and the exit code is 4.",
  flags: [
    ...TENANT_FLAGS,
    ...WHO_FLAGS,
    ...WRITE_FLAGS,
    { name: "confirm", value: "NAME", about: "the login name of the account that is to be removed" },
  ],
  examples: [["seatwarden remove --id u-042 --confirm jane@example.com", "for good"]],
  run: (call) =>
    withClient(call, async (client, options) => {
      const who = readWho(call.words, call.flags);
      const confirm = call.flags.text("confirm");
      // Without it the core refuses, and says what to give.
      const result = await client.remove(who, {
        ...options,
        ...writeOptions(call),
        ...(confirm !== undefined && { confirm }),
      } as RemoveOptions);
      await writeResult(result, named(who), call.output);
      return EXIT.done;
    }),
};

export const resetPassword: Command = {
  name: "reset-password",
  about: "have the vendor mail a user a way to set a new password",
  words: "WHO",
  flags: [...TENANT_FLAGS, ...WHO_FLAGS],
  examples: [["seatwarden reset-password jane@example.com", "no password passes through here"]],
  run: (call) =>
    withClient(call, async (client, options) => {
      const who = readWho(call.words, call.flags);
      const result = await client.resetPassword(who, options);
      if (call.output.json) await call.output.value(result);
      else await call.output.line(call.output.terminal ? `${call.output.paint("green", "✔")} mail sent to ${visible(named(who))}` : "sent");
      return EXIT.done;
    }),
};

/** Who was pointed at, in a word. */
function named(who: string | object): string {
  return typeof who === "string" ? who : (Object.values(who)[0] ?? "");
}
