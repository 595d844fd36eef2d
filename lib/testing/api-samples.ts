import { newToken } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import { campaignSamples } from "./api-campaigns.ts";
import { journeySamples } from "./api-journeys.ts";
import {
  anotherMember,
  audience,
  busAndAudience,
  calledAudience,
  cleverTap,
  connection,
  controlGroup,
  csvAudience,
  definition,
  destination,
  didSomething,
  events,
  forgotten,
  idOf,
  imported,
  importedFromStoryly,
  importedList,
  invitation,
  list,
  newExport,
  nothing,
  nothingAsPerson,
  ofConnection,
  ofDestination,
  person,
  recurring,
  refusedRun,
  replay,
  type Sample,
  sandboxMessage,
  segment,
  sending,
  shelved,
  someRefusedRun,
  source,
  storyly,
  transfer,
  unique,
  writeKeyOf,
} from "./api-objects.ts";

/** One input for every operation of the API; the test of the OpenAPI document calls each with it. */
export const apiSamples: Record<string, Sample> = {
  ...campaignSamples,
  ...journeySamples,
  "partners.generate": { input: () => ({ partner: "vapid" }) },
  "me.get": nothing,
  "account.get": nothingAsPerson,
  "account.update": { as: "person", input: () => ({ name: "New name" }) },
  "account.changePassword": {
    as: "person",
    input: ({ person }) => ({ current: person.password, next: person.password }),
  },
  "sessions.list": nothingAsPerson,
  "sessions.revokeOthers": nothingAsPerson,
  "sessions.revoke": {
    as: "person",
    input: async ({ openSession }) => ({ id: await openSession() }),
  },
  "workspaces.list": nothingAsPerson,
  "workspaces.create": { as: "person", input: () => ({ name: "Second shop" }) },
  "workspace.get": nothing,
  "workspace.update": { input: () => ({ name: "Renamed shop" }) },
  "members.list": nothing,
  "members.changeRole": { input: async (world) => ({ ...(await anotherMember(world)), role: "marketer" }) },
  "members.remove": { input: anotherMember },
  "invitations.list": nothing,
  "invitations.create": { input: () => ({ role: "marketer" }) },
  "invitations.accept": {
    as: "nobody",
    input: async (world) => ({
      token:
        String((await invitation(world)).path)
          .split("/")
          .at(-1) ?? "",
      name: "Somebody new",
      email: `${unique("new").toLowerCase()}@shop.example`,
      password: "a long enough password",
    }),
  },
  "invitations.revoke": { input: async (world) => ({ id: idOf(await invitation(world)) }) },
  "apiKeys.list": nothing,
  "apiKeys.create": { input: () => ({ name: "Nightly job", role: "marketer" }) },
  "apiKeys.revoke": {
    input: async (world) => ({
      id: idOf(await world.call("apiKeys.create", { name: "Old", role: "viewer" })),
    }),
  },
  "audit.list": { input: () => ({ limit: 5 }) },
  "audit.facets": nothing,

  "overview.get": nothing,

  "sources.list": nothing,
  "sources.create": { input: () => ({ name: "Shop, web", platform: "web" }) },
  "sources.get": { input: async (world) => ({ id: (await source(world)).id }) },
  "sources.update": {
    input: async (world) => ({ id: (await source(world)).id, name: "Renamed", enabled: false }),
  },
  "sources.archive": { input: async (world) => ({ id: (await source(world)).id }) },
  "sources.keys.list": { input: async (world) => ({ id: (await source(world)).id }) },
  "sources.keys.create": { input: async (world) => ({ id: (await source(world)).id, name: "Second" }) },
  "sources.keys.revoke": { input: writeKeyOf },
  "sources.calls": { input: async (world) => ({ id: (await events(world)).sourceId, limit: 5 }) },

  "events.names": { input: async (world) => ({ search: (await events(world)) && "Item", limit: 5 }) },
  "events.definition": definition,
  "events.samples": definition,
  "events.system": nothing,

  "people.list": { input: async (world) => ({ search: (await events(world)).userId, limit: 5 }) },
  "people.get": { input: person },
  "people.subscriptions": { input: person },
  "people.setSubscription": {
    input: async (world) => ({ ...(await person(world)), channel: "email", subscribed: false }),
  },
  "people.timeline": { input: person },
  "people.devices": { input: person },

  "people.forget": { input: forgotten },
  "people.forgets.list": {
    input: async (world) => {
      const { personId = null } = await world.call("people.forget", await forgotten(world));
      return { personId };
    },
  },
  "people.forgets.get": {
    input: async (world) => ({ id: idOf(await world.call("people.forget", await forgotten(world))) }),
  },
  "people.forgets.retry": {
    input: async (world) => ({ id: idOf(await world.call("people.forget", await forgotten(world))) }),
  },

  "exports.create": { input: newExport },
  "exports.list": { input: async (world) => (await recurring(world)) && { perPage: 10 } },
  "exports.preview": { input: async (world) => (await events(world)) && newExport(world) },
  "exports.get": { input: recurring },
  "exports.edit": { input: async (world) => ({ ...(await recurring(world)), everyHours: 12 }) },
  "exports.stop": { input: recurring },
  "exports.stopPreview": { input: recurring },
  "exports.history": { input: recurring },
  "exports.runs": { input: async (world) => ({ id: idOf(await someRefusedRun(world)) }) },
  "exports.recentRuns": {
    input: async (world) => {
      const { id = null } = await someRefusedRun(world);
      const { connectionId = null } = await world.call("exports.get", { id });
      return { id: connectionId };
    },
  },
  "exports.run": { input: someRefusedRun },
  "exports.records": { input: someRefusedRun },
  "exports.retry": { input: refusedRun },
  "exports.sentOfPerson": {
    input: async (world) => {
      const run = await someRefusedRun(world);
      const { items } = await world.call("exports.records", { ...run, limit: 1 });
      return { id: idOf((items as JsonObject[])[0] ?? {}, "personId"), limit: 5 };
    },
  },
  "exports.rejectedCsv": { input: someRefusedRun },
  "exports.recordsCsv": {
    input: async (world) => ({ ...(await someRefusedRun(world)), verdict: "rejected" }),
  },

  "segments.create": { input: () => ({ name: unique("Added"), definition: didSomething }) },
  "segments.list": { input: async (world) => (await segment(world)) && { limit: 10 } },
  "segments.get": { input: segment },
  "segments.update": { input: async (world) => ({ ...(await segment(world)), name: unique("Renamed") }) },
  "segments.duplicate": { input: segment },
  "segments.archive": { input: segment },
  "segments.restore": {
    input: async (world) => {
      const made = await segment(world);
      await world.call("segments.archive", made);
      return made;
    },
  },
  "segments.reach": { input: async (world) => (await events(world)) && { definition: didSomething } },
  "segments.values": {
    input: async (world) => (await events(world)) && { event: "Item Added", path: "sku" },
  },
  "segments.ofPerson": { input: async (world) => (await segment(world)) && person(world) },
  "segments.check": {
    input: async (world) => ({ definition: didSomething, personId: idOf(await person(world)) }),
  },
  "segments.lists.create": { input: () => ({ name: unique("Guests"), labels: ["Fair"] }) },
  "segments.lists.preview": { input: () => ({ text: "email;plan\nada@shop.example;gold\n", whole: true }) },
  "segments.lists.import": {
    input: async (world) => ({
      ...(await list(world)),
      column: "email",
      identifiedBy: "email",
      fileName: "guests.csv",
      file: "email,plan\nada@shop.example,gold\n",
    }),
  },
  "segments.lists.imports": { input: async (world) => ({ id: (await importedList(world)).id }) },
  "segments.lists.importOf": { input: importedList },
  "segments.lists.notTakenCsv": { input: importedList },
  "controlGroups.list": { input: async (world) => (await controlGroup(world)) && {} },
  "controlGroups.counts": { input: async (world) => (await controlGroup(world)) && {} },
  "controlGroups.create": {
    input: async (world) =>
      (await controlGroup(world)) && { kind: "custom", name: unique("Spring"), percent: 3 },
  },
  "controlGroups.update": { input: async (world) => ({ ...(await controlGroup(world)), percent: 4.5 }) },
  "controlGroups.remove": { input: controlGroup },
  "controlGroups.ofPerson": { input: async (world) => (await controlGroup(world)) && person(world) },
  "segments.members": { input: segment },
  "segments.membersCsv": { input: segment },
  "segments.changes": { input: async (world) => ({ ...(await segment(world)), which: "entered" }) },
  "segments.sizes": { input: async (world) => ({ ...(await segment(world)), range: "7d" }) },
  "segments.overlap": {
    input: async (world) => ({ ...(await segment(world)), with: (await segment(world)).id }),
  },
  "segments.uses": { input: segment },
  "segments.refresh": { input: segment },
  "audiences.create": { input: () => ({ name: unique("Carts"), description: "Did not buy yet" }) },
  "audiences.list": {
    input: async (world) => (await calledAudience(world)) && { perPage: 10, sort: "size" },
  },
  "audiences.get": { input: calledAudience },
  "audiences.update": {
    input: async (world) => ({ id: (await audience(world)).id, name: unique("Renamed") }),
  },
  "audiences.delete": { input: calledAudience },
  "audiences.members": { input: calledAudience },
  "audiences.membersCsv": { input: calledAudience },
  "audiences.operations": { input: calledAudience },
  "audiences.sizes": { input: async (world) => ({ ...(await calledAudience(world)), range: "24h" }) },
  "audiences.keys.list": { input: async (world) => ({ id: (await audience(world)).id }) },
  "audiences.keys.create": { input: async (world) => ({ id: (await audience(world)).id }) },
  "audiences.keys.revoke": {
    input: async (world) => {
      const { id, keyId } = await audience(world);
      return { id, keyId };
    },
  },
  "audiences.history": { input: async (world) => ({ id: (await audience(world)).id }) },
  "audiences.csvPreview": { input: () => ({ text: "id;plan\ncust-1;gold\n", whole: true }) },
  "audiences.imports.create": {
    input: async (world) => ({
      ...(await csvAudience(world)),
      column: "id",
      fileName: "users.csv",
      file: "id,plan\ncust-1,gold\n",
    }),
  },
  "audiences.imports.list": { input: async (world) => ({ id: (await imported(world)).id ?? null }) },
  "audiences.imports.get": { input: imported },
  "audiences.imports.refusedCsv": { input: imported },
  "audiences.peoplePreview": {
    input: async (world) => (await events(world)) && { people: { did: { event: "Item Added" } } },
  },
  "audiences.imports.again": { input: importedFromStoryly },
  "audiences.takeAgain": {
    input: async (world) => {
      const made = await world.call("audiences.create", {
        name: unique("Recent"),
        origin: "people",
        people: { seenWithinDays: 30 },
      });
      return { id: idOf(made.audience as JsonObject) };
    },
  },
  "audiences.storyComponents": { input: () => ({ search: "poll" }) },

  "partners.list": nothing,
  "connections.list": {
    input: async (world) => {
      await connection(world);
      return { partner: "segment", limit: 5 };
    },
  },
  "connections.connect": {
    input: () => ({ partner: "segment", nickname: unique("Shop"), values: { writeKey: newToken("seg") } }),
  },
  "connections.testSettings": {
    input: () => ({ partner: "segment", values: { writeKey: newToken("seg") } }),
  },
  "connections.get": { input: ofConnection },
  "connections.history": { input: ofConnection },
  "connections.update": { input: (world) => ofConnection(world, { nickname: unique("Renamed") }) },
  "connections.test": { input: ofConnection },
  "connections.rotate": { input: (world) => ofConnection(world, { values: { writeKey: newToken("seg") } }) },
  "connections.audiences": { input: async (world) => ({ id: idOf(await storyly(world)) }) },
  "connections.uses": { input: ofConnection },
  "connections.disconnect": { input: ofConnection },

  "transfers.create": { input: sending },
  "transfers.list": { input: async (world) => ({ audienceId: (await sending(world)).audienceId ?? null }) },
  "transfers.get": { input: transfer },
  "transfers.edit": {
    input: async (world) => ({ ...(await transfer(world)), frequency: "recurring", everyHours: 4 }),
  },
  "transfers.stop": { input: transfer },
  "transfers.standing": { input: transfer },
  "transfers.reconcile": {
    input: async (world) => {
      const made = await transfer(world);
      await world.work();
      return made;
    },
  },
  "transfers.runs": { input: transfer },
  "transfers.members": { input: transfer },
  "transfers.refusedCsv": { input: transfer },
  "transfers.audiencesOfPerson": { input: person },
  "transfers.history": { input: transfer },

  "destinations.list": { input: async (world) => ({ id: (await destination(world)).sourceId }) },
  "destinations.create": {
    input: async (world) => ({
      id: (await source(world)).id,
      connectionId: idOf(await cleverTap(world)),
      settings: { trackAnonymous: true },
      filterMode: "deny",
      eventNames: ["Noise"],
    }),
  },
  "destinations.fates": {
    input: async (world) => {
      const { sourceId, callId } = await destination(world);
      return { id: sourceId, calls: String(callId) };
    },
  },
  "destinations.get": { input: ofDestination },
  "destinations.update": {
    input: (world) => ofDestination(world, { name: unique("Renamed"), enabled: false }),
  },
  "destinations.remove": { input: ofDestination },
  "destinations.resume": { input: ofDestination },
  "destinations.pipeline": { input: (world) => ofDestination(world, { window: "24h" }) },
  "destinations.reasons": { input: (world) => ofDestination(world, { stage: "refused" }) },
  "destinations.samples": { input: async (world) => ({ ...(await shelved(world)), stage: "refused" }) },
  "destinations.exchange": {
    input: async (world) => {
      const { id, callId } = await destination(world);
      await world.refuseNewest(id);
      return { id, callId };
    },
  },
  "destinations.shelf": { input: async (world) => ({ ...(await shelved(world)), search: "CleverTap" }) },
  "destinations.retry": { input: async (world) => ({ ...(await shelved(world)), matching: {} }) },
  "destinations.discard": { input: async (world) => ({ ...(await shelved(world)), matching: {} }) },
  "destinations.replays.preview": { input: (world) => ofDestination(world, { names: ["Item Added"] }) },
  "destinations.replays.create": { input: (world) => ofDestination(world, { names: ["Item Added"] }) },
  "destinations.replays.list": { input: async (world) => ({ id: (await replay(world)).id ?? null }) },
  "destinations.replays.stop": { input: replay },
  "destinations.history": { input: ofDestination },

  "sandbox.accounts.list": nothing,
  "sandbox.messages.list": { input: async (world) => ({ id: idOf(await sandboxMessage(world)), limit: 5 }) },
  "sandbox.messages.get": { input: sandboxMessage },
  "sandbox.users.list": { input: (world) => ofConnection(world, { property: "Plan", value: "gold" }) },
  "sandbox.events.list": { input: (world) => ofConnection(world, { identity: "cust-1001" }) },
  "sandbox.audiences.list": { input: async (world) => ({ id: idOf(await storyly(world)) }) },
  "sandbox.faults.set": { input: (world) => ofConnection(world, { faults: { status: 429, everyNth: 2 } }) },
  "sandbox.rule.set": { input: busAndAudience },
  "sandbox.rule.remove": {
    input: async (world) => {
      const rule = await busAndAudience(world);
      await world.call("sandbox.rule.set", rule);
      return { id: idOf(rule) };
    },
  },
  "sandbox.messages.clear": { input: async (world) => ({ id: idOf(await sandboxMessage(world)) }) },
};
