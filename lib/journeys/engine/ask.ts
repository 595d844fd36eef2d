import type { Ctx } from "../../context.ts";
import type { Sql } from "../../db/queryable.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Definition } from "../../segments/definition.ts";
import { definitionOfSegment } from "../../segments/definition-of-segment.ts";
import { judgeStatement } from "../../segments/membership/judge-sql.ts";
import { type Referred, referredSegments } from "../../segments/references.ts";
import { questionKey } from "../move.ts";
import type { Question } from "../nodes/step.ts";
import { peopleMeant } from "./ask-store.ts";
import { changeAhead } from "./carry-out.ts";
import type { Answers } from "./course.ts";
import type { Record } from "./record.ts";

export function definitionOf(question: Question): Definition {
  return question.kind === "definition" ? question.definition : definitionOfSegment(question.segmentId);
}

type Asked = { question: Question; people: Set<string> };

async function referredOf(ctx: Ctx, definition: Definition): Promise<Referred["definitions"] | null> {
  try {
    return await referredSegments(ctx, definition);
  } catch (error) {
    if (error instanceof Fault && error.code === "invalid") {
      return null;
    }
    throw error;
  }
}

/** Asks each question of all whom it concerns in one statement. A segment that is gone means nobody. */
async function answer(ctx: Ctx, db: Sql, { question, people }: Asked, zone: string): Promise<Set<string>> {
  const definition = definitionOf(question);
  const referred = await referredOf(ctx, definition);
  if (!referred) {
    return new Set();
  }
  const moment = { now: ctx.clock.now(), zone };
  const asked = { workspaceId: ctx.workspaceId, definition, referred, people: [...people].sort(), moment };
  return peopleMeant(db, judgeStatement(asked));
}

export type Course = { personId: string; course: Generator<readonly Question[], void, Answers> };

/**
 * Lets many walk on at once: all go as far as they come, then what they have to know is asked of all together. What `record`
 * has changed of those who are asked about is written before, as of `now`.
 */
export async function travel(
  ctx: Ctx,
  db: Sql,
  courses: readonly Course[],
  { zone, record, now }: { zone: string; record: Record; now: Date },
): Promise<void> {
  const none: Answers = new Map();
  let waiting = courses.flatMap((each) => {
    const { value } = each.course.next();
    return value ? [{ questions: value, ...each }] : [];
  });
  while (waiting.length > 0) {
    const asked = new Map<string, Asked>();
    for (const { personId, questions } of waiting) {
      for (const question of questions) {
        const key = questionKey(question);
        const known = asked.get(key) ?? { question, people: new Set() };
        known.people.add(personId);
        asked.set(key, known);
      }
    }
    if (record.profiles.size > 0 || record.audiences.length > 0) {
      const people = new Set(waiting.map(({ personId }) => personId));
      await changeAhead(ctx, db, record, people, now);
    }
    const meant = new Map<string, Set<string>>();
    for (const [key, each] of asked) {
      meant.set(key, await answer(ctx, db, each, zone));
    }
    waiting = waiting.flatMap((each) => {
      const keys = each.questions.map(questionKey);
      const answers = new Map(keys.map((key) => [key, meant.get(key)?.has(each.personId) ?? false]));
      const { value } = each.course.next(answers.size > 0 ? answers : none);
      return value ? [{ ...each, questions: value }] : [];
    });
  }
}
