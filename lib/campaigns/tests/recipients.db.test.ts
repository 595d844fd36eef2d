import { parse as parseCsv } from "csv-parse/sync";
import { expect, it } from "vitest";
import { archiveSegment } from "../../segments/verbs/archive-segment.ts";
import { campaignGround, goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import type { ListRecipients } from "../schema.ts";
import { checkRecipient } from "../verbs/check-recipient.ts";
import { downloadRecipients } from "../verbs/download-recipients.ts";
import { getCampaign } from "../verbs/get-campaign.ts";
import { listRecipients } from "../verbs/list-recipients.ts";

const database = testDatabase();
const partner = testPartner();

type Ground = Awaited<ReturnType<typeof campaignGround>>;

/** Everybody of a list, read in pages of two; its CSV says the same. */
async function all(ground: Ground, asked: Partial<ListRecipients> & { id: string }) {
  const found: Awaited<ReturnType<typeof listRecipients>>["items"] = [];
  let cursor: string | undefined;
  do {
    const page = await listRecipients(ground.ctx, { search: "", ...asked, limit: 2, cursor });
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  const pieces: string[] = [];
  for await (const piece of await downloadRecipients(ground.ctx, { search: "", ...asked })) {
    pieces.push(piece);
  }
  const lines: Record<string, string>[] = parseCsv(pieces.join(""), { columns: true });
  const told = lines.map(({ person_id, status, outcome, why, decided_at }) => [
    ...[person_id, status, outcome, why, decided_at],
  ]);
  expect(told).toEqual(
    found.map((row) => [row.personId, row.status, row.label, row.reason ?? row.why, row.decidedAt ?? ""]),
  );
  return found;
}

it("the people behind Qualified, Reachable and not reachable are as many as the numbers say", async () => {
  const ground = await campaignGround(database.db, partner);
  await ground.people(7);
  const out = await database.db.sql<{ id: string }>(
    `update people p set email = null from (select id from people where workspace_id = $1::uuid order by id limit 3) o
     where p.workspace_id = $1::uuid and p.id = o.id returning p.id::text as id`,
    [ground.workspaceId],
  );
  // Those without an address come to a verdict at once, the others wait until the quiet hours are over.
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "12:00", to: "13:00" }];
  const draft = await ground.draft({ when: { quiet: { hours, mode: "delay" } } });
  await database.db.sql(
    `update connections set settings = settings || '{"userId":"email","anonymousId":"email"}'
     where workspace_id = $1::uuid returning 1`,
    [ground.workspaceId],
  );
  await ground.publish(draft);
  await ground.work();
  const { counts } = await getCampaign(ground.ctx, { id: draft.id });
  expect(counts).toMatchObject({ qualified: 7, waiting: 4, held: 3 });
  const ids = async (asked: Partial<ListRecipients>) =>
    (await all(ground, { id: draft.id, ...asked })).map(({ personId }) => personId);
  const [qualified, reachable, unreachable] = [
    await ids({}),
    await ids({ reachable: "yes" }),
    await ids({ reachable: "no" }),
  ];
  expect(new Set(qualified).size).toBe(7);
  expect(unreachable.sort()).toEqual(out.map(({ id }) => id).sort());
  expect([...reachable, ...unreachable].sort()).toEqual(qualified.sort());
  ground.clock.advance(3_600_000);
  await ground.work();
  expect((await all(ground, { id: draft.id, reachable: "yes" })).map(({ status }) => status)).toEqual([
    "sent",
    "sent",
    "sent",
    "sent",
  ]);
});

it("a check of somebody who waits says until when, and of somebody in a held run that it is held", async () => {
  const ground = await campaignGround(database.db, partner);
  await ground.people(101);
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "12:00", to: "13:00" }];
  const quiet = await ground.publish(await ground.draft({ when: { quiet: { hours, mode: "delay" } } }));
  const many = await ground.publish(await ground.draft({ who: { cap: { kind: "all", hold: 100 } } }));
  await ground.work();
  const answer = async (id: string) => (await checkRecipient(ground.ctx, { id, person: "u-0" })).answer;
  expect(await answer(quiet.id)).toBe(
    "This person qualified and waits for it: it does not leave before 10 Mar 2026, 13:00 UTC.",
  );
  expect(await answer(many.id)).toBe(
    "This person qualified and waits for it: the run is held until somebody releases it.",
  );
});

it("a check still tells what became of somebody once the segment is archived, and that it cannot be asked any more", async () => {
  const ground = await campaignGround(database.db, partner);
  await ground.people(1);
  const { id: segmentId } = await ground.make("past", goldOnly);
  const draft = await ground.draft({ who: { audience: { kind: "saved", segmentId } } });
  await ground.publish(draft);
  await ground.work();
  await archiveSegment(ground.ctx, { id: segmentId });
  const { answer, now } = await checkRecipient(ground.ctx, { id: draft.id, person: "u-0" });
  expect(answer).toBe("This person got it.");
  expect(now.find(({ check }) => check === "Qualifies")).toEqual({
    check: "Qualifies",
    passes: null,
    detail: "The target segment cannot be asked any more: There is no such segment.",
  });
});

it("a list by pages leaves out no message of somebody who got several at one time", async () => {
  const ground = await campaignGround(database.db, partner);
  const charged = { events: [{ type: "track", name: "Charged" }], where: [] };
  const draft = await ground.draft({
    qualification: "live",
    who: { trigger: { kind: "action", did: charged } },
  });
  await ground.publish(draft);
  await ground.batch(...Array.from({ length: 5 }, (_, n) => did("ada", "Charged", { n })));
  await ground.followed();
  const waiting = await all(ground, { id: draft.id, status: "waiting" });
  await ground.work();
  const sent = await all(ground, { id: draft.id });
  expect([waiting.length, sent.length]).toEqual([5, 5]);
  expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(5);
});

it("the CSV of a run that is sending has everybody once, also who comes to a verdict while it is read", async () => {
  const ground = await campaignGround(database.db, partner);
  // One more than a page of the file, so that something happens between the first page and the second.
  await ground.people(1_003);
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "12:00", to: "13:00" }];
  const draft = await ground.draft({ when: { quiet: { hours, mode: "delay" } } });
  await ground.publish(draft);
  await ground.work();
  expect((await getCampaign(ground.ctx, { id: draft.id })).counts).toMatchObject({ waiting: 1_003 });
  const pieces = (await downloadRecipients(ground.ctx, { id: draft.id, search: "" }))[Symbol.asyncIterator]();
  const read = [(await pieces.next()).value, (await pieces.next()).value];
  ground.clock.advance(3_600_000);
  await ground.work();
  expect((await getCampaign(ground.ctx, { id: draft.id })).counts).toMatchObject({ waiting: 0, sent: 1_003 });
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    read.push(next.value);
  }
  const lines: Record<string, string>[] = parseCsv(read.join(""), { columns: true });
  expect(lines.map(({ status }) => status)).toEqual(Array.from({ length: 1_003 }, () => "waiting"));
  expect(new Set(lines.map(({ person_id }) => person_id)).size).toBe(1_003);
  expect(database.db.pool.waitingCount).toBe(0);
});
