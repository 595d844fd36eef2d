import { z } from "zod";
import type { HttpAnswer, HttpRequest } from "../../kernel/http-client.ts";
import type { PartnerAccess, SendAnswer } from "../connector.ts";
import { exchange, sendAnswer, verdictOf } from "../exchange.ts";
import { storylyKit } from "./kit.ts";

const audience = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  name: z.string().catch(""),
  audience_identifier: z.string().nullish(),
  properties: z
    .object({
      filename: z.string().nullish(),
      latest_file: z.string().nullish(),
      row_count: z.coerce.number().nullish().catch(null),
    })
    .nullish()
    .catch(null),
  ts_created: z.string().catch(""),
});
const okAnswer = z.object({ status: z.literal("ok"), data: z.array(audience).nullish() });
export type StorylyAudience = z.output<typeof audience>;

const NOT_STORYLY =
  "Storyly's address answers, but not as Storyly does: something else stands at this address";
/** The answer carries sample rows of each audience, and answers are read up to a megabyte. */
const PAGE = 25;
/** Ends a listing that does not end by itself. */
const MAX_LISTED = 10_000;

const words: Record<SendAnswer["verdict"], (said: string) => string> = {
  accepted: (said) => `Storyly accepted it (${said}).`,
  split: (said) => `Storyly answers ${said}: it cannot read the request.`,
  later: (said) => `Storyly answers ${said}`,
  unauthorised: (said) => `Storyly answers ${said}: it does not accept the API token.`,
  refused: (said) => `Storyly answers ${said}: it does not take the request.`,
};

function codeIn(body: string): string {
  return /"(TokenNotFound|InvalidToken)"/.exec(body)?.[1] ?? "";
}

/** A list cannot be sent in halves, so a request that is at fault is refused. */
function judged(answer: HttpAnswer, access: PartnerAccess): SendAnswer {
  const code = codeIn(answer.body);
  const plain = verdictOf(answer.status);
  const verdict =
    code !== "" && answer.status >= 400 ? "unauthorised" : plain === "split" ? "refused" : plain;
  return sendAnswer(answer, access, { verdict, message: words[verdict](`${answer.status} ${code}`.trim()) });
}

export type Called = { answer: SendAnswer; data: StorylyAudience[] | null };

/** One call of the external API. `data` is null unless Storyly said ok in its own way. */
export async function callStoryly(
  access: PartnerAccess,
  request: Pick<HttpRequest, "method" | "headers" | "body" | "signal"> & { query?: string },
): Promise<Called> {
  const { query = "", headers, ...rest } = request;
  const { answer, failure } = await exchange("Storyly", access.http, {
    ...rest,
    url: `${access.baseUrl}/external/audience${query}`,
    headers: {
      ...headers,
      authorization: `Bearer ${access.secrets.apiToken ?? ""}`,
      "user-agent": "junction/1",
    },
    timeoutMs: storylyKit.limits.timeoutMs,
  });
  if (failure) {
    return { answer: failure, data: null };
  }
  const said = judged(answer, access);
  if (said.verdict !== "accepted") {
    return { answer: said, data: null };
  }
  const parsed = okAnswer.safeParse(parseJson(answer.body));
  return parsed.success
    ? { answer: said, data: parsed.data.data ?? [] }
    : { answer: { ...said, verdict: "later", message: NOT_STORYLY }, data: null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Pages of the account's audiences, the last one with the answer where Storyly did not go on. */
export async function* audiencePages(
  access: PartnerAccess,
  signal?: AbortSignal,
): AsyncGenerator<Called, void> {
  for (let offset = 0; offset < MAX_LISTED; offset += PAGE) {
    const called = await callStoryly(access, {
      method: "GET",
      query: `?limit=${PAGE}&offset=${offset}`,
      signal,
    });
    yield called;
    if ((called.data?.length ?? 0) < PAGE) {
      return;
    }
  }
}
