/** A connection from single texts, as the variables of the command line and the inputs of the action give it. What it must have the core says. */

type Fields = Record<string, unknown>;

/** Fields of a connection that can be given one by one: those that are texts. */
export const FIELDS = [
  "provider",
  "clientId",
  "clientSecret",
  "accountId",
  "organizationId",
  "accessToken",
  "baseUrl",
  "tokenUrl",
  "dataCenter",
] as const;

/** The fields that are given. `find` is asked for each by the words of its name: `["client", "id"]`. */
export function givenFields(find: (words: string[]) => string | undefined): Record<string, string> {
  const found = FIELDS.map((field) => [field, find(field.replace(/[A-Z]/g, " $&").toLowerCase().split(" "))] as const);
  return Object.fromEntries(found.filter((one): one is readonly [(typeof FIELDS)[number], string] => (one[1] ?? "") !== ""));
}

/** A connection with single fields that go before what it says. A SCIM server's OAuth client is a part of its `auth`. */
export function withFields(connection: Fields, fields: Record<string, string>): Fields {
  const { clientId, clientSecret, tokenUrl, ...others } = fields;
  const client = Object.entries({ clientId, clientSecret, tokenUrl }).filter(([, value]) => value !== undefined);
  if ((fields.provider ?? connection.provider) !== "scim" || client.length === 0) return { ...connection, ...fields };
  const auth = connection.auth as Fields | null | undefined;
  const own = auth?.type === "client_credentials" ? auth : { type: "client_credentials" };
  return { ...connection, ...others, auth: { ...own, ...Object.fromEntries(client) } };
}
