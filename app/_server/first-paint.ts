import { notFound } from "next/navigation";
import type { z } from "zod";
import { handlers } from "@/lib/api/handlers.ts";
import { operations } from "@/lib/api/operations.ts";
import { blamedOnText } from "@/lib/api/unstorable-text.ts";
import type { Ctx } from "@/lib/context.ts";
import { Fault } from "@/lib/kernel/fault.ts";
import { parse } from "@/lib/kernel/parse.ts";
import { pageVisitor } from "./context.ts";

type Id = keyof typeof operations;

/**
 * What a screen shows before its scripts run: the same operation that it polls later, answered on the server. A thing
 * that is not there is a 404; with any other refusal the screen asks again itself and shows what the API says.
 */
export async function firstPaint<Name extends Id>(
  id: Name,
  input: z.input<(typeof operations)[Name]["input"]>,
): Promise<z.output<(typeof operations)[Name]["output"]> | undefined> {
  const { ctx } = await pageVisitor();
  const { input: given, output } = operations[id];
  const run = (handlers as unknown as Record<Id, (ctx: Ctx, input: unknown) => Promise<unknown>>)[id];
  try {
    return parse<z.ZodType>(output, await run(ctx, parse<z.ZodType>(given, input))) as z.output<
      (typeof operations)[Name]["output"]
    >;
  } catch (failure) {
    const error = blamedOnText(input, failure);
    if (!(error instanceof Fault)) {
      throw error;
    }
    if (error.code === "not_found") {
      notFound();
    }
    return undefined;
  }
}
