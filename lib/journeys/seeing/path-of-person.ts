import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { profilesOf } from "../../people/profiles.ts";
import { personInWorkspace } from "../../people/views.ts";
import { namedReason } from "../named-reason.ts";
import type { Named } from "../nodes/mentions.ts";
import { messageStatuses } from "../statuses.ts";
import { journeyInWorkspace } from "../views.ts";
import { type Documents, documentOf, documentsOf } from "./documents.ts";
import { namesIn } from "./name-mentions.ts";
import { type MessageRecord, messagesOf, type StepRecord, staysOf, stepsOf } from "./path-store.ts";
import {
  type JourneyPath,
  type PathMessage,
  type PathOfPerson,
  type PathStay,
  pathOfPerson as schema,
} from "./schema.ts";
import { stayViewOf } from "./stay-view.ts";

const STAYS = 20;
const STEPS = 500;

function stepOf(
  { at, node, did, exit, because, version }: StepRecord,
  documents: Documents,
  named: Named,
): PathStay["steps"][number] {
  const document = documents.get(version);
  const told = document ? namedReason(document, { node, because }, named) : because;
  return { at: at.toISOString(), node, did, exit: exit === "" ? null : exit, because: told, version };
}

function messageOf({ status, at, decidedAt, ...rest }: MessageRecord): PathMessage {
  const { node, channel, messageId, reason } = rest;
  return {
    ...{ node, channel, messageId, reason, at: at.toISOString() },
    status: messageStatuses.find((each) => each === status) ?? "waiting",
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/** The way that somebody went in a journey, stay by stay, with times and reasons, and their messages. Throws `not_found`. */
export async function pathOfPerson(ctx: Ctx, input: PathOfPerson): Promise<JourneyPath> {
  authorise(ctx, "journeys.read");
  authorise(ctx, "people.read");
  const { id, personId, round } = parse(schema, input);
  await journeyInWorkspace(ctx, id);
  const person = await personInWorkspace(ctx, personId);
  const [people, documents] = await Promise.all([profilesOf(ctx, person.id), documentsOf(ctx, id)]);
  const of = { workspaceId: ctx.workspaceId, journeyId: id, people };
  const stays = await staysOf(ctx.db, { ...of, round: round ?? null }, STAYS);
  const rounds = [...new Set(stays.map((stay) => stay.round))];
  const [steps, messages, named] = await Promise.all([
    stepsOf(ctx.db, { ...of, rounds }, STEPS),
    messagesOf(ctx.db, { ...of, rounds }),
    namesIn(ctx, documents.values()),
  ]);
  return {
    person: { id: person.id, name: person.name, userId: person.userId, email: person.email },
    stays: stays.map((stay) => {
      const isOfStay = (each: { personId: string; round: number }) =>
        each.personId === stay.personId && each.round === stay.round;
      const own = steps.filter(isOfStay);
      return {
        ...stayViewOf(stay, documents),
        document: documentOf(documents, stay.version),
        steps: own.map((each) => stepOf(each, documents, named)),
        cut: own.length === STEPS,
        messages: messages.filter(isOfStay).map(messageOf),
      };
    }),
  };
}
