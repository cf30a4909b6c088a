/** The types of the package as a user's compiler sees them. What must not compile is marked; tsc fails if it does. */

import {
  type AccessToken,
  type ApplyResult,
  apply,
  type Client,
  type Connection,
  connect,
  type DeactivateResult,
  deactivate,
  list,
  type Plan,
  type ProvisionResult,
  plan,
  provision,
  run,
  SeatwardenError,
  type User,
} from "../../../pkg/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

const connection: Connection = { provider: "zuora", clientId: "id", clientSecret: "secret", dataCenter: "eu" };
const client: Client = connect(connection, { timeoutMs: 5000, fetch, onEvent: (event) => console.log(event.type) });

// Connections are exact.
connect({ provider: "zuora", accessToken: "token", baseUrl: "https://rest.zuora.com", entityIds: ["e"] });
// @ts-expect-error no secret
connect({ provider: "zuora", clientId: "id" });
// @ts-expect-error an unknown provider
connect({ provider: "acme", clientId: "id", clientSecret: "secret" });
// @ts-expect-error an unknown data centre
connect({ provider: "zuora", clientId: "id", clientSecret: "secret", dataCenter: "mars" });
// @ts-expect-error a place twice
connect({ provider: "zuora", clientId: "id", clientSecret: "secret", dataCenter: "eu", baseUrl: "https://rest.zuora.com" });
// @ts-expect-error an unknown key
connect({ provider: "zuora", clientId: "id", clientSecret: "secret", colour: "red" });
// @ts-expect-error an unknown option
connect(connection, { retries: 3 });

// Verbs give what they say.
is<Equal<Awaited<ReturnType<Client["token"]>>, AccessToken>>();
is<Equal<Awaited<ReturnType<Client["get"]>>, User>>();
is<Equal<Awaited<ReturnType<Client["find"]>>, User | null>>();
is<Equal<ProvisionResult["outcome"], "created" | "updated" | "reactivated" | "unchanged">>();
is<Equal<DeactivateResult["outcome"], "deactivated" | "already_inactive" | "not_found">>();

// A person has a userName or an email.
client.provision({ email: "jane@example.com", role: "Read Only" }, { dryRun: true, match: { id: "u-001" } });
provision(connection, { userName: "jane" }, { fetch, dryRun: true });
// @ts-expect-error neither
client.provision({ givenName: "Jane" });
// @ts-expect-error an unknown field
client.provision({ email: "jane@example.com", surname: "Doe" });

// Who is one pointer.
client.get("jane@example.com");
deactivate(connection, { email: "jane@example.com" }, { strict: true });
// @ts-expect-error a number
client.get(5);
client.get({ id: "u-001", email: undefined });
// @ts-expect-error nobody
client.get({});
// @ts-expect-error two pointers
client.get({ id: "u-001", email: "jane@example.com" });
// @ts-expect-error an account has them all
client.get({} as User);
client.groups.get({ name: "Sales" });
// @ts-expect-error two pointers
client.groups.get({ id: "g-001", name: "Sales" });
// @ts-expect-error a read has no dry run
client.get("a", { dryRun: true });

// A plan takes people, and is JSON that goes as it came.
async function plans(people: AsyncIterable<{ email: string }>): Promise<void> {
  const made = await client.plan(people, { onMissing: "deactivate", scope: { domains: ["example.com"] }, protect: [{ id: "u-001" }] });
  is<Equal<typeof made, Plan>>();
  client.plan(new Set([{ userName: "jane" }]), undefined, { deadlineMs: 5000 });
  plan(connection, [{ email: "jane@example.com" }], {}, { fetch });
  const done = await client.apply(JSON.parse(JSON.stringify(made)), { confirm: made.id, dryRun: true, resume: undefined });
  for (const entry of done.results) {
    if (entry.ok) is<Equal<typeof entry.result, ApplyResult>>();
    else is<Equal<typeof entry.error, SeatwardenError>>();
  }
  apply(connection, made, { fetch, onProgress: (_done, _total, latest) => latest.ok && latest.result.outcome === "deactivated" });
  // @ts-expect-error one person is no roster
  client.plan({ email: "jane@example.com" });
  // @ts-expect-error a text is none either
  client.plan("jane@example.com");
  // @ts-expect-error another word
  client.plan([], { onMissing: "remove" });
  // @ts-expect-error an unknown list
  client.plan([], { scope: { departments: ["Sales"] } });
  // @ts-expect-error it writes nothing
  client.plan([], {}, { dryRun: true });
  // @ts-expect-error the id alone is no plan
  client.apply(made.id);
  // @ts-expect-error apply matches nobody anew
  client.apply(made, { match: "u-001" });
  const step = await client.run({ action: "plan", input: { roster: [{ email: "jane@example.com" }] } });
  if (step.ok) await client.run({ action: "apply", input: { plan: step.data }, options: { confirm: step.data.id } });
  // @ts-expect-error apply needs a plan
  await client.run({ action: "apply" });
}

// Lists.
async function lists(): Promise<void> {
  for await (const user of client.list({ active: true })) is<Equal<typeof user, User>>();
  for await (const page of list(connection).pages()) is<Equal<typeof page.total, number | undefined>>();
  is<Equal<Awaited<ReturnType<ReturnType<Client["list"]>["toArray"]>>, User[]>>();
  // @ts-expect-error a list is no array
  client.list().length;
  using other = connect(connection);
  await other.roles();
}

// The step is told apart by ok.
async function steps(): Promise<void> {
  const output = await run({ action: "provision", connection, input: { person: { email: "jane@example.com" } } });
  if (output.ok) is<Equal<typeof output.outcome, ProvisionResult["outcome"]>>();
  else is<Equal<typeof output.error.retryable, boolean>>();
  await run({ action: "roles", connection });
  // @ts-expect-error get needs who
  await run({ action: "get", connection });
  // @ts-expect-error an unknown action
  await run({ action: "fly", connection });
  // On a client the step has no connection.
  const own = await client.run({ action: "deactivate", input: { who: "jane@example.com" }, options: { strict: true } });
  if (own.ok) is<Equal<typeof own.outcome, DeactivateResult["outcome"]>>();
  await client.run({ action: "roles", options: { idempotencyKey: "k" } }, { signal: AbortSignal.timeout(1000) });
  // @ts-expect-error the connection is the client's
  await client.run({ action: "roles", connection });
  // @ts-expect-error a read has no dry run
  await client.run({ action: "get", input: { who: "a" }, options: { dryRun: true } });
}

// Errors.
function errors(thrown: unknown): string | undefined {
  if (!SeatwardenError.is(thrown)) return undefined;
  // @ts-expect-error no such code
  if (thrown.code === "oops") return undefined;
  return thrown.code === "rate_limited" ? String(thrown.retryAfterMs) : thrown.hint;
}

export { errors, lists, plans, steps };
