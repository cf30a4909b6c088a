/** The command that gets a token, and keeps it to itself unless told otherwise. */

import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";
import { visible } from "./style.js";
import { TENANT_FLAGS, withClient } from "./tenant.js";

export const token: Command = {
  name: "token",
  about: "get a token: shows that the connection works",
  detail: "The token itself is printed only with --show; handle it like a password.",
  onlyReads: true,
  flags: [...TENANT_FLAGS, { name: "show", about: "print the token" }],
  examples: [
    ["seatwarden token", "do the credentials work?"],
    ['curl -H "Authorization: Bearer $(seatwarden token --show)" https://rest.zuora.com/v1/users', "use it elsewhere"],
  ],
  run: (call) =>
    withClient(call, async (client, options) => {
      if (call.words.length > 0) throw new UsageError("token takes no words");
      const { accessToken, ...rest } = await client.token(options);
      const show = call.flags.has("show");
      const { output } = call;
      if (output.json) await output.value(show ? { accessToken, ...rest } : rest);
      else if (show) await output.line(accessToken);
      else if (!output.terminal) await output.table([], [[rest.tokenType, rest.expiresAt ?? ""]]);
      else {
        const ends = rest.expiresAt === undefined ? "" : `, until ${visible(rest.expiresAt)}`;
        await output.line(`${output.paint("green", "✔")} a ${visible(rest.tokenType)} token${ends}`);
        output.note(output.paintNote("dim", "--show prints it"));
      }
      return EXIT.done;
    }),
};
