/** What a sandbox can be told. The names are those of the Rust crate's `Config`. */

import type { Faults, RateLimit } from "./trouble.js";

/** What every kind of tenant can be told. The same options always make the same tenant. */
export interface GeneralOptions {
  /** Everything that is left to chance comes from it. Default: 1. */
  seed?: number | undefined;
  /** Users at the beginning. Default: 120. */
  users?: number | undefined;
  /** The tenant's own origin; a request to any other breaks. Default: one of its kind, such as `https://zuora.sandbox.example`. */
  baseUrl?: string | undefined;
  /** The credentials belong to somebody who may not manage users: 403 on everything. Default: false. */
  forbidden?: boolean | undefined;
  /** Seconds that a token lives. Default: those of the vendor. */
  tokenSeconds?: number | undefined;
  /** User names are not kept unique: a client that sends a create twice makes two users. Default: false. */
  duplicateNames?: boolean | undefined;
  /** User names that somebody outside this tenant holds. */
  taken?: string[] | undefined;
  /** Fields that a write accepts and does not change. */
  ignoredFields?: string[] | undefined;
  /** The client's id, or the user name of basic credentials. Default: drawn. */
  clientId?: string | undefined;
  /** The client's secret, the password or the bearer token. Default: drawn. */
  clientSecret?: string | undefined;
  /** The least and the most milliseconds to an answer. Default: `[0, 0]`. */
  latencyMs?: [least: number, most: number] | undefined;
  /** The limit on everything but tokens. Default: what the vendor documents, if anything. */
  rateLimit?: RateLimit | undefined;
  /** The limit on tokens. Default: what the vendor documents, if anything. */
  tokenRateLimit?: RateLimit | undefined;
  /** What goes wrong. Default: nothing. */
  faults?: Faults | undefined;
}

/** A Zuora tenant: the REST API of the user management guide. */
export interface ZuoraOptions extends GeneralOptions {
  provider?: "zuora" | undefined;
  /** Rows of a list hold only id, username and status. Default: false. */
  sparse?: boolean | undefined;
  /** What reading one user shows: everything, or what the guide's example shows (no e-mail). Default: `"full"`. */
  record?: "full" | "guide" | undefined;
  /** A legacy tenant: 404 on the collections. Default: false. */
  legacy?: boolean | undefined;
  /** A tenant that has moved to OneID: only API users can be managed here. Default: false. */
  migrated?: boolean | undefined;
  /** The form of the token's answer: the guide's (`Bearer`, 3600 s) or the API reference's (`bearer`, 3599 s, with `jti` and `scope`). Default: drawn. */
  token?: "guide" | "reference" | undefined;
  /**
   * The form of refused creates and updates: HTTP 200 with `success: false` (`ok`), the same under 400
   * (`status`), `{code, message}` (`flat`), `Errors[]` (`errors`), `FaultCode` (`fault`). Default: `ok` or `status`, drawn.
   */
  errors?: "ok" | "status" | "flat" | "errors" | "fault" | undefined;
  /** How codes are written. Default: drawn. */
  codes?: "number" | "string" | undefined;
  /** Two users can't share an e-mail address. Default: false. */
  uniqueEmail?: boolean | undefined;
  /** Whether `Idempotency-Key` is honoured on POST. Default: true. */
  idempotency?: boolean | undefined;
  /** Requests at once. Default: 40; `null` takes any number. */
  concurrency?: number | null | undefined;
}

/** What groups are like, where servers differ. */
export interface GroupOptions {
  /** What a PATCH of a group takes: operations with a path, those without (`whole`), either, or nothing (501). Default: `"either"`. */
  groupPatch?: "either" | "paths" | "whole" | "none" | undefined;
  /**
   * How a member is removed: by `members[value eq "…"]` (`filter`; as RFC 7644 has it, a `remove` of `members` then removes all,
   * whatever its value), by a value with the path `members` (`value`; a filter is 400), the same with a filter being taken and
   * doing nothing (`silent`), either way, or not at all (`all`: a filter is 400, and a `remove` of `members` removes all). Default: `"filter"`; for OneID `"either"`.
   */
  memberRemoval?: "filter" | "value" | "silent" | "either" | "all" | undefined;
  /** By what a group is renamed; the other is 400. Default: `"either"`. */
  rename?: "either" | "patch" | "put" | undefined;
  /** Whether a create keeps the members that it names. Default: true. */
  membersOnCreate?: boolean | undefined;
  /** When a group shows its members: in each answer, in every answer but lists (`one`), or never. Default: `"always"`. */
  membersShown?: "always" | "one" | "never" | undefined;
  /** The most members in one answer; of one group, which says `totalResults`, more come with `startIndex`. Default: `null`, all. */
  membersPage?: number | null | undefined;
  /** Whether a user shows the groups he is in. Default: true; for OneID false. */
  groupsOnUsers?: boolean | undefined;
}

/** A OneID tenant: the SCIM API as Zuora's documents have it. Most options are what those leave open. */
export interface OneIdOptions extends GeneralOptions, GroupOptions {
  provider: "zuora-oneid";
  /** Groups at the beginning. Default: 12, more than a page of 10. */
  groups?: number | undefined;
  /** What the body of a create may be: an array of one, an object, or either. Default: `"array"`. */
  create?: "array" | "object" | "both" | undefined;
  /** The status of an answer to a create. Default: drawn. */
  createdStatus?: 200 | 201 | undefined;
  /** There is `/Users/bulk` and `/Users/delete`; without them, 404. Default: true. */
  bulk?: boolean | undefined;
  /**
   * What becomes of `POST /Users/delete`: 405 (`refused`), answered as if it was done and nobody is switched off (`ignored`),
   * or every other one is, and those alone are in the answer (`partly`). Default: `"done"`.
   */
  bulkDelete?: "done" | "refused" | "ignored" | "partly" | undefined;
  /** How an account that is off looks: `active` is false, its status is another, or both. Default: `"both"`. */
  inactive?: "both" | "active" | "status" | undefined;
  /** The status that refuses a PATCH of `active`, such as 400, 405 or 501. Default: `null`, it is taken. */
  patchActive?: number | null | undefined;
  /** The policy "Anonymize PII": names, mail and login are overwritten when somebody is switched off. Default: false. */
  anonymize?: boolean | undefined;
  /** New users wait for their activation: `PENDING_ACTIVATION` in place of `ACTIVE`. Default: false. */
  pending?: boolean | undefined;
  /** Which answers have given and family name the wrong way round. Default: `"bulk"`, as in the document. */
  swappedNames?: "bulk" | "always" | "never" | undefined;
  /** How the path of an operation is written: `/emails` (`slash`, and no operation without a path), `emails`, or either. Default: `"either"`. */
  paths?: "either" | "slash" | "plain" | undefined;
  /** PATCH answers 204 without a body. Default: false. */
  emptyPatch?: boolean | undefined;
  /** What answers a PUT of a user: a user that is also a list of itself, a list of one, or a user. Default: `"mixed"`. */
  putAnswer?: "mixed" | "list" | "user" | undefined;
  /** DELETE answers 204 without a body, in place of a user who is said to be active. Default: false. */
  emptyDelete?: boolean | undefined;
  /** What becomes of a DELETE with or without `Idempotency-Key`: taken, 400 without (`required`), 400 with (`refused`). Default: `"optional"`. */
  deleteKey?: "optional" | "required" | "refused" | undefined;
  /** How a refusal other than 401 looks: `success: false` under its status, the same under 200 (`ok`), RFC 7644's, or without a body. Default: `"status"`. */
  errors?: "status" | "ok" | "scim" | "empty" | undefined;
  /** Whether `Idempotency-Key` is honoured. Default: true. */
  idempotency?: boolean | undefined;
  /** `startIndex` of users is the number of a page. Default: false. */
  pageNumbers?: boolean | undefined;
  /** `startIndex` of groups is the number of a page. Default: true. */
  groupPageNumbers?: boolean | undefined;
  /** What becomes of a filter of users: those that the reference shows (`full`), 501, 400, everybody or nobody. Default: `"full"`. */
  filter?: "full" | "unsupported" | "refused" | "ignored" | "empty" | undefined;
  /** Groups can be filtered by `displayName eq`; without it, 400. Default: false. */
  groupFilter?: boolean | undefined;
  /** By what a group is changed; the other is 405. Default: `"either"`. */
  groupWrites?: "either" | "put" | "patch" | undefined;
  /** What a PUT of a group takes: a PatchOp, as in the sample, a group, or either. Default: `"either"`. */
  groupPut?: "either" | "patchOp" | "group" | undefined;
}

/** A tenant of plain SCIM, strict to RFC 7643 and RFC 7644 but for what is switched. */
export interface ScimOptions extends GeneralOptions, GroupOptions {
  provider: "scim";
  /** Groups at the beginning. Default: 6. */
  groups?: number | undefined;
  /** How a client signs in. Default: `"bearer"`. */
  auth?: "bearer" | "basic" | "client_credentials" | undefined;
  /** Where the token endpoint takes the client's secret. Default: `"basic"`, the header. */
  clientAuth?: "basic" | "post" | undefined;
  /** The most resources in a page, whatever `count` asks. Default: 100. */
  pageCap?: number | undefined;
  /** How a list is cut into pages: by `startIndex`, by `cursor` (RFC 9865), or by either. Default: `"index"`. */
  paging?: "index" | "cursor" | "both" | undefined;
  /**
   * What becomes of a filter: all of RFC 7644 (`full`); 501, and announced so (`unsupported`); and, though announced as
   * supported, 400 (`refused`), everybody (`ignored`) or nobody (`empty`). Default: `"full"`.
   */
  filter?: "full" | "unsupported" | "refused" | "ignored" | "empty" | undefined;
  /** Whether there is PATCH; without it, 501. Default: true. */
  patch?: boolean | undefined;
  /** PATCH answers 204 without a body. Default: false. */
  emptyPatch?: boolean | undefined;
  /** Whether `sortBy` sorts. Default: true. */
  sort?: boolean | undefined;
  /** Whether resources have versions, and `If-Match` counts. Default: false. */
  etag?: boolean | undefined;
  /** Whether there is `/Bulk`. Default: false. */
  bulk?: boolean | undefined;
  /** Whether the discovery endpoints are there; without them, 404. Default: true. */
  discovery?: boolean | undefined;
  /** `Jane` and `jane` are two user names. Default: false. */
  caseSensitive?: boolean | undefined;
}

/** A Zoom account: the SCIM2 API as Zoom's document has it, contradictions included. */
export interface ZoomOptions extends GeneralOptions {
  provider: "zoom";
  /** Its plan, which sets the rate limits. Default: `"business"`. */
  plan?: "free" | "pro" | "business" | undefined;
  /** What answers show: everything, or what the document's examples show (reading one: no title, no locale). Default: `"full"`. */
  record?: "full" | "guide" | undefined;
  /** Groups at the beginning. Default: 5. */
  groups?: number | undefined;
  /** The most users in a page, whatever `count` asks. Default: 100. */
  pageCap?: number | undefined;
  /** Single sign-on is enabled; without it, 400 on every request for users. Default: true. */
  sso?: boolean | undefined;
  /** The app has the scope `scim2:admin`; without it, 400 with code 4711. Default: true. */
  scope?: boolean | undefined;
  /** The app's owner may read, and not edit: 403 on every write. Default: false. */
  readOnly?: boolean | undefined;
  /** New users are pending: no filter finds them, and what is written to them is lost. Default: false. */
  pending?: boolean | undefined;
  /** Zoom Whiteboard and Zoom Whiteboard Plus exclude each other. Default: false, as in the document's examples. */
  exclusiveWhiteboards?: boolean | undefined;
  /** Domains that e-mail addresses must be of. Default: any. */
  domains?: string[] | undefined;
  /** Seats for users of the type Licensed; `null` is as many as it takes. Default: `null`. */
  seats?: number | null | undefined;
  /** Seats of a plan by its field, such as `zoomOneBizPlus`. Default: as many as it takes. */
  planSeats?: Record<string, number> | undefined;
  /** How a member of a group is removed, as in {@link GroupOptions}. Default: `"either"`. */
  memberRemoval?: "filter" | "value" | "silent" | "either" | "all" | undefined;
}

/** The tenant: what it holds, how it answers, what goes wrong. */
export type TenantOptions = ZuoraOptions | OneIdOptions | ZoomOptions | ScimOptions;

/** The kinds of tenant. */
export type ProviderName = "zuora" | "zuora-oneid" | "zoom" | "scim";

/** The kind of tenant that options make. */
export type ProviderOf<O> = O extends { provider: infer P extends ProviderName } ? P : "zuora";

/** When and how time passes for a sandbox. */
export interface TimeOptions {
  /** The tenant's clock, in milliseconds since 1970. Default: `Date.now`. */
  now?: (() => number) | undefined;
  /** How the tenant's latency passes. Default: `setTimeout`. */
  sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
}

/** What a sandbox can be told. */
export type SandboxOptions = TenantOptions & TimeOptions;
