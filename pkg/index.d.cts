/// <reference lib="esnext.disposable" />
/** What a failed call rejects with. Knows nothing of the core: it holds what the core said, in words that are already free of secrets. */
/** What a program branches on. Stable: a code never changes its meaning. */
type ErrorCode = 
/** What you gave can't be used; the message names the path. Nothing was sent. */
"invalid_input"
/** The tenant refused the credentials or the token. */
 | "auth_failed"
/** The credentials are good, but not allowed to do this. */
 | "forbidden"
/** Nobody is there. */
 | "not_found"
/** This provider, this tenant or this runtime can't do it. */
 | "not_supported"
/** Somebody else holds what was asked for. */
 | "conflict"
/** More than one account matches. */
 | "ambiguous_match"
/** The tenant has no seat left. */
 | "seat_unavailable"
/** The account is one that the vendor protects. */
 | "protected_user"
/** The tenant asked to slow down for longer than the call may take. */
 | "rate_limited"
/** No answer in time. */
 | "timeout"
/** The connection failed. */
 | "network"
/** The tenant isn't able to answer now. */
 | "vendor_unavailable"
/** The tenant refused, for a reason of its own. */
 | "vendor_rejected"
/** The answer is not what was asked for. */
 | "invalid_response"
/** The answer is larger or deeper than any honest one. */
 | "response_too_large"
/** The listing can't be proven whole. */
 | "incomplete_listing"
/** A write was sent, and nobody can tell whether it was done. */
 | "outcome_unknown"
/** The answer was a redirect; credentials don't follow one. */
 | "unsafe_redirect"
/** A guard refused an irreversible or a large change. */
 | "guard_tripped"
/** The tenant is no longer as the plan saw it. */
 | "plan_drifted"
/** A delivery is not authentic, too old or not readable. */
 | "webhook_invalid"
/** A fault of Seatwarden itself. */
 | "internal";
/** What the vendor said about a failure, with known secrets masked. */
interface VendorError {
    /** The vendor's own code, as text. */
    code?: string;
    /** The vendor's own words. */
    message?: string;
}
/** A failure as JSON: what `JSON.stringify(error)` gives. */
interface ErrorFields {
    /** What a program branches on. */
    code: ErrorCode;
    /** What was tried, on whom and where, and what the vendor said. */
    message: string;
    /** The HTTP status, if there was an answer. */
    status?: number;
    /** The kind of tenant: `"zuora"`; `"unknown"` if the connection didn't say. */
    provider?: string;
    /** The verb that was called: `"provision"`. */
    operation?: string;
    /** Whether the same call may well succeed later. */
    retryable: boolean;
    /** When to try again, in milliseconds from now. */
    retryAfterMs?: number;
    /** The vendor's id of the request, for its support. */
    requestId?: string;
    /** What the vendor said. */
    vendor?: VendorError;
    /** What to do next. */
    hint?: string;
    /** Requests that were sent for the call, those for a token not counted. */
    attempts: number;
    /** The runtime's own words for a failed connection, with known secrets masked. */
    cause?: string;
}
/**
 * Why a call failed: a `code` to branch on, a message and a `hint` for people.
 *
 * @example
 * try {
 *   await client.get("jane@example.com");
 * } catch (error) {
 *   if (SeatwardenError.is(error) && error.code === "not_found") console.log("nobody there");
 *   else throw error;
 * }
 */
declare class SeatwardenError extends Error {
    /** What a program branches on. */
    readonly code: ErrorCode;
    /** The HTTP status, if there was an answer. */
    readonly status?: number;
    /** The kind of tenant: `"zuora"`; `"unknown"` if the connection didn't say. */
    readonly provider: string;
    /** The verb that was called: `"provision"`. */
    readonly operation: string;
    /** Whether the same call may well succeed later. */
    readonly retryable: boolean;
    /** When to try again, in milliseconds from now. */
    readonly retryAfterMs?: number;
    /** The vendor's id of the request, for its support. */
    readonly requestId?: string;
    /** What the vendor said, with known secrets masked. */
    readonly vendor?: VendorError;
    /** What to do next. */
    readonly hint?: string;
    /** Requests that were sent for the call, those for a token not counted. */
    readonly attempts: number;
    /** The runtime's own error for a failed connection, its text with known secrets masked. */
    readonly cause?: Error;
    /** Makes the error that `fields` describe; useful in tests of your own code. */
    constructor(fields: ErrorFields);
    /** Whether `value` is a `SeatwardenError`, of this copy of the package or of another one. */
    static is(value: unknown): value is SeatwardenError;
    /** The failure as plain JSON, without the stack: what to send where an error itself loses its `code` (`postMessage`, `structuredClone`). */
    toJSON(): ErrorFields;
}

/** People and accounts, in one flat shape for every provider. */
/** An account as the tenant has it. A field that is absent is one that the tenant didn't show. */
interface User {
    /** The tenant's own id, which never changes. Zuora: `id`. SCIM: `id`. */
    id: string;
    /** The login name. Zuora: `username`. SCIM: `userName`. */
    userName: string;
    /** Whether the account can be used. Zuora: `status` is `Active`. SCIM: `active`. */
    active: boolean;
    /** The vendor's own word: `"Active"`, `"Inactive"`. */
    status?: string;
    /** The mail address. Zuora: `email`. SCIM: the primary of `emails`. */
    email?: string;
    /** The first name. Zuora: `firstName`. SCIM: `name.givenName`. */
    givenName?: string;
    /** The last name. Zuora: `lastName`. SCIM: `name.familyName`. */
    familyName?: string;
    /** The name as it is shown. SCIM: `displayName`. */
    displayName?: string;
    /** The job title. Zuora: `title`. SCIM: `title`. */
    title?: string;
    /** The department. Zuora: `department`. SCIM: `department` of the enterprise extension. */
    department?: string;
    /** The organization. SCIM: `organization` of the enterprise extension. */
    organization?: string;
    /** The cost center. SCIM: `costCenter` of the enterprise extension. */
    costCenter?: string;
    /** The employer's number for the person. SCIM: `employeeNumber` of the enterprise extension. */
    employeeNumber?: string;
    /** The manager: an id or a name, as the tenant has it. SCIM: `manager` of the enterprise extension. */
    manager?: string;
    /** The phone number. Zuora: `phoneNumber`. SCIM: of `phoneNumbers`, the one of type `work` or without a type. */
    phone?: string;
    /** Language and region: `"en_US"`. Zuora: `locale`. SCIM: `locale`. */
    locale?: string;
    /** An IANA time zone: `"America/Los_Angeles"`. Zuora: `timezone`. SCIM: `timezone`. */
    timezone?: string;
    /** The vendor's kind of user: `"Regular"`. Zuora: `userType`. SCIM: `userType`. */
    userType?: string;
    /** The role's name, where it is known. Zuora: the profile's name. SCIM: the primary of `roles`. */
    role?: string;
    /** The role's id. Zuora: `profileId`. SCIM: the `value` of the primary of `roles`. */
    roleId?: string;
    /** The names of the groups that the user is in, where the tenant shows them. SCIM: `groups`. */
    groups?: string[];
    /** Your own id for the person, where the tenant keeps one. SCIM: `externalId`. */
    externalId?: string;
    /** When the account was made, RFC 3339. Zuora: `createdDate`. SCIM: `meta.created`. */
    createdAt?: string;
    /** When the account was last changed, RFC 3339. Zuora: `updatedDate`. SCIM: `meta.lastModified`. */
    updatedAt?: string;
    /**
     * The vendor's record. Integers beyond ±2^53 are decimal strings, nothing else is changed.
     * Always there from `get`, `find` and writes; from `list` only with `raw: true`.
     */
    raw?: Record<string, unknown>;
}
/** The fields of an account that a caller may ask for. */
interface PersonFields {
    /** The first name. Zuora: `firstName`, needed to create. SCIM: `name.givenName`. */
    givenName?: string | undefined;
    /** The last name. Zuora: `lastName`, needed to create. SCIM: `name.familyName`. */
    familyName?: string | undefined;
    /** The name as it is shown. SCIM: `displayName`. */
    displayName?: string | undefined;
    /** The job title. Zuora: `title`. SCIM: `title`. */
    title?: string | undefined;
    /** The department. Zuora: `department`. SCIM: `department` of the enterprise extension. */
    department?: string | undefined;
    /** The organization. SCIM: `organization` of the enterprise extension. */
    organization?: string | undefined;
    /** The cost center. SCIM: `costCenter` of the enterprise extension. */
    costCenter?: string | undefined;
    /** The employer's number for the person. SCIM: `employeeNumber` of the enterprise extension. */
    employeeNumber?: string | undefined;
    /** The manager: an id or a name, as the tenant wants it. SCIM: `manager` of the enterprise extension. */
    manager?: string | undefined;
    /** The phone number. Zuora: `phoneNumber`. SCIM: of `phoneNumbers`, the one of type `work` or without a type. */
    phone?: string | undefined;
    /** Language and region: `"en_US"`. Zuora: `locale`. SCIM: `locale`. */
    locale?: string | undefined;
    /** An IANA time zone: `"America/Los_Angeles"`. Zuora: `timezone`. SCIM: `timezone`. */
    timezone?: string | undefined;
    /** The vendor's kind of user: `"Regular"`. Zuora: `userType`. SCIM: `userType`. */
    userType?: string | undefined;
    /** Your own id for the person, where the tenant keeps one. SCIM: `externalId`. */
    externalId?: string | undefined;
    /** A role's name or id; looked up, never guessed. Zuora: a profile, needed to create. SCIM: the primary of `roles`. */
    role?: string | undefined;
    /** Names or ids of groups to be in; looked up, never guessed. Others are left only with `groupsMode: "exact"`. SCIM: `groups`. */
    groups?: string[] | undefined;
    /**
     * Vendor attributes as they stand; one given here wins over a generated one. Zuora: any field of the user. A `password`
     * is masked in all that is told.
     */
    extra?: Record<string, unknown> | undefined;
}
/** Fields to change: the input of `update`. At least one. */
type PersonChange = PersonFields & {
    /** The new login name. Zuora: `username`. */
    userName?: string | undefined;
    /** The new mail address. Zuora: `email`. */
    email?: string | undefined;
};
/** What we want an account to be. `userName` or `email` is needed; each defaults to the other. Fields not given are not touched. */
type Person = PersonFields & ({
    /** The login name. Zuora: `username`, unique within the tenant. */
    userName: string;
    /** The mail address. */
    email?: string | undefined;
} | {
    /** The login name. Zuora: `username`, unique within the tenant. */
    userName?: string | undefined;
    /** The mail address. */
    email: string;
});
/** What a user can be pointed at by. */
interface Pointers {
    /** The tenant's own id. */
    id: string;
    /** The login name. */
    userName: string;
    /** The mail address. */
    email: string;
    /** Your own id for the person, where the tenant keeps one. */
    externalId: string;
}
/** One of the fields of `T`, and none of the others. */
type OneOf<T> = {
    [K in keyof T]: Pick<T, K> & {
        [Other in Exclude<keyof T, K>]?: undefined;
    };
}[keyof T];
/**
 * How you point at a user: one pointer. A plain string with "@" is a userName, then an email;
 * without "@" it is an id, and only if nobody has that id, a userName.
 */
type Who = string | OneOf<Pointers>;
/** A role that users can have. Zuora: a user profile. */
interface Role {
    /** The role's id. */
    id: string;
    /** The role's name. */
    name: string;
    /** The vendor's record. */
    raw: unknown;
}

/** What verbs resolve with. */

/** A token for the tenant. Handle it like a password. */
interface AccessToken {
    /** The token itself. */
    accessToken: string;
    /** How it is sent: `"Bearer"`. */
    tokenType: string;
    /** When it ends, RFC 3339, where that is known. */
    expiresAt?: string;
    /** How long it still lives, in seconds, where that is known. */
    expiresIn?: number;
    /** What it allows, as the vendor says it. */
    scope?: string;
}
/** One field that a write changed (or would change, in a dry run). */
interface Change {
    /** The field, as `User` names it. */
    field: string;
    /** What it was; `null` if it was absent. */
    from: unknown;
    /** What it is now; `null` if it is absent. */
    to: unknown;
}
/** Something to know that is no failure. */
interface Warning {
    /** A stable code: `"oauth_clients_survive"`, `"not_verifiable"`, `"unsupported_field"`… */
    code: string;
    /** A sentence for people. */
    message: string;
}
/** What a write did. `O` lists the outcomes that its verb has, `U` what is then known of the account. */
interface WriteResult<O extends string, U extends User | null = User | null> {
    /** What was done, in one word. */
    outcome: O;
    /** Whether this was a dry run: nothing was written, and `outcome` says what would have been. */
    dryRun: boolean;
    /** The account afterwards; `null` if there is none, or if a new one can't be read. In a dry run: as it is now. */
    user: U;
    /** The fields that changed. */
    changes: Change[];
    /** What to know beyond the outcome. */
    warnings: Warning[];
    /** Requests that were sent for the call, those for a token not counted. */
    attempts: number;
    /** The vendor's ids of those requests, for its support. */
    requestIds: string[];
}
/** What `provision` did. */
type ProvisionResult = WriteResult<"created"> | WriteResult<"updated" | "reactivated" | "unchanged", User>;
/** What `deactivate` did. Nobody there and already off are outcomes, not errors. */
type DeactivateResult = WriteResult<"deactivated" | "already_inactive", User> | WriteResult<"not_found", null>;
/** What a batch did: one result for each of the input that was done, in its order. */
interface BatchResult<R, E = SeatwardenError> {
    /** What became of each. `index` is its place in the input, from 0. */
    results: BatchEntry<R, E>[];
    /** How many ended how: by outcome, and `failed`. */
    counts: Record<string, number>;
    /** Present when the deadline came first: hand it back with the same input. */
    resume?: string;
}
/** What became of one of a batch. */
type BatchEntry<R, E = SeatwardenError> = {
    /** Its place in the input, from 0. */
    index: number;
    /** It has an outcome. */
    ok: true;
    /** As of the verb for one. */
    result: R;
} | {
    /** Its place in the input, from 0. */
    index: number;
    /** It failed. */
    ok: false;
    /** Why. */
    error: E;
};
/** What `update` did. */
type UpdateResult = WriteResult<"updated" | "unchanged", User>;
/** What `reactivate` did. Already on is an outcome, not an error. */
type ReactivateResult = WriteResult<"reactivated" | "already_active", User>;
/** What `remove` did. Nobody there is an outcome, not an error. */
type RemoveResult = WriteResult<"removed"> | WriteResult<"not_found", null>;
/** What `resetPassword` did. */
interface PasswordReset {
    /** The vendor took it. Whether the mail arrives is between it and the user. */
    sent: true;
}
/** One page of a listing. */
interface UserPage {
    /** The users of this page. */
    users: User[];
    /** How many users there are in all, where the provider says so. */
    total?: number;
    /** Where to go on: hand it to `list` as `cursor`. Absent on the last page. */
    cursor?: string;
}
/** The users of a tenant, read as you go. Each use of it reads anew; nothing is sent before the first. */
interface UserList extends AsyncIterable<User> {
    /** The same page by page, with the total and a cursor. */
    pages(): AsyncIterable<UserPage>;
    /**
     * All of them in an array; with `limit`, at most so many. The fastest way to read a tenant: pages are under way all the time, while `for await` has
     * none under way as long as you have a user.
     */
    toArray(options?: {
        /** The most users to read. */
        limit?: number | undefined;
    }): Promise<User[]>;
}
/** The answer to a raw `request`. */
interface RawResponse {
    /** The HTTP status. */
    status: number;
    /** The headers, names in lower case. */
    headers: Record<string, string>;
    /** The body: parsed if it is JSON, else text; `null` if there is none. */
    body: unknown;
}
/** What a connection can do, told before it is tried. */
interface Capabilities {
    /** The kind of tenant. */
    provider: string;
    /** Each verb, and whether it is there. */
    verbs: Record<string, boolean>;
    /** Fields that `list` filters by. */
    filters: string[];
    /** Whether there are groups. */
    groups: boolean;
    /** Whether roles can be listed. */
    roles: boolean;
    /** The largest page that the server gives, in users. */
    pageSize: number;
    /** What the vendor's bulk endpoints take. */
    bulk: {
        /** Whether many users can be created by one request. */
        create: boolean;
        /** Whether many users can be deactivated by one request. */
        deactivate: boolean;
        /** The most operations in one request. */
        maxOperations?: number;
        /** The largest request, in bytes. */
        maxPayloadBytes?: number;
    };
}

/** A whole tenant against a roster: what is to be done, as JSON that a person can read, and what doing it gives. */

/** What `plan` may touch, besides whom the roster names. Without it nobody is ever deactivated. */
interface Policy {
    /**
     * The fields that are kept as the roster has them, where an account is there: `"title"`, `"role"`, `"groups"`, `"extra"`, or one vendor attribute,
     * `"extra.NAME"`. Default: those that each person gives. A new account gets all of the person.
     */
    fields?: string[] | undefined;
    /**
     * What becomes of active accounts in `scope` that nobody in the roster is: they stay as they are, or they are deactivated. Default `"ignore"`.
     * `"deactivate"` needs a scope, and a roster with somebody in it.
     */
    onMissing?: "ignore" | "deactivate" | undefined;
    /**
     * Which accounts are yours: those that fit every list given here, each by any of its entries. Nobody else is ever deactivated; whom the roster names
     * is kept right wherever the account is.
     */
    scope?: {
        /** Domains, without case, and no domains below them: that of the userName if it has an "@", else that of the mail address. */
        domains?: string[] | undefined;
        /** Roles, by name or id. */
        roles?: string[] | undefined;
        /** Groups, by name or id. */
        groups?: string[] | undefined;
        /** Login names, without case. */
        userNames?: string[] | undefined;
    } | undefined;
    /** Accounts that are never deactivated, whatever the roster says. One that is nobody is a warning, `protected_not_found`. */
    protect?: Who[] | undefined;
    /**
     * How many accounts `apply` may deactivate without being told the plan's id: a whole number from 1. Default: 5 % of the active users in scope, rounded
     * down, but no more than 10 and no fewer than 1.
     */
    maxRemovals?: number | undefined;
}
/** What is to be done that a tenant fits a roster. Nothing was written for it. It is JSON, and may be kept, sent and read; changed, it is refused. */
interface Plan {
    /** SHA-256 over the tenant and all that follows, in hex. Blanks and the order of keys make no difference to it. */
    id: string;
    /** The kind of tenant. */
    provider: string;
    /** The tenant: the connection's `name`, or its host. */
    tenant: string;
    /** When the tenant was read, RFC 3339. */
    readAt: string;
    /** Who isn't there yet. */
    create: {
        /** The person, as the roster has it. */
        person: Person;
    }[];
    /** Who is there, and off. The first of the changes is `active`. */
    reactivate: PlannedChange[];
    /** Who is there, and differs. */
    update: PlannedChange[];
    /** Who is there, in scope, and not in the roster. The one change is `active`. */
    deactivate: PlannedChange[];
    /** How many of the roster are there as asked. */
    unchanged: number;
    /** What keeps a roster that is half empty from switching off half a tenant. */
    guard: {
        /** How many accounts would be deactivated. */
        removals: number;
        /** How many may be without `confirm`: the policy's `maxRemovals`, or its default. */
        maxRemovals: number;
        /** Whether there are more: then `apply` asks for the plan's id. */
        tripped: boolean;
    };
    /** What to know besides: an account that is left out, a field that the tenant doesn't have or doesn't show. */
    warnings: Warning[];
}
/** An account that a plan changes. */
interface PlannedChange {
    /** The tenant's own id. */
    id: string;
    /** The login name, as the plan saw it. */
    userName: string;
    /** The fields, as they were read and as they shall be. */
    changes: Change[];
}
/** What `apply` did with one entry of a plan. What somebody else has done meanwhile is `unchanged` or `already_inactive`. */
type ApplyResult = ProvisionResult | DeactivateResult;

/** What a client tells while it works: events for logs, audit records for the file. Neither holds a secret. */

/** Something that happened during a call, without secrets. */
interface SeatwardenEvent {
    /** What happened. */
    type: "request" | "response" | "retry" | "throttle" | "progress" | "warning";
    /** When, RFC 3339. */
    at: string;
    /** The verb that was called: `"provision"`. */
    operation: string;
    /** The HTTP method. */
    method?: string;
    /** The path of the request. */
    path?: string;
    /** The HTTP status of the answer. */
    status?: number;
    /** Which attempt this is, from 1. */
    attempt?: number;
    /** How long the client waits, in milliseconds. */
    delayMs?: number;
    /** The vendor's id of the request. */
    requestId?: string;
    /** How many are done. */
    done?: number;
    /** Of how many. */
    total?: number;
    /** A sentence for people. */
    message?: string;
}
/** One write that was attempted, failed ones too. */
interface AuditRecord {
    /** When, RFC 3339. */
    at: string;
    /** Who did it: the `actor` of the client. */
    actor?: string;
    /** The kind of tenant. */
    provider: string;
    /** The tenant: the connection's `name`, or its origin. */
    tenant: string;
    /** What was written: `"create"`, `"update"`, `"reactivate"`, `"deactivate"`, `"groups.addMembers"`… */
    action: string;
    /** The account, or the group. */
    target: {
        /** The tenant's own id, where it is known. */
        id?: string;
        /** The login name, where it is known. */
        userName?: string;
        /** The name of the group, if it is one. */
        group?: string;
        /** Who was to come into the group or to go out, by id. */
        members?: string[];
    };
    /** The account before. */
    before?: User;
    /** The account after. */
    after?: User;
    /** What was done, in one word; `"failed"` if it wasn't, `"unknown"` if nobody can tell. */
    outcome: string;
    /** Requests that were sent for the call, those for a token not counted. */
    attempts: number;
    /** The vendor's ids of those requests. */
    requestIds: string[];
    /** Why it failed. */
    error?: {
        /** The error's code. */
        code: string;
        /** The error's message. */
        message: string;
    };
}

/** What a caller may tune: per client, and per call. */

/**
 * Where tokens are kept between isolates or processes. What it holds is as secret as a password. A store that throws, or
 * takes longer than `timeoutMs`, is passed over, with an event `warning`.
 */
interface TokenStore {
    /** What was set under `key`, or `null`. */
    get(key: string): Promise<string | null>;
    /**
     * Keeps `value` for `ttlSeconds`. `key` is `"seatwarden:"` and a SHA-256 over token URL, client and secret;
     * `value` is an `AccessToken` as JSON.
     */
    set(key: string, value: string, ttlSeconds: number): Promise<void>;
}
/** The outside world, as the core sees it. Any of them replaces the runtime's own. */
interface HostOptions {
    /** In place of `globalThis.fetch`. */
    fetch?: typeof fetch | undefined;
    /** In place of `setTimeout`: resolves after `ms` milliseconds, or rejects when `signal` aborts. Time-outs use it too. */
    sleep?: ((ms: number, signal?: AbortSignal) => Promise<void>) | undefined;
    /** In place of `Date.now`: milliseconds since 1970. */
    now?: (() => number) | undefined;
    /** In place of `Math.random`: at least 0, less than 1. Used to spread retries. */
    random?: (() => number) | undefined;
    /** Shares tokens between isolates or processes. */
    tokenStore?: TokenStore | undefined;
    /** Is told of every request, answer and retry, without secrets. It isn't waited for; what it throws or rejects with is ignored. */
    onEvent?: ((event: SeatwardenEvent) => void) | undefined;
    /** Is given one record for each write that was attempted, without secrets. It isn't waited for; what it throws or rejects with is ignored. */
    onAudit?: ((record: AuditRecord) => void) | undefined;
}
/** `connect(connection, options)`. */
interface ClientOptions extends HostOptions {
    /** How long one attempt may take, in milliseconds. Default 30 000. */
    timeoutMs?: number | undefined;
    /** How often a request is tried, the first time included. Default 4; the one fresh token after a 401 is not counted. */
    maxAttempts?: number | undefined;
    /** The most requests at once: an upper bound, without it the pace is found. */
    concurrency?: number | undefined;
    /** The most requests a second: an upper bound, without it the pace is found. */
    maxRequestsPerSecond?: number | undefined;
    /** Who does this; it stands in audit records. */
    actor?: string | undefined;
}
/** What every call takes. */
interface CallOptions {
    /** Aborts the call, which then rejects with the signal's reason. */
    signal?: AbortSignal | undefined;
    /** How long one attempt may take, in milliseconds. Default: the client's. */
    timeoutMs?: number | undefined;
    /** How long the whole call may take, retries included, in milliseconds from now. */
    deadlineMs?: number | undefined;
    /** Sent as `Idempotency-Key` with what is posted, where the vendor has one. Not needed: a repeated call is safe without it. */
    idempotencyKey?: string | undefined;
}
/** What `request` takes. */
type RequestOptions = CallOptions;
/** What every write takes. */
interface WriteOptions extends CallOptions {
    /** Look, but write nothing: the result says what would be done. */
    dryRun?: boolean | undefined;
    /** Read the account back after the write and compare. Default `true`. */
    verify?: boolean | undefined;
}
/** What `provision` takes. */
interface ProvisionOptions extends WriteOptions {
    /** The account to bring into shape; nobody there: create. Default: found by externalId, userName, email. */
    match?: Who | undefined;
    /** Update an account that differs, its groups too. Default `true`. */
    update?: boolean | undefined;
    /** Reactivate an account that is off. Default `true`. */
    reactivate?: boolean | undefined;
    /** Whether `groups` of the person are some of the groups that the account shall be in, or all: then others are left. Default `"add"`. */
    groupsMode?: "add" | "exact" | undefined;
}
/** What `deactivate` takes. */
interface DeactivateOptions extends WriteOptions {
    /** Reject with `not_found` if nobody is there. Default `false`: that is an outcome. */
    strict?: boolean | undefined;
    /**
     * Who receives the leaver's data, by mail address. Zoom alone has it; elsewhere it is `not_supported`. The leaver himself is `invalid_input`; a warning
     * `not_applied` says that Zoom kept another name, or that the account was off already and nothing is handed over.
     */
    transferTo?: string | undefined;
}
/** What every batch takes, besides the options of its verb. `R` is what comes of one. */
interface BatchOptions<R = unknown> {
    /** Where an earlier batch with the same input stopped: its `resume`. Nothing that it did is done again. */
    resume?: string | undefined;
    /**
     * Is told how many are done, of how many that are known by then, and what became of the latest: whoever keeps that has something to show for a batch
     * that is aborted. It isn't waited for; what it throws or rejects with is ignored.
     */
    onProgress?: ((done: number, total: number, latest: BatchEntry<R>) => void) | undefined;
}
/** What `provisionAll` takes. `deadlineMs` is for the whole batch: what isn't done by then is left for `resume`. */
interface ProvisionAllOptions extends Omit<ProvisionOptions, "match">, BatchOptions<ProvisionResult> {
}
/** What `deactivateAll` takes. `deadlineMs` is for the whole batch: what isn't done by then is left for `resume`. */
interface DeactivateAllOptions extends DeactivateOptions, BatchOptions<DeactivateResult> {
}
/** What `plan` takes. `deadlineMs` begins once the roster is read: then the call rejects with `timeout`. */
type PlanOptions = CallOptions;
/** What `apply` takes. `deadlineMs` is for the whole of it: what isn't done by then is left for `resume`. */
interface ApplyOptions extends WriteOptions, BatchOptions<ApplyResult> {
    /** The plan's `id`: it may then deactivate more than `guard.maxRemovals`. Any other text is `guard_tripped`, and nothing is done. */
    confirm?: string | undefined;
}
/** What `remove` takes. */
interface RemoveOptions extends WriteOptions {
    /** The userName of the account that is to be removed for good, to the letter. Anything else is `guard_tripped`. */
    confirm: string;
}
/** What `groups.remove` takes. */
interface RemoveGroupOptions extends WriteOptions {
    /** The name of the group that is to be removed for good, to the letter. Anything else is `guard_tripped`. */
    confirm: string;
}
/** Which users, and how they are read. Filters go to the server where it can, and are applied here where it can't. */
interface ListQuery {
    /** Only those that can be used, or only those that can't. */
    active?: boolean | undefined;
    /** Only the one with this login name. */
    userName?: string | undefined;
    /** Only those with this mail address. */
    email?: string | undefined;
    /** Only those with this id of your own. */
    externalId?: string | undefined;
    /** Only those with this role: its name or id. */
    role?: string | undefined;
    /** Only those of this department. */
    department?: string | undefined;
    /** A SCIM filter as it stands, for SCIM providers. */
    filter?: string | undefined;
    /** Give each user's `raw` too. Default `false`. */
    raw?: boolean | undefined;
    /** The most users to give. */
    limit?: number | undefined;
    /** Users asked for in one request. Default and maximum: the provider's. */
    pageSize?: number | undefined;
    /** Where an earlier listing with the same query stopped. */
    cursor?: string | undefined;
}

/** A connection: one tenant and the credentials for it, as plain JSON. */
/** What every connection may say. */
interface AnyConnection {
    /** Your own name for the tenant; it stands in messages, events and audit records. */
    name?: string | undefined;
    /** Allow a `baseUrl` that begins with `http:` on another host than this machine. Credentials then travel unencrypted: for tests only. */
    allowInsecure?: boolean | undefined;
}
/** An OAuth client. */
interface ClientCredentials {
    /** The OAuth client's id. */
    clientId: string;
    /** The OAuth client's secret. It goes to the token endpoint and nowhere else. */
    clientSecret: string;
    /** A bearer token that is there already; used until the tenant refuses it, then the client gets a fresh one. */
    accessToken?: string | undefined;
}
/** A bearer token alone: when it ends, calls fail with `auth_failed`. */
interface BearerToken {
    /** A bearer token that is there already. */
    accessToken: string;
    clientId?: undefined;
    clientSecret?: undefined;
}
/** Zuora's data centres by name (Zuora API reference, "Data centers"). `us2` is `rest.zuora.com`. */
type ZuoraDataCenter = "us1" | "us2" | "eu" | "ap" | "us1-api-sandbox" | "us2-api-sandbox" | "eu-api-sandbox" | "us-central-sandbox" | "eu-central-sandbox" | "ap-central-sandbox";
/** Where a Zuora tenant lives: a data centre by name, or an origin. */
type ZuoraPlace = {
    /** Where the tenant lives. Default: `"us2"`, `https://rest.zuora.com`. */
    dataCenter?: ZuoraDataCenter | undefined;
    baseUrl?: undefined;
} | {
    dataCenter?: undefined;
    /** The origin of the REST API (scheme, host, port), in place of `dataCenter`. `https:`, or `http:` on this machine. */
    baseUrl?: string | undefined;
};
/**
 * A Zuora tenant, by its REST API. The OAuth client must belong to an administrator
 * (Zuora: Settings > Security > Manage OAuth Clients).
 */
type ZuoraConnection = AnyConnection & (ClientCredentials | BearerToken) & ZuoraPlace & {
    /** The kind of tenant. */
    provider: "zuora";
    /** Entities to work in (multi-entity tenants): sent as `Zuora-Entity-Ids`. */
    entityIds?: string[] | undefined;
    /** Organizations to work in (multi-org tenants): sent as `Zuora-Org-Ids`. */
    orgIds?: string[] | undefined;
};
/**
 * A Zoom account, by its SCIM2 API: a server-to-server OAuth app with the scope `scim2:admin`
 * (Zoom App Marketplace: Develop > Build App). The account needs Single Sign-On and a Vanity URL.
 */
type ZoomConnection = AnyConnection & ((ClientCredentials & {
    /** The account's id, from the app's page in the Marketplace. */
    accountId: string;
}) | (BearerToken & {
    accountId?: undefined;
})) & {
    /** The kind of tenant. */
    provider: "zoom";
    /** The origin of the API. Default: `https://api.zoom.us`; its paths begin with `/scim2/`. */
    baseUrl?: string | undefined;
    /** Where tokens come from. Default: `https://zoom.us/oauth/token`. */
    tokenUrl?: string | undefined;
    /** The account's plan: Zoom's rate limits follow from it. Without it, one request a second. */
    plan?: "free" | "pro" | "business" | undefined;
};
/**
 * A Zuora OneID organization, by its SCIM API: an OAuth 2.0 client of type Client Credentials
 * (OneID portal: Settings > Manage OAuth 2.0 Clients). A client of Zuora's REST API doesn't work here.
 */
type ZuoraOneIdConnection = AnyConnection & (ClientCredentials | BearerToken) & {
    /** The kind of tenant. */
    provider: "zuora-oneid";
    /** The organization that new users are of. Default: the one that the token's scope names. */
    organizationId?: string | undefined;
    /** Below it is `/Users`. Default: `https://one.zuora.com/scim/v2`. */
    baseUrl?: string | undefined;
    /** Where tokens come from. Default: `https://one.zuora.com/oauth2/token`. */
    tokenUrl?: string | undefined;
};
/** How an RFC 7644 server wants to know who asks. */
type ScimAuth = {
    /** A bearer token (RFC 6750). */
    type: "bearer";
    /** The token. It goes to the origin of `baseUrl` and nowhere else. */
    token: string;
} | {
    /** A user name and a password (RFC 7617). */
    type: "basic";
    /** The user name. */
    username: string;
    /** The password. It goes to the origin of `baseUrl` and nowhere else. */
    password: string;
} | {
    /** An OAuth client that gets its tokens itself (RFC 6749, section 4.4). */
    type: "client_credentials";
    /** Where tokens come from. The client's secret goes there and nowhere else. */
    tokenUrl: string;
    /** The OAuth client's id. */
    clientId: string;
    /** The OAuth client's secret. */
    clientSecret: string;
    /** What the token shall be good for. */
    scope?: string | undefined;
    /** Where id and secret go: into the `Authorization` header (`"basic"`, the default) or into the form. */
    clientAuth?: "basic" | "post" | undefined;
};
/** Any RFC 7644 server. */
type ScimConnection = AnyConnection & {
    /** The kind of tenant. */
    provider: "scim";
    /** Below it are `/Users` and `/ServiceProviderConfig`, as in `https://example.com/scim/v2`. */
    baseUrl: string;
} & ({
    /** How the server wants to know who asks. */
    auth: ScimAuth;
    accessToken?: undefined;
} | {
    /** How to get a fresh token when the one given ends. */
    auth?: Extract<ScimAuth, {
        type: "client_credentials";
    }> | undefined;
    /** A bearer token that is there already; used until the tenant refuses it, then the client gets a fresh one. */
    accessToken: string;
});
/** One tenant and the credentials for it. `provider` tells which kind. */
type Connection = ZuoraConnection | ZuoraOneIdConnection | ZoomConnection | ScimConnection;

/** Groups: what they are, how you point at one, and what verbs on them resolve with. */

/** A group of users. */
interface Group {
    /** The group's id. */
    id: string;
    /** Its name. SCIM: `displayName`. */
    name: string;
    /** Who is in it; absent where the tenant doesn't show that (Zoom never does). `get` gives all of them, `list` what its rows show. */
    members?: GroupMember[];
    /** The vendor's record. */
    raw: unknown;
}
/** Somebody in a group. */
interface GroupMember {
    /** The user's id; a group's, where groups may be in groups. */
    id: string;
    /** The name that is shown. */
    display?: string;
}
/** What a group can be pointed at by. */
interface GroupPointers {
    /** The tenant's own id. */
    id: string;
    /** The name: one to the letter wins, a single one that differs by case matches. */
    name: string;
}
/** How you point at a group: one pointer. A plain string is its id, and only if no group has that id, its name. */
type WhichGroup = string | OneOf<GroupPointers>;
/** What a write to a group did. `O` lists the outcomes that its verb has. */
interface GroupResult<O extends string, G extends Group | null = Group> {
    /** What was done, in one word. */
    outcome: O;
    /** Whether this was a dry run: nothing was written, and `outcome` says what would have been. */
    dryRun: boolean;
    /** The group afterwards; `null` if there is none. In a dry run: as it is now. */
    group: G;
    /** What changed: `name`, and `members` by their ids (`to` came in, `from` went out). */
    changes: Change[];
    /** What to know beyond the outcome. */
    warnings: Warning[];
    /** Requests that were sent for the call, those for a token not counted. */
    attempts: number;
    /** The vendor's ids of those requests, for its support. */
    requestIds: string[];
}
/** What `groups.create` did: a group of that name that is there gets the members that it lacks. */
type CreateGroupResult = GroupResult<"created", Group | null> | GroupResult<"updated" | "unchanged">;
/** What `groups.rename` did. */
type RenameGroupResult = GroupResult<"renamed" | "unchanged">;
/** What `groups.remove` did. No such group is an outcome, not an error. */
type RemoveGroupResult = GroupResult<"removed", Group | null> | GroupResult<"not_found", null>;
/** What `groups.addMembers` and `groups.removeMembers` did. */
type MembersResult = GroupResult<"updated" | "unchanged">;

/** HR webhooks: a delivery as it came, and what is known of it. */

/**
 * Where a delivery is from. Confirmed by a vendor's own page or SDK in every part: `hibob`, `finch`, `workos`, `standard-webhooks`, `okta`.
 * The others are unconfirmed in some part (see docs/webhooks.md): try yours before you rely on it.
 */
type WebhookSource = 
/** HMAC-SHA256 over body and time. Unconfirmed. */
"bamboohr"
/** HMAC-SHA512 over the body. */
 | "hibob"
/** HMAC-SHA256 over the body. Unconfirmed: that it is in hex. */
 | "gusto"
/** HMAC-SHA256 over "POST" and the body. Unconfirmed: that it is in hex. */
 | "deel"
/** Unconfirmed altogether. */
 | "personio"
/** The secret itself in a header; nothing is signed. Unconfirmed. */
 | "factorial"
/** HMAC-SHA256 over the body. Unconfirmed: its padding. */
 | "merge"
/** HMAC-SHA256 over id, time and body. */
 | "finch"
/** HMAC-SHA256 over time and body. */
 | "workos"
/** HMAC-SHA256 or Ed25519 over id, time and body. Also for Workday, whose integrations can send it. */
 | "standard-webhooks"
/** The secret itself in the Authorization header; nothing is signed. */
 | "okta"
/** Unconfirmed altogether. */
 | "rippling"
/** As you describe it in `generic`. */
 | "generic";
/** A scheme that isn't in the list: an HMAC, keyed with the secret's own bytes. */
interface GenericScheme {
    /** The header with the signature. */
    signatureHeader: string;
    /** The hash. */
    algorithm: "sha1" | "sha256" | "sha512";
    /** How the signature is written. */
    encoding: "hex" | "base64" | "base64url";
    /** What stands before it in the header: `"sha256="`. */
    prefix?: string | undefined;
    /** What is signed, in order and with nothing between: the body alone, if you don't say. */
    signed?: ({
        /** Something of the delivery. */
        part: "body" | "timestamp" | "id";
    } | {
        /** Fixed text: `"."`. */
        text: string;
    })[] | undefined;
    /** The header with the time of signing: seconds, milliseconds or RFC 3339. It has to be in `signed`. */
    timestampHeader?: string | undefined;
    /** The header with the vendor's id of the delivery. */
    idHeader?: string | undefined;
}
/** Headers of any runtime: a `Headers`, Node's `request.headers`, or an object. Names have no case. */
type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;
/** A body as it came, byte by byte. JSON that was parsed and written again is another body. */
type WebhookBody = string | Uint8Array | ArrayBuffer;
/** A delivery, and what to hold it to. */
interface WebhookDelivery {
    /** The method that it came by, if you have it at hand. Deel signs it. */
    method?: string | undefined;
    /** Its headers. */
    headers: WebhookHeaders;
    /** Its raw body: `await request.arrayBuffer()`, in Express with `express.raw`. */
    body: WebhookBody;
    /** The secret that you and the vendor share. An empty one is refused. */
    secret?: string | undefined;
    /** More secrets, any of which is good: for the time of a rotation. */
    secrets?: string[] | undefined;
    /** The time of day in milliseconds since 1970, in place of the runtime's clock. */
    now?: number | undefined;
    /** How old a signed time may be, in seconds, in place of the source's own figure. Without effect where no time is signed. */
    toleranceSeconds?: number | undefined;
    /** The scheme of the source `"generic"`. */
    generic?: GenericScheme | undefined;
}
/** What is known of a delivery that passed. */
interface WebhookVerification {
    /** Where it is from. */
    source: WebhookSource;
    /** The same each time it is delivered: the vendor's id, else a digest of the body. Remember it to act once. */
    id: string;
    /** When it was signed, RFC 3339, where that is signed. */
    timestamp?: string;
    /**
     * What the proof is worth. `"signature"`: nobody without the secret has changed the body.
     * `"shared_secret"`: the secret came along and nothing is signed, so don't trust the body beyond that: ask the vendor.
     */
    strength: "signature" | "shared_secret";
    /** Whether a vendor's own page or SDK confirms every part of the scheme. */
    confirmed: boolean;
}
/** What happened to somebody, in one shape for every source. */
interface LifecycleEvent {
    /** The same each time it is delivered; events of one delivery are told apart by `#1`, `#2`… */
    id: string;
    /** Where it is from. */
    source: WebhookSource;
    /** Hired (again), changed, leaving; a termination or rehire that was called off; a try of the address; anything else. */
    type: "joiner" | "mover" | "leaver" | "cancelled" | "ping" | "other";
    /** What a `cancelled` event calls off; absent where its name doesn't say. */
    cancels?: "joiner" | "leaver";
    /** When it takes effect: RFC 3339, or a plain date where the vendor names no zone. Absent if the delivery doesn't say. */
    effectiveAt?: string;
    /** The person as far as the delivery tells, fit for `provision`. */
    person?: Person;
    /** How to find the account, fit for `deactivate`. */
    who?: Who;
    /** The id that the sender has for the person: what to ask it with. */
    externalId?: string;
    /** Ask the HR system before you act: the delivery doesn't tell enough. Only then is it known whether a mover leaves. */
    thin: boolean;
    /** What was delivered. Integers beyond ±2^53 are decimal strings, nothing else is changed. */
    raw: unknown;
}
/** A request by which a vendor may try an address before it delivers. */
interface WebhookRequest {
    /** Its method. */
    method: string;
    /** Its headers. */
    headers: WebhookHeaders;
    /** Its address. */
    url?: string | undefined;
    /** Its raw body, if it has one. */
    body?: WebhookBody | undefined;
}
/** What to answer to a vendor's try. */
interface WebhookAnswer {
    /** The HTTP status. */
    status: number;
    /** The headers. */
    headers: Record<string, string>;
    /** The body. */
    body: string;
}

/** The step: every verb as JSON in and JSON out, for workflow platforms. */

/** Options as JSON: without the signal. */
type Json<O> = Omit<O, "signal">;
/** Options of a batch as JSON. */
type JsonBatch<O> = Omit<O, "signal" | "onProgress">;
/** What a write gives as a step: `outcome` tells which it is. */
type Written<R> = R extends {
    outcome: infer O;
} ? {
    /** What the write did, in one word. */
    outcome: O;
    /** What else is known of it. */
    data: Omit<R, "outcome" | "warnings">;
} : never;
/** What an action gives: a write its outcome and data, a read its data. */
type Given<A> = A extends {
    written: infer R;
} ? Written<R> : A extends {
    data: infer D;
} ? {
    outcome?: never;
    /** What the verb gives. */
    data: D;
} : never;
/** What each action takes and gives. */
interface Actions {
    /** A token for the tenant; the token itself only with `reveal: true`. */
    token: {
        input: Record<string, never>;
        options: Json<CallOptions> & {
            /** Give the token itself. Platforms keep a step's output: think twice. */
            reveal?: boolean | undefined;
        };
        data: Omit<AccessToken, "accessToken"> & Partial<Pick<AccessToken, "accessToken">>;
    };
    /** Users, cut at `limit` (default 1 000); then `cursor` tells where to go on. */
    list: {
        input: ListQuery;
        options: Json<CallOptions>;
        data: {
            users: User[];
        };
    };
    /** One user; nobody is `not_found`. */
    get: {
        input: {
            who: Who;
        };
        options: Json<CallOptions>;
        data: {
            user: User;
        };
    };
    /** One user; nobody is `null`. */
    find: {
        input: {
            who: Who;
        };
        options: Json<CallOptions>;
        data: {
            user: User | null;
        };
    };
    /** Makes an account be as asked. */
    provision: {
        input: {
            person: Person;
        };
        options: Json<ProvisionOptions>;
        written: ProvisionResult;
    };
    /** Changes fields of an account that is there. */
    update: {
        input: {
            who: Who;
            change: PersonChange;
        };
        options: Json<WriteOptions>;
        written: UpdateResult;
    };
    /** Gives a seat back. */
    reactivate: {
        input: {
            who: Who;
        };
        options: Json<WriteOptions>;
        written: ReactivateResult;
    };
    /** Deletes an account for good; `options.confirm` has to be its userName. */
    remove: {
        input: {
            who: Who;
        };
        options: Json<RemoveOptions>;
        written: RemoveResult;
    };
    /** Has the vendor mail the user a way to set a new password. */
    resetPassword: {
        input: {
            who: Who;
        };
        options: Json<CallOptions>;
        data: PasswordReset;
    };
    /** Takes a seat back. */
    deactivate: {
        input: {
            who: Who;
        };
        options: Json<DeactivateOptions>;
        written: DeactivateResult;
    };
    /** Many people at once: one result each. */
    provisionAll: {
        input: {
            people: Person[];
        };
        options: JsonBatch<ProvisionAllOptions>;
        data: BatchResult<ProvisionResult, StepFailed["error"]>;
    };
    /** Takes many seats back: one result each. */
    deactivateAll: {
        input: {
            whos: Who[];
        };
        options: JsonBatch<DeactivateAllOptions>;
        data: BatchResult<DeactivateResult, StepFailed["error"]>;
    };
    /** What is to be done that the tenant fits a roster; nothing is written. Its warnings are the step's too. */
    plan: {
        input: {
            roster: Person[];
            policy?: Policy | undefined;
        };
        options: Json<PlanOptions>;
        data: Plan;
    };
    /** Does what a plan says: one result for each entry, those of `reactivate` first, then `create`, `update`, `deactivate`. */
    apply: {
        input: {
            plan: Plan;
        };
        options: JsonBatch<ApplyOptions>;
        data: BatchResult<ApplyResult, StepFailed["error"]>;
    };
    /** The roles that users can have. */
    roles: {
        input: Record<string, never>;
        options: Json<CallOptions>;
        data: {
            roles: Role[];
        };
    };
    /** What the connection can do. */
    capabilities: {
        input: Record<string, never>;
        options: Json<CallOptions>;
        data: Capabilities;
    };
    /** A raw call with auth, pacing and retries. */
    request: {
        input: {
            /** The HTTP method. */
            method: string;
            /** The path, from the tenant's origin: `"/v1/users/u-001"`. */
            path: string;
            /** The body, sent as JSON. */
            body?: unknown;
        };
        options: Json<RequestOptions>;
        data: RawResponse;
    };
    /** The groups of the tenant. */
    "groups.list": {
        input: Record<string, never>;
        options: Json<CallOptions>;
        data: {
            groups: Group[];
        };
    };
    /** One group, with its members where the tenant shows them. */
    "groups.get": {
        input: {
            group: WhichGroup;
        };
        options: Json<CallOptions>;
        data: {
            group: Group;
        };
    };
    /** Makes a group, or adds to the one of that name. */
    "groups.create": {
        input: {
            name: string;
            members?: Who[] | undefined;
        };
        options: Json<WriteOptions>;
        written: CreateGroupResult;
    };
    /** Gives a group another name. */
    "groups.rename": {
        input: {
            group: WhichGroup;
            name: string;
        };
        options: Json<WriteOptions>;
        written: RenameGroupResult;
    };
    /** Removes a group for good; `options.confirm` has to be its name. */
    "groups.remove": {
        input: {
            group: WhichGroup;
        };
        options: Json<RemoveGroupOptions>;
        written: RemoveGroupResult;
    };
    /** Puts users into a group. */
    "groups.addMembers": {
        input: {
            group: WhichGroup;
            members: Who[];
        };
        options: Json<WriteOptions>;
        written: MembersResult;
    };
    /** Takes users out of a group. */
    "groups.removeMembers": {
        input: {
            group: WhichGroup;
            members: Who[];
        };
        options: Json<WriteOptions>;
        written: MembersResult;
    };
    /** Whether a webhook's delivery is the vendor's own. Needs no connection. */
    verifyWebhook: {
        input: WebhookInput;
        options: Record<string, never>;
        data: WebhookVerification;
    };
    /** What a webhook's delivery says. Needs no connection. */
    parseWebhook: {
        input: WebhookInput;
        options: Record<string, never>;
        data: {
            events: LifecycleEvent[];
        };
    };
}
/** The actions that need no connection. */
type Unconnected = "verifyWebhook" | "parseWebhook";
/** A delivery as JSON. */
type WebhookInput = Omit<Partial<WebhookDelivery>, "body" | "headers"> & {
    /** Where it is from. */
    source: WebhookSource;
    /** Its headers. */
    headers: Record<string, string | string[]>;
} & ({
    /** Its raw body. */
    body: string;
} | {
    /** Its raw body in base64, for one that is no text. */
    bodyBase64: string;
});
/** The name of a verb, as a step spells it. */
type Action = keyof Actions;
/** One verb as JSON. `input` may be left out where the verb takes none. */
type Step<A extends Action = Action> = {
    [K in A]: {
        /** The verb. */
        action: K;
        /** The verb's options, without functions and signal. */
        options?: Actions[K]["options"] | undefined;
    } & (K extends Unconnected ? {
        /** Not needed, and not used. */
        connection?: Connection | undefined;
    } : {
        /** The tenant and the credentials for it. */
        connection: Connection;
    }) & (Record<string, never> extends Actions[K]["input"] ? {
        /** What the verb takes. */
        input?: Actions[K]["input"] | undefined;
    } : {
        /** What the verb takes. */
        input: Actions[K]["input"];
    });
}[A];
/** A step for `client.run`: the connection is the client's. Webhooks have none. */
type ClientStep<A extends Action = Action> = {
    [K in Exclude<A, Unconnected>]: {
        /** The verb. */
        action: K;
        connection?: undefined;
        /** The verb's options, without functions and signal. */
        options?: Actions[K]["options"] | undefined;
    } & (Record<string, never> extends Actions[K]["input"] ? {
        /** What the verb takes. */
        input?: Actions[K]["input"] | undefined;
    } : {
        /** What the verb takes. */
        input: Actions[K]["input"];
    });
}[Exclude<A, Unconnected>];
/** A step that did what it was asked. */
type StepDone<A extends Action = Action> = {
    /** It worked. */
    ok: true;
    /** The verb. */
    action: A;
    /** What to know beyond the outcome. */
    warnings: Warning[];
    /** `list`: where to go on, if its limit came first. */
    cursor?: string;
} & Given<Actions[A]>;
/** A step that failed. */
interface StepFailed<A extends string = string> {
    /** It failed. */
    ok: false;
    /** The verb. */
    action: A;
    /** Why. */
    error: Pick<ErrorFields, "code" | "message" | "hint" | "retryable" | "retryAfterMs" | "status">;
}
/** What a step gives: branch on `ok`, then on `outcome` or `error.code`. */
type StepOutput<A extends Action = Action> = {
    [K in A]: StepDone<K>;
}[A] | StepFailed;

/** The step's door: hands JSON to the core and gives back what it says. What went wrong is in the output, never thrown. */

/** What a step can't say as JSON. */
interface RunOptions extends HostOptions {
    /** Aborts the step, which then rejects with the signal's reason. */
    signal?: AbortSignal | undefined;
}

/** The verbs for one call each, without a client: they share token and pace with every other call on an equal connection. */

/** Options of a bare function: those of the call and those of the client in one. `timeoutMs` is the call's. */
type BareOptions<O extends CallOptions> = O & Omit<ClientOptions, "timeoutMs">;
/** A token for the tenant. As `client.token`. */
declare function token(connection: Connection, options?: BareOptions<CallOptions>): Promise<AccessToken>;
/** The users of the tenant: every one of them once, or an error. As `client.list`. */
declare function list(connection: Connection, query?: ListQuery, options?: BareOptions<CallOptions>): UserList;
/** One user; rejects with `not_found` if nobody is there. As `client.get`. */
declare function get(connection: Connection, who: Who, options?: BareOptions<CallOptions>): Promise<User>;
/** One user; `null` if nobody is there. As `client.find`. */
declare function find(connection: Connection, who: Who, options?: BareOptions<CallOptions>): Promise<User | null>;
/** Makes the account be as asked, whatever it was. As `client.provision`. */
declare function provision(connection: Connection, person: Person, options?: BareOptions<ProvisionOptions>): Promise<ProvisionResult>;
/** Takes the seat back. As `client.deactivate`. */
declare function deactivate(connection: Connection, who: Who, options?: BareOptions<DeactivateOptions>): Promise<DeactivateResult>;
/** Many people at once: one result each, in order. As `client.provisionAll`. */
declare function provisionAll(connection: Connection, people: Iterable<Person> | AsyncIterable<Person>, options?: BareOptions<ProvisionAllOptions>): Promise<BatchResult<ProvisionResult>>;
/** Takes many seats back: one result each, in order. As `client.deactivateAll`. */
declare function deactivateAll(connection: Connection, whos: Iterable<Who> | AsyncIterable<Who>, options?: BareOptions<DeactivateAllOptions>): Promise<BatchResult<DeactivateResult>>;
/** What is to be done that the tenant fits a roster; writes nothing. As `client.plan`. */
declare function plan(connection: Connection, roster: Iterable<Person> | AsyncIterable<Person>, policy?: Policy, options?: BareOptions<PlanOptions>): Promise<Plan>;
/** Does what a plan says: one result for each entry. As `client.apply`. */
declare function apply(connection: Connection, plan: Plan, options?: BareOptions<ApplyOptions>): Promise<BatchResult<ApplyResult>>;
/** Changes fields of an account that is there. As `client.update`. */
declare function update(connection: Connection, who: Who, change: PersonChange, options?: BareOptions<WriteOptions>): Promise<UpdateResult>;
/** Switches an account on again. As `client.reactivate`. */
declare function reactivate(connection: Connection, who: Who, options?: BareOptions<WriteOptions>): Promise<ReactivateResult>;
/** Deletes an account for good. As `client.remove`. */
declare function remove(connection: Connection, who: Who, options: BareOptions<RemoveOptions>): Promise<RemoveResult>;
/** Has the vendor mail the user a way to set a new password. As `client.resetPassword`. */
declare function resetPassword(connection: Connection, who: Who, options?: BareOptions<CallOptions>): Promise<PasswordReset>;
/** The roles that users can have. As `client.roles`. */
declare function roles(connection: Connection, options?: BareOptions<CallOptions>): Promise<Role[]>;
/** What the connection can do, told before it is tried. As `client.capabilities`. */
declare function capabilities(connection: Connection, options?: BareOptions<CallOptions>): Promise<Capabilities>;
/** A raw call to the tenant, with auth, pacing and retries. As `client.request`. */
declare function request(connection: Connection, method: string, path: string, body?: unknown, options?: BareOptions<RequestOptions>): Promise<RawResponse>;

/** The verbs on groups, as methods of `client.groups`. Each hands JSON to the core; nothing is decided here. */

/** Calls a verb of the core. */
type Ask = <T>(operation: string, input: Record<string, unknown>, options: unknown) => Promise<T>;
/** The groups of a tenant. Each use of it reads anew; nothing is sent before the first. */
interface GroupList extends AsyncIterable<Group> {
    /** All of them in an array. */
    toArray(): Promise<Group[]>;
}
/** What can be done with the groups of a tenant: `client.groups`. Zuora's REST API has none: `not_supported`. */
declare class Groups {
    #private;
    /** @internal */
    constructor(ask: Ask);
    /**
     * The groups of the tenant: every one of them, or an error; never a quiet half. Reading it may reject with `incomplete_listing`.
     *
     * @example
     * for await (const group of zoom.groups.list()) console.log(group.name);
     */
    list(options?: CallOptions): GroupList;
    /**
     * One group, with all its members where the tenant shows them. Rejects with `not_found` if it isn't there, `ambiguous_match` if
     * several have that name.
     *
     * @example
     * const { members } = await scim.groups.get({ name: "Sales" });
     */
    get(group: WhichGroup, options?: CallOptions): Promise<Group>;
    /**
     * Makes a group with these members. If one of that name is there, it is taken and gets the members that it lacks: twice is the
     * same as once. Rejects with `not_found`, and writes nothing, if one of the members isn't there.
     *
     * @example
     * const { outcome, group } = await zoom.groups.create({ name: "Sales", members: ["jane@example.com"] });
     */
    create(group: {
        name: string;
        members?: Who[] | undefined;
    }, options?: WriteOptions): Promise<CreateGroupResult>;
    /**
     * Gives a group another name. Rejects with `not_found` if it isn't there, `conflict` if another group has that name.
     *
     * @example
     * await zoom.groups.rename({ name: "Sales" }, "Sales EMEA");
     */
    rename(group: WhichGroup, name: string, options?: WriteOptions): Promise<RenameGroupResult>;
    /**
     * Removes a group for good; its members stay. `confirm` has to be its name, to the letter: otherwise it rejects with
     * `guard_tripped`, and nothing is removed.
     *
     * @example
     * await zoom.groups.remove({ name: "Sales" }, { confirm: "Sales" });
     */
    remove(group: WhichGroup, options: RemoveGroupOptions): Promise<RemoveGroupResult>;
    /**
     * Puts users into a group. Who is in it already stays in it. Rejects with `not_found`, and writes nothing, if the group or one of
     * the users isn't there.
     *
     * @example
     * const { changes } = await zoom.groups.addMembers("Sales", ["jane@example.com", { id: "u-042" }]);
     */
    addMembers(group: WhichGroup, members: Who[], options?: WriteOptions): Promise<MembersResult>;
    /**
     * Takes users out of a group. Who isn't in it stays out of it; who isn't in the tenant is a warning.
     *
     * @example
     * await zoom.groups.removeMembers("Sales", ["jane@example.com"]);
     */
    removeMembers(group: WhichGroup, members: Who[], options?: WriteOptions): Promise<MembersResult>;
}

/** The client: every verb as a method. Each hands JSON to the core and opens what comes back; nothing is decided here. */

/** `Symbol.dispose`. Where a runtime lacks it, what compiles `using` looks for the registered symbol. */
declare const dispose: typeof Symbol.dispose;
/**
 * A client for one tenant. Nothing is sent before the first call.
 * Clients with an equal connection and the same host functions share token and pace.
 *
 * @throws SeatwardenError at once: `invalid_input` for a bad connection or bad options, `not_supported` for Zuora's legacy
 * basic authentication and where wasm is forbidden.
 * @example
 * const zuora = connect({ provider: "zuora", clientId, clientSecret });
 * for await (const user of zuora.list({ active: true })) console.log(user.userName);
 */
declare function connect(connection: Connection, options?: ClientOptions): Client;
/**
 * A client for one tenant; `connect` makes it. Its calls reject with a `SeatwardenError`, or with the signal's reason.
 *
 * Any call may reject with `invalid_input` (nothing was sent), `auth_failed`, `forbidden`, `not_supported`, `rate_limited`,
 * `timeout`, `network`, `vendor_unavailable`, `vendor_rejected`, `invalid_response`, `response_too_large`, `unsafe_redirect` or
 * `internal`; a method says which codes are its own.
 */
declare class Client {
    #private;
    /** Use `connect`. `forgets`: whether the token goes with the client, once no other client shares it. */
    constructor(connection: Connection, options?: ClientOptions, forgets?: boolean);
    /**
     * A token for the tenant: one request however many callers wait, then kept until 60 seconds before it ends.
     *
     * @example
     * const { accessToken, expiresAt } = await zuora.token();
     */
    token(options?: CallOptions): Promise<AccessToken>;
    /**
     * The users of the tenant: every one of them once, or an error; never a quiet half. Reading it may reject with
     * `incomplete_listing`.
     *
     * @example
     * for await (const user of zuora.list({ active: true })) console.log(user.userName);
     * const admins = await zuora.list({ role: "Administrator" }).toArray();
     */
    list(query?: ListQuery, options?: CallOptions): UserList;
    /**
     * One user; rejects with `not_found` if nobody is there, with `ambiguous_match` if more than one matches.
     *
     * @example
     * const jane = await zuora.get("jane@example.com");
     */
    get(who: Who, options?: CallOptions): Promise<User>;
    /**
     * One user; `null` if nobody is there. Rejects with `ambiguous_match` if more than one matches.
     *
     * @example
     * if ((await zuora.find({ email: "jane@example.com" })) === null) console.log("no seat");
     */
    find(who: Who, options?: CallOptions): Promise<User | null>;
    /**
     * Makes the account be as asked, whatever it was: created, updated, reactivated or left as it is. Twice is the same as once.
     * Rejects with `conflict` if somebody else holds the name or the mail address, `ambiguous_match` if more than one matches,
     * `outcome_unknown` if a write was sent and nobody can tell whether it was done.
     *
     * @example
     * const person = { email: "jane@example.com", givenName: "Jane", familyName: "Doe", role: "Read Only" };
     * const { outcome, changes, warnings } = await zuora.provision(person, { dryRun: true });
     */
    provision(person: Person, options?: ProvisionOptions): Promise<ProvisionResult>;
    /**
     * Takes the seat back: finds the account, switches it off, reads it back. Nobody there and already off are outcomes.
     * Rejects with `ambiguous_match` if more than one matches, `outcome_unknown` if nobody can tell whether it was done.
     *
     * @example
     * const { outcome, warnings } = await zuora.deactivate("jane@example.com");
     */
    deactivate(who: Who, options?: DeactivateOptions): Promise<DeactivateResult>;
    /**
     * Changes fields of an account that is there, and nothing else: an account that is off stays off. Fields that the tenant
     * doesn't show are written too. Rejects with `not_found` if nobody is there, `conflict` if somebody else holds the name or
     * the mail address.
     *
     * @example
     * const { changes } = await zuora.update("jane@example.com", { familyName: "Roe" });
     */
    update(who: Who, change: PersonChange, options?: WriteOptions): Promise<UpdateResult>;
    /**
     * Switches an account on again. Already on is an outcome; rejects with `not_found` if nobody is there.
     *
     * @example
     * const { outcome } = await zuora.reactivate("jane@example.com");
     */
    reactivate(who: Who, options?: WriteOptions): Promise<ReactivateResult>;
    /**
     * Deletes an account for good; `deactivate` can be undone. `confirm` has to be its userName, to the letter: otherwise
     * it rejects with `guard_tripped`, and nothing is deleted. Nobody there is an outcome.
     *
     * @example
     * await zuora.remove({ id: "u-042" }, { confirm: "jane@example.com" });
     */
    remove(who: Who, options: RemoveOptions): Promise<RemoveResult>;
    /**
     * Has the vendor mail the user a way to set a new password; none passes through here. Rejects with `not_found` if nobody
     * is there, `outcome_unknown` if the answer was lost.
     *
     * @example
     * await zuora.resetPassword("jane@example.com");
     */
    resetPassword(who: Who, options?: CallOptions): Promise<PasswordReset>;
    /**
     * The roles that users can have.
     *
     * @example
     * const names = (await zuora.roles()).map((role) => role.name);
     */
    roles(options?: CallOptions): Promise<Role[]>;
    /**
     * Many people at once, each as by `provision`: one result each, in order, no matter what fails. Takes any iterable or async
     * iterable; the tenant is read at most once for all of them. The same person twice is settled in order: the later wins.
     * After `deadlineMs` it resolves with what was done and with `resume`: hand that back with the same people to go on.
     *
     * @example
     * const { results, counts } = await zuora.provisionAll(people, { onProgress: (done, total) => console.log(done, total) });
     * for (const entry of results) if (!entry.ok) console.log(entry.index, entry.error.code, entry.error.message);
     */
    provisionAll(people: Iterable<Person> | AsyncIterable<Person>, options?: ProvisionAllOptions): Promise<BatchResult<ProvisionResult>>;
    /**
     * Takes many seats back, each as by `deactivate`: one result each, in order, no matter what fails. As `provisionAll`.
     *
     * @example
     * const { counts } = await zuora.deactivateAll(["jane@example.com", { id: "u-042" }]);
     */
    deactivateAll(whos: Iterable<Who> | AsyncIterable<Who>, options?: DeactivateAllOptions): Promise<BatchResult<DeactivateResult>>;
    /**
     * What is to be done that the tenant fits a roster: who is missing, who is off, who differs and, only if the policy asks for it, whose seat is to be
     * taken back. Reads the whole tenant and writes nothing. Takes any iterable or async iterable, and reads it to its end first. One person who can't be
     * read or couldn't be created rejects all of it with `invalid_input`, which names each place; a tenant that can't be read whole rejects with
     * `incomplete_listing`.
     *
     * @example
     * const policy: Policy = { onMissing: "deactivate", scope: { domains: ["example.com"] }, protect: ["admin@example.com"] };
     * const { id, create, deactivate, guard } = await zuora.plan(roster, policy);
     * console.log(create.length, deactivate.map(({ userName }) => userName), guard.tripped ? `look closely: ${id}` : "");
     */
    plan(roster: Iterable<Person> | AsyncIterable<Person>, policy?: Policy, options?: PlanOptions): Promise<Plan>;
    /**
     * Does what a plan says: reactivates, creates, updates, then deactivates; one result for each entry, in that order, no matter what fails. Reads the
     * tenant again first, and writes nothing at all if it no longer is as the plan saw it (`plan_drifted`; what is done already is no drift), if more would
     * be deactivated than the plan's guard allows and `confirm` isn't its id (`guard_tripped`), or if the plan was changed or is another tenant's
     * (`invalid_input`). After `deadlineMs` it resolves with what was done and with `resume`: hand that back with the same plan to go on.
     *
     * @example
     * const plan = await zuora.plan(roster);
     * const { results, counts } = await zuora.apply(plan, { confirm: plan.id });
     * for (const entry of results) if (!entry.ok) console.log(entry.index, entry.error.code, entry.error.message);
     */
    apply(plan: Plan, options?: ApplyOptions): Promise<BatchResult<ApplyResult>>;
    /**
     * The groups of the tenant, and who is in them.
     *
     * @example
     * await zoom.groups.addMembers("Sales", ["jane@example.com"]);
     */
    readonly groups: Groups;
    /** What this connection can do, told before it is tried. Only a `scim` server is asked, once, what it takes in bulk. */
    capabilities(options?: CallOptions): Promise<Capabilities>;
    /**
     * A raw call to the tenant, with auth, pacing and retries. `path` begins with "/" and stays on the connection's origin.
     * Whatever the tenant answers is a result, refusals too; only no answer is an error.
     *
     * @example
     * const { status, body } = await zuora.request("GET", "/v1/users?pageSize=1");
     */
    request(method: string, path: string, body?: unknown, options?: RequestOptions): Promise<RawResponse>;
    /**
     * Runs one verb, JSON in and JSON out, on this client's connection. It never throws for what went wrong: branch on `ok`, then
     * on `outcome` or `error.code`. As the function `run`, whose step brings a connection along.
     *
     * @example
     * const output = await zuora.run({ action: "deactivate", input: { who: "jane@example.com" } });
     */
    run<A extends Action>(step: ClientStep<A>, options?: Pick<CallOptions, "signal">): Promise<StepOutput<A>>;
    /** Lets go of the client and, once no other client shares it, of its token: later calls reject with `invalid_input`; calls that are under way end as they would. */
    [dispose](): void;
}

/**
 * Joiner, mover, leaver for SaaS tenants. The whole public door; each entry in `entry/` adds where the wasm comes from.
 *
 * @packageDocumentation
 */

/**
 * Runs one verb, JSON in and JSON out, and never throws for what went wrong: branch on `ok`, then on `outcome` or `error.code`.
 *
 * @example
 * const output = await run({ action: "deactivate", connection, input: { who: "jane@example.com" } });
 * if (!output.ok && output.error.retryable) console.log("later:", output.error.message);
 */
declare function run<A extends Action>(step: Step<A>, options?: RunOptions): Promise<StepOutput<A>>;
/**
 * Verifies a delivery: its signature over the raw bytes in constant time, then its age. Rejects with `webhook_invalid` if it isn't the
 * vendor's own or too old, with `invalid_input` if a secret is empty or can't be one.
 *
 * @example
 * const delivery = { headers: request.headers, body: await request.arrayBuffer(), secret: env.GUSTO_TOKEN };
 * const { id } = await verifyWebhook("gusto", delivery);
 * for (const event of parseWebhook("gusto", delivery)) console.log(id, event.type, event.effectiveAt, event.externalId);
 */
declare function verifyWebhook(source: WebhookSource, delivery: WebhookDelivery): Promise<WebhookVerification>;
/**
 * Reads what a delivery says. It knows nothing of its authenticity: verify the same delivery first.
 *
 * @throws SeatwardenError `webhook_invalid` if the body can't be read.
 */
declare function parseWebhook(source: WebhookSource, delivery: WebhookDelivery): LifecycleEvent[];
/**
 * What to answer when a vendor tries your address before it delivers: Okta's one-time GET, HiBob's ping. `null` if the request is none.
 *
 * @example
 * const answer = webhookChallenge("okta", { method: request.method, headers: request.headers, url: request.url });
 * if (answer !== null) return new Response(answer.body, answer);
 */
declare function webhookChallenge(source: WebhookSource, request: WebhookRequest): WebhookAnswer | null;

export { Client, Groups, SeatwardenError, apply, capabilities, connect, deactivate, deactivateAll, find, get, list, parseWebhook, plan, provision, provisionAll, reactivate, remove, request, resetPassword, roles, run, token, update, verifyWebhook, webhookChallenge };
export type { AccessToken, Action, Actions, ApplyOptions, ApplyResult, AuditRecord, BareOptions, BatchEntry, BatchOptions, BatchResult, CallOptions, Capabilities, Change, ClientOptions, ClientStep, Connection, CreateGroupResult, DeactivateAllOptions, DeactivateOptions, DeactivateResult, ErrorCode, ErrorFields, GenericScheme, Group, GroupList, GroupMember, GroupResult, HostOptions, LifecycleEvent, ListQuery, MembersResult, PasswordReset, Person, PersonChange, Plan, PlanOptions, PlannedChange, Policy, ProvisionAllOptions, ProvisionOptions, ProvisionResult, RawResponse, ReactivateResult, RemoveGroupOptions, RemoveGroupResult, RemoveOptions, RemoveResult, RenameGroupResult, RequestOptions, Role, RunOptions, ScimAuth, ScimConnection, SeatwardenEvent, Step, StepDone, StepFailed, StepOutput, TokenStore, UpdateResult, User, UserList, UserPage, VendorError, Warning, WebhookAnswer, WebhookBody, WebhookDelivery, WebhookHeaders, WebhookRequest, WebhookSource, WebhookVerification, WhichGroup, Who, WriteOptions, WriteResult, ZoomConnection, ZuoraConnection, ZuoraDataCenter };
