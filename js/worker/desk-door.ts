/** The desk's door, `/desk`, behind a bearer token. Shows and hands on; knows no delivery. */

import { bindings } from "./config.js";
import { deskOf } from "./desk.js";
import { isSame } from "./identity.js";
import { says } from "./intake.js";

/** Answers a request to `/desk` or below it. `path`: what comes after. */
export async function atDesk(path: string[], request: Request, env: unknown): Promise<Response> {
  const token = bindings(env).HR_DESK_TOKEN;
  if (token === undefined || token === "") return says(404, "there is no desk: set the secret HR_DESK_TOKEN");
  const [, given = ""] = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!(await isSame(given, token))) return says(401, "the desk wants its bearer token");

  const desk = deskOf(env);
  const [list, id, verb] = path.map(plain);
  switch (`${request.method} ${[list, id && (list === "removals" ? id : "ID"), verb].filter(Boolean).join("/")}`) {
    case "GET ":
      return Response.json(await desk.view());
    case "POST dead-letters":
      return Response.json({ sent: await desk.send() });
    case "POST dead-letters/ID/send": {
      const sent = await desk.send(id);
      return sent === 0 ? says(404, "there is no such dead letter") : Response.json({ sent });
    }
    case "DELETE dead-letters/ID":
    case "DELETE attention/ID":
      return (await desk.drop(list as "attention", id as string)) ? says(200, "gone") : says(404, "there is no such entry");
    case "POST removals/release":
      return Response.json({ released: await desk.release(true) });
    case "POST removals/discard":
      return Response.json({ discarded: await desk.release(false) });
    default:
      return says(404, "the desk has no such thing");
  }
}

/** A part of a path as it was meant; as it stands, if it is badly encoded. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
