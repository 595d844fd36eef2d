import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { parse } from "../../kernel/parse.ts";
import { after } from "../clocks.ts";
import type { JourneyDocument } from "../document.ts";
import { namedReason } from "../named-reason.ts";
import { namesAsked, namesIn } from "../seeing/name-mentions.ts";
import { journeyInWorkspace } from "../views.ts";
import { answersAfter } from "./answers.ts";
import { type AudienceAnswers, audienceAnswers, withAnswers } from "./audience-answers.ts";
import { finishedPart } from "./finished.ts";
import { askedKey, type Followed, followScript } from "./follow-script.ts";
import { withPaths } from "./force-paths.ts";
import { type Holds, holdsFor } from "./holds.ts";
import { openMessages } from "./open-messages.ts";
import { type Past, pastOf } from "./past.ts";
import { type SimulateJourney, type Simulation, simulateJourney as schema } from "./schema.ts";
import { type SimulatedPerson, simulatedPerson } from "./simulated-person.ts";

/** Each round answers what the one before came to ask; a walk cannot come to more questions than there are nodes. */
async function followKnown(
  ctx: Ctx,
  document: JourneyDocument,
  input: SimulateJourney,
  given: { person: SimulatedPerson; zone: string; workspaceZone: string; past: Past; open(): Holds },
): Promise<Followed> {
  const messages = await openMessages(ctx, document);
  const known = new Map<string, boolean | null>();
  for (;;) {
    const followed = followScript(document, input, { ...given, messages, known, holds: given.open() });
    const { open } = followed;
    if (open.length === 0 || given.person.id === null) {
      return followed;
    }
    for (const asked of groupBy(open, ({ changes }) => JSON.stringify(changes)).values()) {
      const questions = asked.map(({ question }) => question);
      const changes = asked[0]?.changes ?? { properties: {}, audiences: [] };
      const answers = await answersAfter(ctx, given.person.id, questions, changes);
      for (const [place, each] of asked.entries()) {
        known.set(askedKey(each), answers[place] ?? null);
      }
    }
  }
}

async function changesOf(
  ctx: Ctx,
  { walked, profiles }: Followed,
  answers: AudienceAnswers,
): Promise<Simulation["changes"]> {
  const audienceIds = walked.effects.flatMap((each) => (each.kind === "audience" ? [each.audienceId] : []));
  const named = await namesAsked(ctx, { segments: [], audiences: audienceIds, journeys: [] });
  let profile = 0;
  return walked.effects.flatMap((effect): Simulation["changes"] => {
    const { at, node } = effect;
    if (effect.kind === "audience") {
      const { operation, audienceId } = effect;
      return [
        {
          at,
          node,
          kind: "audience",
          operation,
          audienceId,
          audience: named({ kind: "audience", id: audienceId }) ?? null,
          applies: answers(effect) === null,
        },
      ];
    }
    if (effect.kind === "update_profile") {
      profile += 1;
      return [{ at, node, kind: "profile", changes: profiles[profile - 1] ?? [] }];
    }
    return [];
  });
}

const personOf = ({ id, name, ids, properties }: SimulatedPerson): Simulation["person"] => ({
  ...{ id, name, userId: ids.user_id ?? null, email: ids.email ?? null, properties },
});

/**
 * Walks somebody through a draft by the code of the engine, with a script of events and a clock, and tells where they go, what
 * they would get and the exact requests. Nothing leaves and nothing is kept. Throws `not_found` where nobody is known by what
 * was given, or there is no such journey.
 */
export async function simulateJourney(ctx: Ctx, given: SimulateJourney): Promise<Simulation> {
  authorise(ctx, "journeys.read");
  authorise(ctx, "people.read");
  const input = parse(schema, given);
  const workspaceZone = await workspaceTimeZone(ctx);
  const person = await simulatedPerson(ctx, input.person, workspaceZone);
  const { document, problems, unfinished } = finishedPart(input.document);
  const zone = document?.settings.zone === "user" ? person.zone : workspaceZone;
  const until = after(new Date(input.from), { count: input.days, unit: "days" }, zone);
  const frame = {
    ...{ problems, person: personOf(person), zone, until: until.toISOString() },
    unfinished: [...unfinished].map(([node, message]) => ({ node, message })),
  };
  if (!document) {
    const nothing = { stays: [], path: [], here: null, events: [], messages: [], changes: [], questions: [] };
    return { ...frame, ...nothing, undecided: [], cut: false };
  }
  const journeyId = input.journeyId && (await journeyInWorkspace(ctx, input.journeyId)).id;
  const from = new Date(input.from);
  const { open, undecided } = await holdsFor(ctx, { document, person, zone: workspaceZone, from, journeyId });
  const past = await pastOf(ctx, journeyId, person.id);
  const walking = { person, zone, workspaceZone, past, open };
  const followed = await followKnown(ctx, withPaths(document, input.paths), input, walking);
  const named = await namesIn(ctx, [document]);
  const answers = await audienceAnswers(ctx, person, followed.walked);
  const { walked, messages, caused, questions } = followed;
  const { stays, here, cut } = walked;
  const events = [
    ...input.events.map((each) => ({ ...each, at: new Date(each.at).toISOString(), caused: false })),
    ...caused.map((each) => ({ ...each, caused: true })),
  ];
  return {
    ...frame,
    ...{ stays, messages, questions, undecided, cut },
    path: withAnswers(walked, answers).map((each) => {
      const message = unfinished.get(each.node);
      const because =
        message === undefined ? namedReason(document, each, named) : `the node is not finished: ${message}`;
      return { ...each, because };
    }),
    here: here && { node: here.node, pause: here.pause, since: here.since, until: here.until },
    events: events.toSorted((a, b) => a.at.localeCompare(b.at)),
    changes: await changesOf(ctx, followed, answers),
  };
}
