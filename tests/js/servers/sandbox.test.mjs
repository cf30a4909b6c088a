/**
 * The same life on the sandbox's own tenants, over HTTP, and on Zuora's REST API too. They are ours, so they prove less than the others; that the
 * suite is green on both shows that they are no easier.
 */

import { createSandbox } from "../../../pkg/sandbox.js";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { groups } from "./groups.mjs";
import { lifecycle } from "./lifecycle.mjs";
import { virtualTime } from "./virtual-time.mjs";

const fields = { displayName: "Nia O.", title: "Engineer", department: "Platform", employeeNumber: "007" };

async function sandbox(options) {
  const { connection, close } = await serveSandbox({ users: 0, ...options });
  return { connection, stop: close };
}

/** A tenant in memory whose pace and the client's are those of its documents, in time of its own. */
async function paced(options) {
  const time = virtualTime();
  const { connection, fetch } = createSandbox({ users: 0, ...options, ...time });
  return { connection, fetch, options: time, stop() {} };
}

lifecycle("the sandbox's SCIM tenant", () => sandbox({ provider: "scim", groups: 0 }), { fields, externalId: true });
// Of what else a person has, Zuora's records show only what is the vendor's own.
lifecycle("the sandbox's Zuora tenant", () => sandbox({ provider: "zuora" }), {
  fields: { role: "Read Only" },
  keeps: { legacyRef__c: "L-7" },
});
lifecycle("the sandbox's Zoom tenant", () => paced({ provider: "zoom" }), {
  fields: { ...fields, manager: "boss@example.com" },
  moves: "email",
  // Zoom stores what its document lists.
  keeps: { "urn:ietf:params:scim:schemas:extension:zoom:1.0:User": { pronouns: "They", zoomOneEdu: "576460752303423488" } },
  // A create has no `emails`, and a user's mail address is the userName (zoom-scim2.md, Create a user).
  mailIsUserName: true,
  // A userName is an address (format: email), and "User is inactive or locked." is what a change of who is off is answered.
  noSpaces: true,
  frozen: true,
});

groups("the sandbox's SCIM tenant", () => sandbox({ provider: "scim", groups: 0 }));
groups("the sandbox's OneID tenant", () => sandbox({ provider: "zuora-oneid", groups: 0 }));
// No answer of Zoom's shows who is in a group.
groups("the sandbox's Zoom tenant", () => sandbox({ provider: "zoom", groups: 0 }), { hidden: true, crowd: 20 });

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

/** The same of groups. */
const GROUP_QUIRKS = {
  "that knows PATCH of a group with a path alone": { groupPatch: "paths" },
  "that knows PATCH of a group without a path alone": { groupPatch: "whole" },
  "without PATCH of a group": { groupPatch: "none" },
  "that takes members away by value alone": { memberRemoval: "value" },
  "that takes members away by a filter, and does nothing": { memberRemoval: "silent" },
  "that renames by PUT alone": { rename: "put" },
  "that drops the members of a new group": { membersOnCreate: false },
  "whose list shows no members": { membersShown: "one" },
  "whose groups show no members": { membersShown: "never" },
  "that gives members in pages": { membersPage: 7 },
  "whose users show no groups": { groupsOnUsers: false },
};

for (const [quirk, options] of Object.entries(GROUP_QUIRKS)) {
  groups(`a SCIM tenant ${quirk}`, () => sandbox({ provider: "scim", groups: 0, ...options }), {
    crowd: 20,
    hidden: options.membersShown === "never",
  });
}

/** What OneID's documents leave open, each alone, and some together. */
const ONEID = {
  "as its documents have it": {},
  "whose start of a page is the number of one": { pageNumbers: true },
  "that takes a create as an object": { create: "object" },
  "that takes a create in both forms, with 200": { create: "both", createdStatus: 200 },
  "that refuses to switch off by PATCH": { patchActive: 405 },
  "that refuses to switch off by PATCH and says nothing at all": { patchActive: 501, errors: "empty", emptyPatch: true, emptyDelete: true },
  "that refuses under 200": { errors: "ok" },
  "that refuses as RFC 7644 has it": { errors: "scim" },
  "whose paths begin with a slash": { paths: "slash" },
  "whose paths don't": { paths: "plain" },
  "whose PATCH answers nothing": { emptyPatch: true },
  "whose PUT answers a list": { putAnswer: "list" },
  "whose PUT answers a user": { putAnswer: "user" },
  "whose DELETE needs a key": { patchActive: 400, deleteKey: "required" },
  "whose DELETE refuses a key": { patchActive: 400, deleteKey: "refused" },
  "that tells by active alone who is off": { inactive: "active" },
  "that tells by the status alone who is off": { inactive: "status" },
  "whose users wait for activation": { pending: true },
  "that says it has no filters": { filter: "unsupported" },
  "that refuses filters": { filter: "refused" },
  "that ignores filters": { filter: "ignored" },
  "without bulk": { bulk: false },
  "without the switch for many at once": { bulkDelete: "refused" },
  "whose switch for many at once does nothing": { bulkDelete: "ignored" },
  "whose switch for many at once does half": { bulkDelete: "partly", patchActive: 405 },
  "that honours no keys": { idempotency: false },
};

for (const [quirk, options] of Object.entries(ONEID)) {
  lifecycle(`a OneID tenant ${quirk}`, () => sandbox({ provider: "zuora-oneid", groups: 0, ...options }), {
    fields: { displayName: "Nia O.", locale: "sv-SE", role: "USER" },
    // What the reference lists; all else is dropped without a word.
    keeps: { preferredLanguage: "sv-SE" },
    // A delete switches off, and nothing removes.
    keepsLeavers: true,
    ...(quirk !== "as its documents have it" && { people: 25 }),
  });
}
