/** People and accounts, in one flat shape for every provider. */

/** An account as the tenant has it. A field that is absent is one that the tenant didn't show. */
export interface User {
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
export type PersonChange = PersonFields & {
  /** The new login name. Zuora: `username`. */
  userName?: string | undefined;
  /** The new mail address. Zuora: `email`. */
  email?: string | undefined;
};

/** What we want an account to be. `userName` or `email` is needed; each defaults to the other. Fields not given are not touched. */
export type Person = PersonFields &
  (
    | {
        /** The login name. Zuora: `username`, unique within the tenant. */
        userName: string;
        /** The mail address. */
        email?: string | undefined;
      }
    | {
        /** The login name. Zuora: `username`, unique within the tenant. */
        userName?: string | undefined;
        /** The mail address. */
        email: string;
      }
  );

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
export type OneOf<T> = { [K in keyof T]: Pick<T, K> & { [Other in Exclude<keyof T, K>]?: undefined } }[keyof T];

/**
 * How you point at a user: one pointer. A plain string with "@" is a userName, then an email;
 * without "@" it is an id, and only if nobody has that id, a userName.
 */
export type Who = string | OneOf<Pointers>;

/** A role that users can have. Zuora: a user profile. */
export interface Role {
  /** The role's id. */
  id: string;
  /** The role's name. */
  name: string;
  /** The vendor's record. */
  raw: unknown;
}
