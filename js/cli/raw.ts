/** Commands that go past the verbs: what a connection can do, and a request of one's own. */

import { UsageError } from "./arguments.js";
import { type Command, EXIT } from "./command.js";
import { readGiven } from "./json.js";
import { kebab } from "./person.js";
import { jsonText, visible } from "./style.js";
import { TENANT_FLAGS, withClient } from "./tenant.js";

export const capabilities: Command = {
  name: "capabilities",
  about: "what this connection can do; nothing is sent",
  onlyReads: true,
  flags: TENANT_FLAGS,
  examples: [["seatwarden capabilities", "each verb: yes or no"]],
  run: (call) =>
    withClient(call, async (client, options) => {
      const { output, words } = call;
      if (words.length > 0) throw new UsageError("capabilities takes no words");
      const can = await client.capabilities(options);
      if (output.json) {
        await output.value(can);
        return EXIT.done;
      }
      const { verbs, filters, ...rest } = can;
      const rows = [
        ...Object.entries(verbs).map(([verb, able]) => [kebab(verb), able ? "yes" : "no"]),
        ["list by", filters.map(kebab).join(", ")],
        ...Object.entries(rest).flatMap(([what, value]) => (typeof value === "object" ? [] : [[kebab(what), answer(value)]])),
      ];
      await output.table(["WHAT", ""], rows);
      return EXIT.done;
    }),
};

export const request: Command = {
  name: "request",
  about: "a request of your own to the tenant, with token, pace and retries",
  words: "METHOD PATH",
  detail: "The answer's body goes to standard output, its status to standard error. A refusal (400 and above) is exit code 1.",
  flags: [...TENANT_FLAGS, { name: "body", value: "JSON", about: "what to send" }],
  examples: [
    ["seatwarden request GET '/v1/users?pageSize=1'", "what the vendor says, as it says it"],
    ["seatwarden request GET /v1/user-profiles --json", "with status and headers"],
  ],
  run: (call) =>
    withClient(call, async (client, options) => {
      const { output, flags, words } = call;
      const [method, path, ...more] = words;
      if (method === undefined || path === undefined || more.length > 0)
        throw new UsageError("request takes two words: METHOD and PATH", "For example: seatwarden request GET '/v1/users?pageSize=1'");
      const answer = await client.request(method.toUpperCase(), path, readBody(flags.text("body")), options);
      if (output.json) await output.value(answer);
      else {
        output.note(output.paintNote("dim", String(answer.status)));
        if (typeof answer.body === "string") await output.line(visible(answer.body));
        else if (answer.body !== null) await output.line(jsonText(answer.body, 2));
      }
      return answer.status < 400 ? EXIT.done : EXIT.failed;
    }),
};

function answer(value: unknown): string {
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

function readBody(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  return readGiven(text, "--body", new UsageError("--body takes JSON", `For example --body '{"firstName":"Jane"}'.`));
}
