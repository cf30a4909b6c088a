/** Joiners, movers and leavers, one after the other as they live. A behaviour is a function of what the runtime imported; it throws if it isn't so. */

import { equal, holds, JOINER, rejects, writes } from "./said.mjs";

export const LIVES = {
  async "a joiner is created once, and asked again is unchanged"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox });
    const made = await zuora.provision(JOINER);
    equal([made.outcome, made.dryRun, made.user.userName, made.user.active], ["created", false, JOINER.email, true]);
    const again = await zuora.provision(JOINER);
    equal([again.outcome, again.changes, again.user.id], ["unchanged", [], made.user.id]);
    equal(
      writes(sandbox).map(({ method }) => method),
      ["POST"],
    );
    equal(sandbox.users().filter(({ username }) => username === JOINER.email).length, 1);
  },

  async "a dry run says what would be done, and writes nothing"({ connect, createSandbox, LEAVER }) {
    const { sandbox, zuora } = begin({ connect, createSandbox });
    const before = sandbox.users();
    const joiner = await zuora.provision(JOINER, { dryRun: true });
    const leaver = await zuora.deactivate(LEAVER.email, { dryRun: true });
    equal([joiner.outcome, joiner.dryRun, leaver.outcome, leaver.dryRun], ["created", true, "deactivated", true]);
    equal(writes(sandbox), []);
    equal(sandbox.users(), before);
  },

  async "a mover's account changes where it differs, and only there"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox });
    await zuora.provision(JOINER);
    sandbox.clearRequests();
    const moved = await zuora.provision({ ...JOINER, familyName: "Okafor-Lindqvist" });
    equal(moved.outcome, "updated");
    equal(moved.changes, [{ field: "familyName", from: "Okafor", to: "Okafor-Lindqvist" }]);
    const [{ body }] = writes(sandbox);
    equal(body.lastName, "Okafor-Lindqvist");
    holds(!("firstName" in body), "only what differs is sent");
    const updated = await zuora.update(JOINER.email, { givenName: "Mirabel" });
    equal([updated.outcome, updated.user.givenName], ["updated", "Mirabel"]);
    equal((await zuora.update(JOINER.email, { givenName: "Mirabel" })).outcome, "unchanged");
  },

  async "a leaver is switched off once; nobody and already off are outcomes"({ connect, createSandbox, LEAVER, SeatwardenError }) {
    const { sandbox, zuora } = begin({ connect, createSandbox });
    const gone = await zuora.deactivate(LEAVER.email);
    equal([gone.outcome, gone.user.active, gone.warnings.map(({ code }) => code)], ["deactivated", false, ["oauth_clients_survive"]]);
    equal((await zuora.deactivate(LEAVER.email)).outcome, "already_inactive");
    equal((await zuora.deactivate("nobody@example.com")).outcome, "not_found");
    await rejects(SeatwardenError, zuora.deactivate("nobody@example.com", { strict: true }), "not_found");
    equal(writes(sandbox).length, 1);
    equal(sandbox.users().find(({ username }) => username === LEAVER.username).status, "Inactive");
  },

  async "who comes back is reactivated"({ connect, createSandbox, LEAVER }) {
    const { zuora } = begin({ connect, createSandbox });
    await zuora.provision(JOINER);
    await zuora.deactivate(JOINER.email);
    equal((await zuora.provision(JOINER)).outcome, "reactivated");
    await zuora.deactivate(LEAVER.email);
    equal((await zuora.reactivate(LEAVER.email)).outcome, "reactivated");
    equal((await zuora.reactivate(LEAVER.email)).outcome, "already_active");
  },

  async "a removal needs the userName as its confirmation"({ connect, createSandbox, SeatwardenError }) {
    const { sandbox, zuora } = begin({ connect, createSandbox });
    await zuora.provision(JOINER);
    const before = writes(sandbox).length;
    await rejects(SeatwardenError, zuora.remove(JOINER.email, { confirm: "somebody.else@example.com" }), "guard_tripped");
    equal(writes(sandbox).length, before);
    equal((await zuora.remove(JOINER.email, { confirm: JOINER.email })).outcome, "removed");
    equal((await zuora.remove(JOINER.email, { confirm: JOINER.email })).outcome, "not_found");
  },

  async "names of every script survive the way there and back"({ connect, createSandbox }) {
    const { sandbox, zuora } = begin({ connect, createSandbox });
    const names = [
      ["Zoë", "O’Brien-Ñuñez"],
      ["明美", "山田"],
      ["ليلى", "حداد"],
      ["𝒜da 👩🏽‍🚀", 'İpek "quoted" \\ & <b>'],
    ];
    for (const [at, [givenName, familyName]] of names.entries()) {
      const { user } = await zuora.provision({ ...JOINER, email: `name${at}@example.com`, givenName, familyName });
      equal([user.givenName, user.familyName], [givenName, familyName]);
      const stored = sandbox.users().find(({ username }) => username === `name${at}@example.com`);
      equal([stored.firstName, stored.lastName], [givenName, familyName]);
    }
  },
};

/** A tenant and a client for it. */
export function begin({ connect, createSandbox }, tenant = {}, options = {}) {
  const sandbox = createSandbox(tenant);
  return { sandbox, zuora: connect(sandbox.connection, { fetch: sandbox.fetch, ...options }) };
}
