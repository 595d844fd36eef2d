import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { testDatabase } from "../../testing/database.ts";
import { type JourneyGround, journeyGround } from "../../testing/journey-ground.ts";
import { partnerServer } from "../../testing/partner-server.ts";
import { type RandomRun, randomRun } from "../../testing/random-runs.ts";
import { blankJourney } from "../blank.ts";
import type { JourneyDocument } from "../document.ts";
import { stayKey } from "../engine/stay.ts";
import { nodeKinds } from "../nodes/catalog.ts";
import { profileChanges, withChanges } from "../profile-change.ts";
import { walk } from "../walk.ts";

const database = testDatabase();
const partner = partnerServer();
beforeAll(() => partner.listen());
afterAll(() => partner.close());
beforeEach(() => partner.reset());

const START = "2026-03-10T12:00:00.000Z";
const USER = "ada";

/** What the simulator says: how far somebody came, and which messages left. */
function simulated(
  run: RandomRun,
  document: JourneyDocument,
  { journeyId, personId, other }: { journeyId: string; personId: string; other: string },
) {
  const until = new Date(Date.parse(START) + run.minutes * 60_000);
  const { stays, path, effects } = walk(document, {
    person: { id: personId, properties: run.properties },
    ...{ zone: "UTC", from: new Date(START), until },
    events: run.events(other).map(({ type, name, properties, minute }) => ({
      ...{ type, name, properties, context: {} },
      at: new Date(Date.parse(START) + minute * 60_000).toISOString(),
    })),
    answer: () => run.isGold,
    outcome: () => "sent",
    entry: (round) => stayKey(journeyId, personId, round),
    change: (properties, effect, last) =>
      effect.kind === "update_profile"
        ? withChanges(
            properties,
            profileChanges(properties, effect.updates, last, { now: until, timeZone: "UTC" }),
          )
        : properties,
  });
  return {
    stays: stays.map(({ left }) => left !== null),
    path: path
      .filter(({ did, exit }) => exit !== null && (did === "moves" || did === "acts"))
      .map(({ at, node, exit }) => `${at} ${node} ${exit}`),
    messages: effects.flatMap((each) => (each.kind === "send" ? [each.messageId] : [])).sort(),
  };
}

/** What the engine did of it. */
async function engineDid(ground: JourneyGround, journeyId: string) {
  const { db, workspaceId } = ground.ctx;
  const stays = await db.sql<{ left: boolean }>(
    `select ended_at is not null as left from journey_stays
     where workspace_id = $1::uuid and journey_id = $2::uuid and entered_at is not null order by round`,
    [workspaceId, journeyId],
  );
  const path = await db.sql<{ at: Date; node: string; exit: string }>(
    `select at, node, exit from journey_steps where workspace_id = $1::uuid and journey_id = $2::uuid
       and did in ('moves', 'acts') order by round, seq`,
    [workspaceId, journeyId],
  );
  const messages = await db.sql<{ id: string }>(
    `select message_id as id from journey_messages where workspace_id = $1::uuid and journey_id = $2::uuid and status = 'sent'`,
    [workspaceId, journeyId],
  );
  return {
    stays: stays.map(({ left }) => left),
    path: path.map(({ at, node, exit }) => `${at.toISOString()} ${node} ${exit}`),
    messages: messages.map(({ id }) => id).sort(),
  };
}

const seen = new Set<string>();

async function sameIn(run: RandomRun): Promise<void> {
  const ground = await journeyGround(database.db, partner, { now: START });
  const golden = await ground.make("past", {
    groups: [
      {
        conditions: [
          { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } },
        ],
      },
    ],
  });
  const audience = newId();
  await ground.ctx.db.prisma.audience.create({
    data: {
      ...{ workspaceId: ground.ctx.workspaceId, id: audience, name: "Shoppers", origin: "csv" },
      createdBy: "Mara",
    },
  });
  await ground.people(1, run.properties, USER);
  const userId = `${USER}-0`;
  const other = await ground.draft(blankJourney(), "Another");
  const ids = [golden.id, audience, ground.connectionId, other.id];
  const running: { id: string; document: JourneyDocument }[] = [];
  for (const document of run.documents(ids)) {
    const { id } = await ground.running(document);
    running.push({ id, document });
  }
  const [person] = await ground.ctx.db.sql<{ id: string }>(
    "select id::text as id from people where workspace_id = $1::uuid",
    [ground.ctx.workspaceId],
  );
  await ground.work();
  for (let minute = 0; minute <= run.minutes; minute += run.step) {
    const happening = run.events(other.id).filter((event) => event.minute === minute);
    // All in one window: who leaves by one of them may come in again by the next.
    if (happening.length > 0) {
      await ground.happens(
        ...happening.map(({ type, name, properties }) => ({
          ...{ type, userId, properties },
          ...(type === "track" ? { event: name } : { name }),
        })),
      );
    }
    await (minute + run.step <= run.minutes ? ground.later(run.step) : ground.work());
  }
  for (const { id, document } of running) {
    const of = { journeyId: id, personId: person?.id ?? "", other: other.id };
    expect(await engineDid(ground, id)).toEqual(simulated(run, document, of));
    for (const { kind } of document.nodes) {
      seen.add(kind);
    }
  }
}

it("walks everybody as the simulator does, whatever the journey says and in which order things happen", async () => {
  await fc.assert(fc.asyncProperty(randomRun, sameIn), { numRuns: 2, seed: 7, endOnFailure: true });
}, 90_000);

it("does so for every kind of entry and node", () => {
  const walked = nodeKinds.filter(({ channel }) => !channel).map(({ id }) => id);
  expect(walked.filter((id) => !seen.has(id))).toEqual([]);
});
