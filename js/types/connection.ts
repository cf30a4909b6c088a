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
export type ZuoraDataCenter =
  | "us1"
  | "us2"
  | "eu"
  | "ap"
  | "us1-api-sandbox"
  | "us2-api-sandbox"
  | "eu-api-sandbox"
  | "us-central-sandbox"
  | "eu-central-sandbox"
  | "ap-central-sandbox";

/** Where a Zuora tenant lives: a data centre by name, or an origin. */
type ZuoraPlace =
  | {
      /** Where the tenant lives. Default: `"us2"`, `https://rest.zuora.com`. */
      dataCenter?: ZuoraDataCenter | undefined;
      baseUrl?: undefined;
    }
  | {
      dataCenter?: undefined;
      /** The origin of the REST API (scheme, host, port), in place of `dataCenter`. `https:`, or `http:` on this machine. */
      baseUrl?: string | undefined;
    };

/**
 * A Zuora tenant, by its REST API. The OAuth client must belong to an administrator
 * (Zuora: Settings > Security > Manage OAuth Clients).
 */
export type ZuoraConnection = AnyConnection &
  (ClientCredentials | BearerToken) &
  ZuoraPlace & {
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
export type ZoomConnection = AnyConnection &
  (
    | (ClientCredentials & {
        /** The account's id, from the app's page in the Marketplace. */
        accountId: string;
      })
    | (BearerToken & { accountId?: undefined })
  ) & {
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
export type ZuoraOneIdConnection = AnyConnection &
  (ClientCredentials | BearerToken) & {
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
export type ScimAuth =
  | {
      /** A bearer token (RFC 6750). */
      type: "bearer";
      /** The token. It goes to the origin of `baseUrl` and nowhere else. */
      token: string;
    }
  | {
      /** A user name and a password (RFC 7617). */
      type: "basic";
      /** The user name. */
      username: string;
      /** The password. It goes to the origin of `baseUrl` and nowhere else. */
      password: string;
    }
  | {
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
export type ScimConnection = AnyConnection & {
  /** The kind of tenant. */
  provider: "scim";
  /** Below it are `/Users` and `/ServiceProviderConfig`, as in `https://example.com/scim/v2`. */
  baseUrl: string;
} & (
    | {
        /** How the server wants to know who asks. */
        auth: ScimAuth;
        accessToken?: undefined;
      }
    | {
        /** How to get a fresh token when the one given ends. */
        auth?: Extract<ScimAuth, { type: "client_credentials" }> | undefined;
        /** A bearer token that is there already; used until the tenant refuses it, then the client gets a fresh one. */
        accessToken: string;
      }
  );

/** One tenant and the credentials for it. `provider` tells which kind. */
export type Connection = ZuoraConnection | ZuoraOneIdConnection | ZoomConnection | ScimConnection;
