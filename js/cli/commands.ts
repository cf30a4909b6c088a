/** The list of commands. A new one is one file and one line here. */

import type { Command } from "./command.js";
import { completion } from "./completion.js";
import { connections } from "./connections.js";
import { groups } from "./groups.js";
import { reactivate, remove, resetPassword, update } from "./lifecycle.js";
import { apply, plan } from "./plan.js";
import { capabilities, request } from "./raw.js";
import { sandbox } from "./sandbox.js";
import { deactivate, provision } from "./seats.js";
import { start } from "./start.js";
import { run } from "./step.js";
import { token } from "./token.js";
import { find, get, list, roles } from "./users.js";
import { webhook } from "./webhook.js";

export const COMMANDS: Command[] = [
  provision,
  update,
  deactivate,
  reactivate,
  remove,
  resetPassword,
  plan,
  apply,
  list,
  get,
  find,
  roles,
  groups,
  token,
  connections,
  capabilities,
  request,
  run,
  webhook,
  sandbox,
  start,
  completion,
];
