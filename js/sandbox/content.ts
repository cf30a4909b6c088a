/** What a sandbox gives: a connection to it, the users that it holds, the requests that it met. */

import type { ProviderName } from "./options.js";
import type { FaultKind } from "./trouble.js";

/** A connection to each kind of sandbox, as `connect` takes it. The secrets open nothing but that sandbox. */
export interface SandboxConnections {
  zuora: { provider: "zuora"; name: string; baseUrl: string; clientId: string; clientSecret: string };
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
    auth:
      | { type: "bearer"; token: string }
      | { type: "basic"; username: string; password: string }
      | { type: "client_credentials"; tokenUrl: string; clientId: string; clientSecret: string; clientAuth: "basic" | "post" };
  };
}

/** A connection to a sandbox of some kind. */
export type SandboxConnection<P extends ProviderName = ProviderName> = SandboxConnections[P];

/** A user as each kind of tenant stores it. Integers beyond ±2^53 are decimal strings. */
export interface StoredUsers {
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
export interface OneIdUser extends ScimUser {
  active: boolean;
  roles?: { value: string }[];
  "urn:zuora:scim:schemas:1.0:UserExtension": { organizationId: string; status: string; ssoEnabled: boolean; region: string };
}

/** A user as a Zoom account stores it. */
export interface ZoomUser extends ScimUser {
  userType?: string;
  roles?: { display: string; value: string; primary: boolean }[];
  /**
   * What `addUser` and `setUser` may give a user: `pending` (no filter finds him, writes are lost), `locked`, `room`,
   * `hubAssets` (can't be deactivated), `forceInactive` (can't be activated).
   */
  traits?: ("pending" | "locked" | "room" | "hubAssets" | "forceInactive")[];
  /** The user names of leavers whose data he received. */
  received?: string[];
}

/** A user as a tenant of SCIM stores it. */
export interface ScimUser {
  id: string;
  userName: string;
  active?: boolean;
  displayName?: string;
  name?: { givenName?: string; familyName?: string; formatted?: string };
  emails?: { value: string; type?: string; primary?: boolean }[];
  [attribute: string]: unknown;
}

/** A user as a tenant of some kind stores it. */
export type StoredUser<P extends ProviderName = ProviderName> = StoredUsers[P];

/** One request as the sandbox met it. */
export interface RecordedRequest {
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
