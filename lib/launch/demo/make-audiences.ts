import { inboundEndpoint } from "../../audiences/inbound/endpoint.ts";
import type { AudienceView, CreateAudience } from "../../audiences/schema.ts";
import { createAudience } from "../../audiences/verbs/create-audience.ts";
import { createKey } from "../../audiences/verbs/create-key.ts";
import { getAudience } from "../../audiences/verbs/get-audience.ts";
import { listAudiences } from "../../audiences/verbs/list-audiences.ts";
import { listOperations } from "../../audiences/verbs/list-operations.ts";
import { takeAnswers } from "../../audiences/verbs/take-answers.ts";
import type { Ctx } from "../../context.ts";
import { fixedClock } from "../../kernel/clock.ts";
import type { CreateTransfer } from "../../transfers/schema.ts";
import { createTransfer } from "../../transfers/verbs/create-transfer.ts";
import { listTransfers } from "../../transfers/verbs/list-transfers.ts";
import { cartBody, cartCalls } from "./carts.ts";
import { quiz, quizAnswers } from "./quiz.ts";
import { seededRandom } from "./random.ts";
import { shopFacts } from "./store.ts";

const DAY_MS = 86_400_000;
const DAYS = 14;
const SEED = 20_260_714;
const QUIZ_STEP = 5;

type Made = { audience: AudienceView; key: string | null };

/** The audience of this name, made as of `at` when a killed earlier try has not made it yet. */
async function audienceNamed(ctx: Ctx, at: number, wanted: CreateAudience): Promise<Made> {
  const { items } = await listAudiences(ctx, {
    search: wanted.name,
    origin: [],
    sort: "name",
    direction: "asc",
    page: 1,
    perPage: 40,
  });
  const found = items.find(({ name }) => name === wanted.name);
  if (found) {
    return { audience: await getAudience(ctx, { id: found.id }), key: null };
  }
  const { audience, key } = await createAudience({ ...ctx, clock: fixedClock(new Date(at)) }, wanted);
  return { audience, key: key?.key ?? null };
}

/** How many calls an audience has had: each leaves one row in its log. */
async function callsTaken(ctx: Ctx, id: string): Promise<number> {
  let taken = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await listOperations(ctx, { id, cursor, limit: 100 });
    taken += page.items.length;
    if (page.nextCursor === null) {
      return taken;
    }
    cursor = page.nextCursor;
  }
}

/** Delivers what EventBridge would have delivered in the last days, each call at its own time; goes on where it was ended. */
async function abandonedCarts(ctx: Ctx, shopAt: number): Promise<AudienceView> {
  const since = shopAt - DAYS * DAY_MS;
  const { audience, key } = await audienceNamed(ctx, since, {
    name: "Abandoned carts",
    description: "Began a checkout of 20 EUR or more and did not order within 30 minutes",
    origin: "eventbridge",
  });
  const facts = await shopFacts(ctx.db, ctx.workspaceId, ["Checkout Started", "Order Completed"], since);
  const calls = cartCalls(facts, seededRandom(SEED), shopAt);
  const left = calls.slice(await callsTaken(ctx, audience.id));
  if (left.length === 0) {
    return audience;
  }
  const clock = fixedClock(new Date(since));
  const endpoint = inboundEndpoint({ ...ctx, clock });
  const apiKey = key ?? (await createKey(ctx, { id: audience.id })).key;
  for (const call of left) {
    clock.set(new Date(call.receivedAt));
    const body = Buffer.from(JSON.stringify(cartBody(call, audience.token ?? "")));
    const reply = await endpoint({
      method: "POST",
      apiKey,
      authorization: null,
      contentEncoding: null,
      readBody: async () => body,
    });
    if (reply.status >= 500) {
      throw new Error(`The audience endpoint answered ${reply.status}: ${reply.body}`);
    }
  }
  return audience;
}

async function sneakerFans(ctx: Ctx, shopAt: number): Promise<string> {
  const since = shopAt - DAYS * DAY_MS;
  const { audience } = await audienceNamed(ctx, since, {
    name: "Quiz: sneaker fans",
    description: 'Answered "Sneakers" to the story "Which shoes stand by your door?"',
    origin: "story",
    story: { componentId: quiz.componentId, kind: "quiz", answers: [quiz.answer] },
  });
  const launches = await shopFacts(ctx.db, ctx.workspaceId, ["App Launched"], since);
  const answers = quizAnswers(launches, seededRandom(SEED + 1), shopAt);
  // Those that a killed try has stored are known by their message ids and count once.
  for (let from = 0; from < answers.length; from += QUIZ_STEP) {
    const some = answers.slice(from, from + QUIZ_STEP);
    const receivedAt = new Date((some.at(-1)?.atMs ?? shopAt) + 500);
    await takeAnswers({ ...ctx, clock: fixedClock(receivedAt) }, { receivedAt, answers: some });
  }
  return audience.id;
}

async function sent(ctx: Ctx, wanted: CreateTransfer): Promise<void> {
  const { items } = await listTransfers(ctx, { audienceId: wanted.audienceId, limit: 1 });
  if (items.length === 0) {
    await createTransfer(ctx, wanted);
  }
}

/**
 * Gives the demo shop its audiences, from the same chance every time, and sends two of them to its CleverTap: one that is
 * kept in step, one once with a user whom CleverTap refuses. Begun again, it makes what is missing and nothing twice.
 * Answers the audience of open carts.
 */
export async function makeAudiences(
  ctx: Ctx,
  { shopAt, clevertapId: connectionId }: { shopAt: number; clevertapId: string },
): Promise<{ carts: AudienceView }> {
  await audienceNamed(ctx, ctx.clock.now().getTime(), {
    name: "Gold members",
    description: "Everybody on the gold plan, as of the day it was taken",
    origin: "people",
    people: { identifier: "user_id", property: { name: "plan", value: "gold" } },
  });
  const fans = await sneakerFans(ctx, shopAt);
  const carts = await abandonedCarts(ctx, shopAt);
  await sent(ctx, {
    audienceId: fans,
    connectionId,
    values: { keyTitle: "shoe_quiz" },
    frequency: "once",
  });
  await sent(ctx, {
    audienceId: carts.id,
    connectionId,
    values: { keyTitle: "abandoned_cart" },
    frequency: "continuous",
  });
  return { carts };
}
