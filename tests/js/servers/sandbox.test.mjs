/**
 * The same life on the sandbox's own SCIM tenants, over HTTP. They are ours, so they prove less than the others; that the
 * suite is green on both shows that they are no easier.
 */

import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { lifecycle } from "./lifecycle.mjs";

const fields = { displayName: "Nia O.", title: "Engineer", department: "Platform", employeeNumber: "007" };

async function sandbox(options) {
  const { connection, close } = await serveSandbox({ users: 0, ...options });
  return { connection, stop: close };
}

lifecycle("the sandbox's SCIM tenant", () => sandbox({ provider: "scim", groups: 0 }), { fields, externalId: true });
lifecycle("the sandbox's Zoom tenant", () => sandbox({ provider: "zoom" }), {
  fields: { ...fields, manager: "boss@example.com" },
  // Zoom stores what its document lists.
  keeps: { "urn:ietf:params:scim:schemas:extension:zoom:1.0:User": { pronouns: "They", zoomOneEdu: "576460752303423488" } },
  // A create has no `emails`, and a user's mail address is the userName (zoom-scim2.md, Create a user).
  mailIsUserName: true,
  // Its pace is Zoom's.
  people: 100,
  // A userName is an address (format: email), and "User is inactive or locked." is what a change of who is off is answered.
  noSpaces: true,
  frozen: true,
});

/** What real servers do, each alone: nothing of it has to be configured. */
const QUIRKS = {
  "that caps pages at 7": { pageCap: 7 },
  "that pages by cursor alone": { paging: "cursor", pageCap: 7 },
  "that pages by either": { paging: "both", pageCap: 7 },
  "that says it has no filters": { filter: "unsupported" },
  "that refuses filters": { filter: "refused" },
  "that ignores filters": { filter: "ignored" },
  "that answers filters with nobody": { filter: "empty" },
  "without PATCH": { patch: false },
  "whose PATCH answers nothing": { emptyPatch: true },
  "with ETags": { etag: true },
  "without discovery": { discovery: false },
  "to which Jane and jane are two": { caseSensitive: true },
  "that takes Basic": { auth: "basic" },
  "that takes client credentials": { auth: "client_credentials" },
  "that takes client credentials in the form": { auth: "client_credentials", clientAuth: "post" },
};

for (const [quirk, options] of Object.entries(QUIRKS)) {
  lifecycle(`a SCIM tenant ${quirk}`, () => sandbox({ provider: "scim", groups: 0, ...options }), {
    fields,
    people: 25,
    lies: options.filter === "empty",
  });
}
