/** What a sandbox can be told. The names are those of the Rust crate's `Config`, `Faults` and `RateLimit`. */
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
/** HTTP 200 that says a record is locked or the tenant busy. */
 | "busy";
/** A fault for the next request that fits. */
interface ScriptedFault {
    /** What goes wrong. */
    kind: FaultKind;
    /** Only requests with this method. Default: any. */
    method?: string;
    /** Only requests to this path, without query; with a `*` at its end, paths that begin so. Default: any. */
    path?: string;
    /** Requests that fit and are spared before it strikes. Default: 0. */
    skip?: number;
    /** Requests it strikes. Default: 1. */
    times?: number;
    /** Whether the tenant did what was asked, for `reset`, `unavailable` and `html`. Default: false. */
    applied?: boolean;
}
/**
 * How often each kind comes by chance, in a thousand requests (default 0), and how bad it is. One request meets
 * one fault at most, so the chances add up.
 */
interface Faults extends Partial<Record<FaultKind, number>> {
    /** What `slow` adds to the latency, in milliseconds. Default: 45 000. */
    slowMs?: number;
    /** What `tooManyRetryAfter` asks to wait, in seconds. Default: 2. */
    retryAfterSeconds?: number;
    /** Faults for the next requests that fit, first come first served; they go before chance. */
    script?: ScriptedFault[];
}
/** A limit on requests. */
interface RateLimit {
    /** So many in each window of so many milliseconds, or a bucket that fills by `perSecond` and holds `burst`. */
    count: {
        window: {
            limit: number;
            ms: number;
        };
    } | {
        bucket: {
            perSecond: number;
            burst: number;
        };
    };
    /** Whether a refused request is counted too. Default: false. */
    chargeRefused?: boolean;
    /** Whether answers carry `ratelimit-limit`, `ratelimit-remaining` and `ratelimit-reset`. Default: true. */
    headers?: boolean;
    /** How a refusal says when to come back: not at all, in seconds, as an HTTP date or as an ISO time. Default: `"none"`. */
    retryAfter?: "none" | "seconds" | "date" | "iso";
}
/** The tenant: what it holds, how it answers, what goes wrong. The same options always make the same tenant. */
interface TenantOptions {
    /** The kind of tenant. Default: `"zuora"`. */
    provider?: "zuora";
    /** Everything that is left to chance comes from it. Default: 1. */
    seed?: number;
    /** Users at the beginning. Default: 120. */
    users?: number;
    /** The tenant's own origin; a request to any other breaks. Default: `https://zuora.sandbox.example`. */
    baseUrl?: string;
    /** Rows of a list hold only id, username and status. Default: false. */
    sparse?: boolean;
    /** What reading one user shows: everything, or what the guide's example shows (no e-mail). Default: `"full"`. */
    record?: "full" | "guide";
    /** A legacy tenant: 404 on the collections. Default: false. */
    legacy?: boolean;
    /** A tenant that has moved to OneID: only API users can be managed here. Default: false. */
    migrated?: boolean;
    /** The client belongs to a user who is no administrator: 403 on everything. Default: false. */
    forbidden?: boolean;
    /** The form of the token's answer: the guide's (`Bearer`, 3600 s) or the API reference's (`bearer`, 3599 s, with `jti` and `scope`). Default: drawn. */
    token?: "guide" | "reference";
    /** Seconds that a token lives. Default: those of its form. */
    tokenSeconds?: number;
    /**
     * The form of refused creates and updates: HTTP 200 with `success: false` (`ok`), the same under 400
     * (`status`), `{code, message}` (`flat`), `Errors[]` (`errors`), `FaultCode` (`fault`). Default: `ok` or `status`, drawn.
     */
    errors?: "ok" | "status" | "flat" | "errors" | "fault";
    /** How codes are written. Default: drawn. */
    codes?: "number" | "string";
    /** User names are not kept unique: a client that sends a create twice makes two users. Default false. */
    duplicateNames?: boolean;
    /** Two users can't share an e-mail address. Default: false. */
    uniqueEmail?: boolean;
    /** User names that somebody outside this tenant holds. */
    taken?: string[];
    /** Fields that a write accepts, echoes and does not change. */
    ignoredFields?: string[];
    /** Whether `Idempotency-Key` is honoured on POST. Default: true. */
    idempotency?: boolean;
    /** The client's id. Default: drawn. */
    clientId?: string;
    /** The client's secret. Default: drawn, with characters that a form must encode. */
    clientSecret?: string;
    /** The least and the most milliseconds to an answer. Default: `[0, 0]`. */
    latencyMs?: [least: number, most: number];
    /** The limit on everything but tokens. Default: the documented 50 000 a minute. */
    rateLimit?: RateLimit;
    /** The limit on tokens. Default: the documented 100 a minute. */
    tokenRateLimit?: RateLimit;
    /** Requests at once. Default: 40; `null` takes any number. */
    concurrency?: number | null;
    /** What goes wrong. Default: nothing. */
    faults?: Faults;
}
/** A connection to a sandbox, as `connect` takes it. */
interface SandboxConnection {
    /** The kind of tenant. */
    provider: "zuora";
    /** `"sandbox"`. */
    name: string;
    /** The tenant's origin. */
    baseUrl: string;
    /** The OAuth client's id. */
    clientId: string;
    /** The OAuth client's secret; it opens nothing but this sandbox. */
    clientSecret: string;
}
/** A user as the tenant stores it. Integers beyond ±2^53 are decimal strings. */
interface StoredUser {
    id: string;
    username: string;
    email?: string;
    firstName?: string;
    lastName?: string;
    status?: string;
    profileId?: string;
    [field: string]: unknown;
}
/** One request as the sandbox met it. */
interface RecordedRequest {
    /** When it came, in milliseconds since 1970. */
    atMs: number;
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
    method: string;
    /** The absolute URL. */
    url: string;
    headers: [name: string, value: string][];
    body: Uint8Array;
}
/** What becomes of a request: after `delayMs`, an answer, one that breaks off, a broken connection, or nothing ever. */
type Outcome = {
    kind: "response" | "cut";
    delayMs: number;
    status: number;
    headers: [name: string, value: string][];
    body: Uint8Array<ArrayBuffer>;
} | {
    kind: "reset" | "never";
    delayMs: number;
};
/** A tenant in memory. */
declare class Tenant {
    #private;
    /** @throws Error for options that a sandbox doesn't have. */
    constructor(options: TenantOptions, now: () => number);
    /** Takes one request. What it changes is changed at once, however late its answer comes. */
    handle(arrival: Arrival): Outcome;
    /** A connection for `connect`. */
    get connection(): SandboxConnection;
    /** Every stored user as stored, hidden ones too, in the order of a list. */
    users(): StoredUser[];
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

/** Where a sandbox listens, and what it is told. */
interface ServeOptions extends Omit<TenantOptions, "baseUrl"> {
    /** The port; 0 takes any that is free. Default: 0. */
    port?: number;
    /** The address to listen on. Default: `127.0.0.1`, which only this machine reaches. */
    host?: string;
}
/** A sandbox that listens. */
interface SandboxServer extends Omit<Tenant, "handle"> {
    /** The tenant's origin, such as `http://127.0.0.1:8080`. */
    readonly url: string;
    /** A connection for `connect`, with that origin. */
    readonly connection: SandboxConnection;
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
declare function serveSandbox(options?: ServeOptions): Promise<SandboxServer>;

export { serveSandbox };
export type { SandboxServer, ServeOptions };
