import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { z } from "zod";
import { handlers } from "@/lib/api/handlers.ts";
import { operations } from "@/lib/api/operations.ts";
import { blamedOnText } from "@/lib/api/unstorable-text.ts";
import type { Ctx } from "@/lib/context.ts";
import { Fault } from "@/lib/kernel/fault.ts";
import { parse } from "@/lib/kernel/parse.ts";
import { pageVisitor } from "./context.ts";

type Id = keyof typeof operations;

type Input<Name extends Id> = z.input<(typeof operations)[Name]["input"]>;
type View<Name extends Id> = z.output<(typeof operations)[Name]["output"]>;

/** Answers an operation once for each request: the page's title and its first paint ask for the same. */
const answered = cache(async (id: Id, json: string): Promise<{ view: unknown } | { fault: Fault }> => {
  const { ctx } = await pageVisitor();
  const input = JSON.parse(json);
  const { input: given, output } = operations[id];
  const run = (handlers as unknown as Record<Id, (ctx: Ctx, input: unknown) => Promise<unknown>>)[id];
  try {
    return { view: parse<z.ZodType>(output, await run(ctx, parse<z.ZodType>(given, input))) };
  } catch (failure) {
    const error = blamedOnText(input, failure);
    if (!(error instanceof Fault)) {
      throw error;
    }
    return { fault: error };
  }
});

/**
 * What a screen shows before its scripts run: the same operation that it polls later, answered on the server. A thing
 * that is not there is a 404; with any other refusal the screen asks again itself and shows what the API says.
 */
export async function firstPaint<Name extends Id>(
  id: Name,
  input: Input<Name>,
): Promise<View<Name> | undefined> {
  const answer = await answered(id, JSON.stringify(input));
  if ("view" in answer) {
    return answer.view as View<Name>;
  }
  if (answer.fault.code === "not_found") {
    notFound();
  }
  return undefined;
}

/** The title of one thing's page: what it is called, before what it is, so that tabs beside each other can be told apart. */
export async function titled<Name extends Id>(
  id: Name,
  input: Input<Name>,
  what: string,
  nameOf: (view: View<Name>) => string | null,
): Promise<Metadata> {
  const answer = await answered(id, JSON.stringify(input));
  const name = "view" in answer ? nameOf(answer.view as View<Name>) : null;
  return { title: name ? `${name} · ${what}` : what };
}
