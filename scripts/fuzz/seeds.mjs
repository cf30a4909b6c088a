/**
 * Seeds for the fuzz targets of fuzz/, in the form that each target reads: the vectors of tests/vectors, the answers of the vendors'
 * own documents, and a few of each thing that a header, a filter or a caller can say.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../build/plan.mjs";

/** A target → its seeds, each some text or bytes. */
export const TARGETS = {
  webhook_verify: () => deliveries("verify"),
  webhook_parse: () => deliveries("events"),
  answers,
  headers,
  filters,
  inputs,
  json: texts,
  places,
  plans,
};

/** Writes the seeds of `target` into `folder`, one file each. How many there are. */
export function writeSeeds(target, folder) {
  mkdirSync(folder, { recursive: true });
  const seeds = TARGETS[target]();
  for (const [at, seed] of seeds.entries()) writeFileSync(join(folder, `vector-${String(at).padStart(4, "0")}`), seed);
  return seeds.length;
}

function deliveries(name) {
  const vectors = json(`tests/vectors/webhook/fixtures/${name}.json`);
  return vectors.map(({ source, delivery, body }) =>
    Buffer.concat([Buffer.from(`${source}\n${JSON.stringify(delivery)}\n`), Buffer.from(body, "base64")]),
  );
}

const VERBS = [
  ...["list", "find", "get", "provision", "update", "deactivate", "reactivate", "remove", "resetPassword", "roles", "request"],
  ...["groups.list", "groups.get", "groups.create", "groups.rename", "groups.remove", "groups.addMembers", "groups.removeMembers"],
  ...["provisionAll", "deactivateAll"],
];
const FOLDERS = {
  zuora: "sandbox/tests/fixtures/zuora",
  zoom: "tests/vectors/zoom/fixtures",
  "zuora-oneid": "tests/vectors/oneid/fixtures",
};

/** Each documented answer to each verb; then refusals in each form, and lists that end in each way. */
function answers() {
  const bodies = Object.entries(FOLDERS).flatMap(([provider, folder]) => {
    const there = existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder)) : [];
    const answers = there.filter((name) => name.endsWith(".response.json"));
    return answers.map((name) => [provider, readFileSync(join(ROOT, folder, name), "utf8")]);
  });
  const user = {
    id: "7",
    userName: "jane@example.com",
    username: "jane@example.com",
    active: true,
    status: "Active",
    email: "jane@example.com",
  };
  const page = (more) => JSON.stringify({ totalResults: 1, Resources: [user], users: [user], success: true, ...more });
  for (const provider of ["zuora", "zoom", "scim", "zuora-oneid"]) {
    bodies.push([provider, page()], [provider, page({ totalResults: 9 })], [provider, page({ nextPage: "/v1/users?page=2" })]);
    bodies.push(
      [provider, page({ nextCursor: "c2", totalResults: undefined })],
      [provider, JSON.stringify({ ...user, n: 12345678901234567890n.toString() })],
    );
  }
  const fine = bodies.flatMap(([provider, body]) =>
    VERBS.map((verb) => `${provider}\n${verb}\n200\ncontent-type: application/json\n\n${body}`),
  );
  const refusals = [
    [200, { success: false, processId: "1", reasons: [{ code: 58170020, message: "no" }] }],
    [400, { code: "x", message: "no" }],
    [400, { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "400", scimType: "invalidFilter", detail: "no" }],
    [409, { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "409", scimType: "uniqueness", detail: "taken" }],
    [418, { Success: false, Errors: [{ Code: "INVALID", Message: "teapot" }] }],
    [429, { code: 429, message: "slow down" }],
    [500, { FaultCode: "UNKNOWN_ERROR", FaultMessage: "oops" }],
    [404, { status: 404, errors: "nobody" }],
  ];
  const refused = ["zuora", "zoom", "scim", "zuora-oneid"].flatMap((provider) =>
    refusals.flatMap(([status, body]) =>
      ["provision", "deactivate", "list"].map((verb) => `${provider}\n${verb}\n${status}\nretry-after: 1\n\n${JSON.stringify(body)}`),
    ),
  );
  const empty = '200\n\n{"totalResults":0,"Resources":[],"users":[],"success":true}';
  const made = `201\n\n${JSON.stringify(user)}`;
  const stories = ["scim", "zoom", "zuora", "zuora-oneid"].map(
    (provider) => `${provider}\nprovision\n${[empty, empty, made, made].join("\n%%\n")}`,
  );
  const group = { id: "g1", displayName: "IT", members: [{ value: "7", display: "Jane" }] };
  const groups = `200\n\n${JSON.stringify({ totalResults: 1, Resources: [group] })}`;
  const one = `200\n\n${JSON.stringify(group)}`;
  const found = `200\n\n${JSON.stringify({ totalResults: 1, Resources: [user], users: [user], success: true })}`;
  const grouped = ["scim", "zoom", "zuora-oneid"].flatMap((provider) => [
    ...["get", "rename", "remove", "addMembers", "removeMembers"].map(
      (verb) => `${provider}\ngroups.${verb}\n${[groups, one, found, one, "204\n\n", one].join("\n%%\n")}`,
    ),
    `${provider}\ngroups.create\n${["404\n\n", empty, one, one].join("\n%%\n")}`,
    `${provider}\nprovision\n${[found, groups, one, "204\n\n", one, found].join("\n%%\n")}`,
  ]);
  const bulk = { Operations: ["p0", "p1"].map((bulkId, at) => ({ method: "POST", bulkId, status: "201", location: `/Users/${at + 7}` })) };
  const batches = ["scim", "zuora-oneid"].map(
    (provider) => `${provider}\nprovisionAll\n${[empty, `200\n\n${JSON.stringify(bulk)}`, found].join("\n%%\n")}`,
  );
  return [...fine, ...refused, ...stories, ...grouped, ...batches];
}

function headers() {
  const heads = [
    "retry-after: 7",
    "retry-after: Tue, 17 Mar 2026 08:00:05 GMT",
    "retry-after: 2026-03-17T08:00:09Z",
    "retry-after: 1.5",
    "retry-after: 18446744073709551615",
    "ratelimit-limit: 2250000, 600;w=60, 27000000;w=86400\nratelimit-remaining: 0\nratelimit-reset: 12",
    "x-ratelimit-type: QPS\nx-ratelimit-limit: 30\nx-ratelimit-remaining: 0\nx-ratelimit-reset: 1773734403",
    "concurrency-limit-limit: 40\nconcurrency-limit-type: default",
  ];
  const dates = [
    "2026-03-17T10:00:00.250+02:00",
    "2026-03-17T10:00:00+0000",
    "2026-03-31",
    "Tue, 17 Mar 2026 08:00:00 GMT",
    "9999-12-31T23:59:59Z",
  ];
  return [...heads.flatMap((head) => [429, 503, 200].map((status) => `${status}\n${head}\n\n{}`)), ...dates];
}

function filters() {
  const texts = [
    'userName eq "jane"',
    'emails[type eq "work" and value co "@example.com"]',
    'not (active eq true) or title pr and meta.lastModified gt "2026-01-01T00:00:00Z"',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "IT"',
    'name.familyName sw "O\'" or (a eq null and b ne 1.5)',
  ];
  const paths = ["userName", "name.givenName", "emails", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", ""];
  return texts.flatMap((text) => paths.map((path) => `${path}\nO'Brien "x" \\ \u00e9\n${text}`));
}

function inputs() {
  const oauth = { clientId: "id", clientSecret: "canary-secret-0123456789" };
  const connections = [
    { provider: "zuora", ...oauth, dataCenter: "eu" },
    { provider: "zuora", ...oauth, baseUrl: "https://rest.eu.zuora.com", entityIds: ["1"], orgIds: ["2"] },
    { provider: "zuora-oneid", ...oauth, organizationId: "9c3e8a52-7b1d-4f60-8a2e-5d0c1b7f4e93" },
    { provider: "zoom", ...oauth, accountId: "a", plan: "pro" },
    { provider: "scim", baseUrl: "https://t.example/v2", auth: { type: "bearer", token: "canary" } },
    { provider: "scim", baseUrl: "https://t.example", auth: { type: "basic", username: "u", password: "p" } },
    {
      provider: "scim",
      baseUrl: "https://t.example",
      auth: { type: "client_credentials", tokenUrl: "https://t.example/t", ...oauth, clientAuth: "post" },
    },
  ];
  const person = {
    userName: "jane@example.com",
    email: "jane@example.com",
    givenName: "Jane",
    role: "Admin",
    groups: ["IT"],
    extra: { title: "Lead" },
  };
  const who = ["jane@example.com", { id: "7" }, { email: "jane@example.com" }];
  const inputs = {
    token: {},
    list: { active: true, filter: 'userName eq "jane"', limit: 5, pageSize: 2, cursor: "e30" },
    provision: { person },
    update: { who: who[0], change: { title: "Lead" } },
    remove: { who: who[1] },
    request: { method: "GET", path: "/v1/users" },
  };
  const options = {
    dryRun: true,
    verify: false,
    deadlineMs: 1000,
    match: who[2],
    reactivate: false,
    confirm: "jane@example.com",
    reveal: true,
  };
  const steps = connections.flatMap((connection) =>
    Object.entries(inputs).map(([action, input]) => ({ action, connection, input, options: action === "provision" ? options : {} })),
  );
  return [...connections, person, ...who, ...Object.values(inputs), options, ...steps].map((value) => JSON.stringify(value));
}

/** JSON of each kind, spelled in each way, and what is nearly some. */
function texts() {
  const good = [
    '{"a":[1,2.50,-0,1e5,9007199254740993,-123456789012345678901],"ü":{"":null},"a":true}',
    String.raw`"\"\\\/\b\f\n\r\t\u0000\u001f\u00e9\ud83d\ude00 é€😀"`,
    " [ true , false , null , { } , [ ] ] \n",
    `${"[".repeat(127)}${"]".repeat(127)}`,
    `${'{"a":'.repeat(100)}"b"${"}".repeat(100)}`,
    "1e400",
    "9007199254740992",
  ];
  const bad = [
    "",
    "[1,]",
    '{"a" 1}',
    "01",
    "1.",
    "-",
    "nul",
    '"\u0001"',
    String.raw`"\ud800"`,
    String.raw`"\x"`,
    "\ufeff{}",
    "{} x",
    "[1",
    '{"a":1,}',
  ];
  return [...good, ...bad, ...inputs()];
}

/** What stands behind the mark of an opaque text, and what the tenant then answers. */
function places() {
  const page =
    '200\n\n{"totalResults":3,"Resources":[{"id":"1","userName":"a","active":true}],"users":[{"id":"1","username":"a","status":"Active"}],"success":true}';
  const cursors = ["0 0 - -", "1 2 3 i2", "0 40 - p2", "3 100 250 cabc", "0 3 3 i4", "0 0 18446744073709551615 i18446744073709551615"];
  const stops = ["0 0", "7 2 0 1", "15 3 1 1 9", "18446744073709551615 18446744073709551615 18446744073709551615"];
  return ["zuora", "scim"].flatMap((provider) => [
    ...cursors.map((place) => `${provider} cursor\n${place}\n${page}`),
    ...stops.map((place) => `${provider} resume\n${place}\n${page}`),
    `${provider} plain\ne30\n${page}`,
  ]);
}

function json(path) {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}

/** Rosters with values of each kind in what the vendor is told, and plans of which each has something of its own. */
function plans() {
  const person = (extra) => ({ userName: "jane@example.com", email: "jane@example.com", familyName: "Doe", extra });
  const odd = [1.5, 1e21, -0, 0.1, 2 ** 60, "\u0000\ud800", null, [1, [2]], { b: 1, a: 2, "": {} }];
  const change = { id: "7", userName: "jane@example.com", changes: [{ field: "active", from: true, to: false }] };
  const plan = {
    id: "0".repeat(64),
    provider: "scim",
    tenant: "t.example",
    readAt: "2026-03-17T08:00:00.000Z",
    create: [{ person: person({}) }],
    reactivate: [],
    update: [change],
    deactivate: [change],
    unchanged: 1,
    guard: { removals: 1, maxRemovals: 1, tripped: false },
    warnings: [{ code: "unsupported_field", message: "x" }],
  };
  const keys = Object.keys(plan).map((key) => ({ ...plan, [key]: undefined }));
  const rosters = odd.map((value) => [person({ nickName: value }), { email: "bob@example.com", title: "x" }]);
  return [...rosters, ...odd.map((value) => person({ "urn:x:1.0:User": { value } })), plan, ...keys].map((value) => JSON.stringify(value));
}
