/** What can go wrong in a sandbox, and what limits it has. The names are those of the Rust crate's `Faults` and `RateLimit`. */
/** One kind of trouble. */
type FaultKind = 
/** The request is lost on its way: nothing is done, nothing is answered. */
"lostBefore"
/** The tenant does what was asked, and its answer is lost. */
 | "lostAfter"
/** The connection breaks before an answer. */
 | "reset"
/** 429 with no header that says for how long. */
 | "tooMany"
/** 429 with `Retry-After` and the rate headers. */
 | "tooManyRetryAfter"
/** 503 from a gateway. */
 | "unavailable"
/** The tenant does what was asked; its answer breaks off half way. */
 | "cut"
/** 200 with a page of HTML, as a proxy in between would give it. */
 | "html"
/** 302 to another host. */
 | "redirect"
/** The tenant does what was asked and answers late. */
 | "slow"
/** The vendor's own answer while it is busy: HTTP 200 that says so from Zuora, 503 from the others. */
 | "busy"
/** 500, 502 or 504 from a gateway. */
 | "serverError"
/** 200 with JSON that has nothing to do with what was asked. */
 | "garbled"
/** The tenant does what was asked; its answer says that it is plain text. */
 | "mistyped"
/** 200 with a body of more than 16 MiB. */
 | "huge"
/** A proxy in between refuses with 400 and shows all that it was sent, credentials too. */
 | "echo"
/** The tenant refuses as the fault's `refusal` says. Never by chance. */
 | "refused";
/** What a tenant says when it refuses because a test asked for it. */
interface Refusal {
    /** The HTTP status. Default: 400. */
    status?: number | undefined;
    /** The text, as the vendor's document has it. */
    message?: string | undefined;
    /** A code, where the vendor has one besides the status: Zoom's `"4711"`, SCIM's `"uniqueness"`. */
    code?: string | undefined;
}
/** A fault for the next request that fits. */
interface ScriptedFault {
    /** What goes wrong. */
    kind: FaultKind;
    /** Only requests with this method. Default: any. */
    method?: string | undefined;
    /** Only requests to this path, without query; with a `*` at its end, paths that begin so. Default: any. */
    path?: string | undefined;
    /** Requests that fit and are spared before it strikes. Default: 0. */
    skip?: number | undefined;
    /** Requests it strikes. Default: 1. */
    times?: number | undefined;
    /** Whether the tenant did what was asked, where a kind leaves it open: `reset`, `unavailable`, `html`, `serverError`, `garbled` and `huge`. Default: false. */
    applied?: boolean | undefined;
    /** What is said, for `refused`. */
    refusal?: Refusal | undefined;
}
/**
 * How often each kind comes by chance, in a thousand requests (default 0), and how bad it is. One request meets
 * one fault at most, so the chances add up.
 */
interface Faults extends Partial<Record<Exclude<FaultKind, "refused">, number | undefined>> {
    /** What `slow` adds to the latency, in milliseconds. Default: 45 000. */
    slowMs?: number | undefined;
    /** What `tooManyRetryAfter` asks to wait, in seconds. Default: 2. */
    retryAfterSeconds?: number | undefined;
    /** In which form it does; `none` leaves the rate headers alone to say it. Default: `seconds`. */
    retryAfter?: "none" | "seconds" | "date" | "iso" | undefined;
    /** Faults for the next requests that fit, first come first served; they go before chance. */
    script?: ScriptedFault[] | undefined;
}
/** A limit on requests. */
interface RateLimit {
    /** So many in each window of so many milliseconds, or a bucket that fills by `perSecond` and holds `burst`. */
    count: {
        /** Counts anew in each window. */
        window: {
            /** The most requests in one. */
            limit: number;
            /** How long one is, in milliseconds. */
            ms: number;
        };
    } | {
        /** A bucket of permits: each request takes one. */
        bucket: {
            /** Permits that come in, a second. */
            perSecond: number;
            /** The most permits that it holds, and what it begins with. */
            burst: number;
        };
    };
    /** Whether a refused request is counted too. Default: false. */
    chargeRefused?: boolean | undefined;
    /** Whether answers carry `ratelimit-limit`, `ratelimit-remaining` and `ratelimit-reset`. Default: true. */
    headers?: boolean | undefined;
    /** How a refusal says when to come back: not at all, in seconds, as an HTTP date or as an ISO time. Default: `"none"`. */
    retryAfter?: "none" | "seconds" | "date" | "iso" | undefined;
}

/** What a sandbox can be told. The names are those of the Rust crate's `Config`. */

/** What every kind of tenant can be told. The same options always make the same tenant. */
interface GeneralOptions {
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
interface ZuoraOptions extends GeneralOptions {
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
interface GroupOptions {
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
interface OneIdOptions extends GeneralOptions, GroupOptions {
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
interface ScimOptions extends GeneralOptions, GroupOptions {
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
interface ZoomOptions extends GeneralOptions {
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
type TenantOptions = ZuoraOptions | OneIdOptions | ZoomOptions | ScimOptions;
/** The kinds of tenant. */
type ProviderName = "zuora" | "zuora-oneid" | "zoom" | "scim";
/** The kind of tenant that options make. */
type ProviderOf<O> = O extends {
    provider: infer P extends ProviderName;
} ? P : "zuora";

/** What a sandbox gives: a connection to it, the users that it holds, the requests that it met. */

/** A connection to each kind of sandbox, as `connect` takes it. The secrets open nothing but that sandbox. */
interface SandboxConnections {
    zuora: {
        provider: "zuora";
        name: string;
        baseUrl: string;
        clientId: string;
        clientSecret: string;
    };
    "zuora-oneid": {
        provider: "zuora-oneid";
        name: string;
        /** Where the API begins, path included. */
        baseUrl: string;
        tokenUrl: string;
        organizationId: string;
        clientId: string;
        clientSecret: string;
    };
    zoom: {
        provider: "zoom";
        name: string;
        baseUrl: string;
        /** On another host than the API, as at Zoom, unless the sandbox listens on one. */
        tokenUrl: string;
        accountId: string;
        clientId: string;
        clientSecret: string;
    };
    scim: {
        provider: "scim";
        name: string;
        /** Where the API begins, path included. */
        baseUrl: string;
        auth: {
            type: "bearer";
            token: string;
        } | {
            type: "basic";
            username: string;
            password: string;
        } | {
            type: "client_credentials";
            tokenUrl: string;
            clientId: string;
            clientSecret: string;
            clientAuth: "basic" | "post";
        };
    };
}
/** A connection to a sandbox of some kind. */
type SandboxConnection<P extends ProviderName = ProviderName> = SandboxConnections[P];
/** A user as each kind of tenant stores it. Integers beyond ±2^53 are decimal strings. */
interface StoredUsers {
    zuora: {
        id: string;
        username: string;
        email?: string;
        firstName?: string;
        lastName?: string;
        status?: string;
        profileId?: string;
        [field: string]: unknown;
    };
    "zuora-oneid": OneIdUser;
    zoom: ZoomUser;
    scim: ScimUser;
}
/** A user as a OneID tenant stores it. */
interface OneIdUser extends ScimUser {
    active: boolean;
    roles?: {
        value: string;
    }[];
    "urn:zuora:scim:schemas:1.0:UserExtension": {
        organizationId: string;
        status: string;
        ssoEnabled: boolean;
        region: string;
    };
}
/** A user as a Zoom account stores it. */
interface ZoomUser extends ScimUser {
    userType?: string;
    roles?: {
        display: string;
        value: string;
        primary: boolean;
    }[];
    /**
     * What `addUser` and `setUser` may give a user: `pending` (no filter finds him, writes are lost), `locked`, `room`,
     * `hubAssets` (can't be deactivated), `forceInactive` (can't be activated).
     */
    traits?: ("pending" | "locked" | "room" | "hubAssets" | "forceInactive")[];
    /** The user names of leavers whose data he received. */
    received?: string[];
}
/** A user as a tenant of SCIM stores it. */
interface ScimUser {
    id: string;
    userName: string;
    active?: boolean;
    displayName?: string;
    name?: {
        givenName?: string;
        familyName?: string;
        formatted?: string;
    };
    emails?: {
        value: string;
        type?: string;
        primary?: boolean;
    }[];
    [attribute: string]: unknown;
}
/** A user as a tenant of some kind stores it. */
type StoredUser<P extends ProviderName = ProviderName> = StoredUsers[P];
/** One request as the sandbox met it. */
interface RecordedRequest {
    /** When it came, in milliseconds since 1970. */
    atMs: number;
    /** Its HTTP method. */
    method: string;
    /** The scheme, host and port it was sent to. */
    origin: string;
    /** Its path as sent. */
    path: string;
    /** Its query as sent, without `?`. */
    query: string;
    /** Its headers, but for the credentials in `authorization`, of which the scheme is kept. */
    headers: [name: string, value: string][];
    /** Its body, if it is JSON; requests for a token have none here. */
    body: unknown;
    /** The status that the client was given; `null` when nothing was answered. */
    status: number | null;
    /** Whether the tenant is another than before. */
    committed: boolean;
    /** What went wrong, if something did. */
    fault: FaultKind | null;
    /** It was sent to another origin than the tenant's. */
    foreign: boolean;
}

/** A tenant in memory, seen from JavaScript: what can be looked at and changed behind the API's back. How requests reach it is for others. */

/** A request as it arrives at the tenant. */
interface Arrival {
    /** The HTTP method. */
    method: string;
    /** The absolute URL. */
    url: string;
    /** The headers, in order. */
    headers: [name: string, value: string][];
    /** The body's bytes; none if it is empty. */
    body: Uint8Array;
}
/** What becomes of a request: after `delayMs`, an answer, one that breaks off, a broken connection, or nothing ever. */
type Outcome = {
    /** An answer, or one that breaks off. */
    kind: "response" | "cut";
    /** When, in milliseconds from now. */
    delayMs: number;
    /** The HTTP status. */
    status: number;
    /** The headers, in order. */
    headers: [name: string, value: string][];
    /** The body's bytes. */
    body: Uint8Array;
} | {
    /** A broken connection, or nothing ever. */
    kind: "reset" | "never";
    /** When, in milliseconds from now. */
    delayMs: number;
};
/** A tenant in memory, of the kind `P`. */
declare class Tenant<P extends ProviderName = ProviderName> {
    #private;
    /** @throws Error for options that a sandbox doesn't have. */
    constructor(options: TenantOptions, now: () => number);
    /** Takes one request. What it changes is changed at once, however late its answer comes. */
    handle(arrival: Arrival): Outcome;
    /** A connection for `connect`. */
    get connection(): SandboxConnection<P>;
    /** Every stored user as stored, hidden ones too, in the order of a list. */
    users(): StoredUser<P>[];
    /** Every request so far, in order. */
    requests(): RecordedRequest[];
    /** Forgets the requests so far. */
    clearRequests(): void;
    /** The ids of those who were sent a link to reset their password, in order. */
    passwordResets(): string[];
    /** Adds a fault for the next request, or for the next one that fits. */
    fault(fault: FaultKind | ScriptedFault): void;
    /** Replaces all chances and the script of faults; `{}` ends them. */
    faults(faults: Faults): void;
    /** Replaces the limit on everything but tokens; the count begins anew. */
    rateLimit(limit: RateLimit): void;
    /** Replaces the range of latency, in milliseconds. */
    latency(least: number, most?: number): void;
    /** Stores a user behind the API's back and returns the id. Fields not given are made up; one that is `null` stays absent. */
    addUser(fields: Record<string, unknown>): string;
    /** Changes a user behind the API's back, `null` removing a field. False when nobody has that id. */
    setUser(id: string, fields: Record<string, unknown>): boolean;
    /** Removes a user behind the API's back. False when nobody has that id. */
    removeUser(id: string): boolean;
    /** Hides a user from every read, or shows him again; his user name stays taken. False when nobody has that id. */
    hideUser(id: string, hidden?: boolean): boolean;
    /** Makes every token issued so far unknown. */
    expireTokens(): void;
}

/** A sandbox over real HTTP on this machine. Node only: it is the one file here that opens a socket. */

/** Where a sandbox listens. */
interface ListenOptions {
    /** The port; 0 takes any that is free. Default: 0. */
    port?: number | undefined;
    /** The address to listen on. Default: `127.0.0.1`, which only this machine reaches. */
    host?: string | undefined;
}
/** Where a sandbox listens, and what it is told. */
type ServeOptions = (Omit<ZuoraOptions, "baseUrl"> | Omit<OneIdOptions, "baseUrl"> | Omit<ZoomOptions, "baseUrl"> | Omit<ScimOptions, "baseUrl">) & ListenOptions;
/** A sandbox that listens, of the kind `P`. */
interface SandboxServer<P extends ProviderName = "zuora"> extends Omit<Tenant<P>, "handle"> {
    /** The tenant's origin, such as `http://127.0.0.1:8080`. */
    readonly url: string;
    /** A connection for `connect`, with that origin. */
    readonly connection: SandboxConnection<P>;
    /** Stops: no new connections, and those there are break. */
    close(): Promise<void>;
}
/**
 * Serves a tenant in memory over HTTP. Faults are real ones: connections that break, bodies that stop short,
 * answers that never come.
 *
 * @throws the error of `listen`, such as EADDRINUSE.
 * @example
 * const sandbox = await serveSandbox({ port: 8080 });
 * console.log(sandbox.connection);
 * await sandbox.close();
 */
declare function serveSandbox<const O extends ServeOptions = {
    provider: "zuora";
}>(options?: O): Promise<SandboxServer<ProviderOf<O>>>;

export { serveSandbox };
export type { SandboxServer, ServeOptions };
