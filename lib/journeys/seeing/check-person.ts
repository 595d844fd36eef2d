import { authorise } from "../../access/authorise.ts";
import { findPerson, personViewOf } from "../../campaigns/find-people.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { profilesOf } from "../../people/profiles.ts";
import { journeyDocument } from "../document.ts";
import { readVersion } from "../upgrade.ts";
import { journeyInWorkspace } from "../views.ts";
import { entryChecksNow } from "./check-now.ts";
import { documentsOf } from "./documents.ts";
import { refusalsOf, staysOf } from "./path-store.ts";
import { type CheckJourneyPerson, type JourneyCheck, checkJourneyPerson as schema } from "./schema.ts";
import { stayViewOf } from "./stay-view.ts";
import { endWords, refusalOf, refusalWords } from "./words.ts";

const STAYS = 20;

function answerOf({ stays, refusals, now }: Pick<JourneyCheck, "stays" | "refusals" | "now">): string {
  const [stay] = stays;
  if (stay && stay.endedAt === null) {
    if (stay.stuck !== null) {
      return `This person cannot go on at “${stay.nodeName}”: the step failed (${stay.stuck}), and is tried again.`;
    }
    return stay.enteredAt === null
      ? "This person waits before the journey."
      : `This person is in the journey, at “${stay.nodeName}”.`;
  }
  const [refusal] = refusals;
  if (stay && (!refusal || (stay.endedAt ?? "") >= refusal.lastAt)) {
    const goal = stay.goal === null ? "" : `: ${stay.goal}`;
    const how = stay.endKind === null ? "" : ` ${endWords[stay.endKind]}${goal}.`;
    return `This person was in the journey and left it.${how}`;
  }
  if (refusal) {
    const again = stay ? "did not enter again" : "did not enter";
    return `This person ${again}: ${refusal.why}`;
  }
  const against = now.find(({ passes }) => passes === false);
  return against
    ? `This person was not in the journey. ${against.detail}`
    : "This person was not in the journey so far; nothing would keep them out now.";
}

/** Where somebody is in a journey, or why they did not enter, and what would decide it now. */
export async function checkJourneyPerson(ctx: Ctx, input: CheckJourneyPerson): Promise<JourneyCheck> {
  authorise(ctx, "journeys.read");
  authorise(ctx, "people.read");
  const { id, person: asked } = parse(schema, input);
  const journey = await journeyInWorkspace(ctx, id);
  const person = await findPerson(ctx, asked);
  if (!person) {
    return { person: null, answer: `Nobody is known by "${asked}".`, stays: [], refusals: [], now: [] };
  }
  const [people, documents] = await Promise.all([profilesOf(ctx, person.personId), documentsOf(ctx, id)]);
  const of = { workspaceId: ctx.workspaceId, journeyId: id, people };
  const [stays, refused] = await Promise.all([
    staysOf(ctx.db, { ...of, round: null }, STAYS),
    refusalsOf(ctx.db, of),
  ]);
  const version = documents.get(journey.version ?? 0);
  const published = journeyDocument.safeParse(version ? readVersion(version) : journey.draft).data;
  const found = {
    stays: stays.map((stay) => stayViewOf(stay, documents)),
    refusals: refused.flatMap(({ reason, detail, times, firstAt, lastAt }) => {
      const known = refusalOf(reason);
      const why = known && (detail ? `${refusalWords[known].why} ${detail}` : refusalWords[known].why);
      return known && why
        ? [{ reason: known, why, times, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() }]
        : [];
    }),
    now: published ? await entryChecksNow(ctx, { journey, document: published, people, stays }) : [],
  };
  return { person: personViewOf(person), answer: answerOf(found), ...found };
}
