import { z } from "zod";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { isJsonObject } from "../kernel/json.ts";
import { type Constant, constantOf } from "../segments/constant.ts";
import { definition } from "../segments/definition.ts";
import { segmentInWorkspace } from "../segments/views.ts";
import type { CampaignDraft } from "./document.ts";

async function definitionOf(ctx: Ctx, { who }: CampaignDraft): Promise<unknown> {
  const audience = isJsonObject(who.audience) ? who.audience : {};
  if (audience.kind !== "saved") {
    return audience.definition;
  }
  const segmentId = z.uuid().safeParse(audience.segmentId);
  if (!segmentId.success) {
    return null;
  }
  try {
    return (await segmentInWorkspace(ctx, segmentId.data)).definition;
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") {
      return null;
    }
    throw error;
  }
}

/** The event property that the audience of a past-behaviour campaign holds constant; null: it holds none. */
export async function heldConstant(ctx: Ctx, draft: CampaignDraft): Promise<Constant | null> {
  if (draft.qualification !== "past") {
    return null;
  }
  const asked = definition.safeParse(await definitionOf(ctx, draft));
  return asked.success ? constantOf(asked.data) : null;
}
