import type { StoryAnswer } from "../../audiences/stories/read-answers.ts";
import type { Random } from "./random.ts";

/** A customer who opened the app. */
export type AppLaunch = { at: number; userId: string };

export const quiz = { componentId: "quiz-shoes-by-the-door", answer: "Sneakers" };

const answers = [
  [quiz.answer, 46],
  ["Boots", 24],
  ["Slippers", 19],
  ["Sandals", 11],
] as const;

/**
 * Answers to the quiz "Which shoes stand by your door?": about half of those who open the app see the story and answer, a
 * few change their mind, and one comes from an app that says "null" where nobody has signed in. Oldest first.
 */
export function quizAnswers(launches: AppLaunch[], random: Random, until: number): StoryAnswer[] {
  const seen = new Set<string>();
  const given: StoryAnswer[] = [];
  const add = (identity: string, at: number, answer: string) => {
    given.push({
      messageId: `demo-quiz-${given.length}`,
      atMs: at,
      storyGroupId: "home",
      storyId: "shoes-by-the-door",
      componentId: quiz.componentId,
      kind: "quiz",
      answer,
      identity,
    });
  };
  for (const { at, userId } of [...launches].sort((a, b) => a.at - b.at)) {
    if (seen.has(userId) || !random.chance(0.55)) {
      continue;
    }
    seen.add(userId);
    const moment = at + random.between(20_000, 180_000);
    add(userId, moment, random.weighted(answers));
    if (random.chance(0.05)) {
      add(userId, moment + random.between(5_000, 40_000), random.weighted(answers));
    }
    if (seen.size === 40) {
      add("null", moment + 60_000, quiz.answer);
    }
  }
  return given.filter((answer) => answer.atMs < until).sort((a, b) => a.atMs - b.atMs);
}
