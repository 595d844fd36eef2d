import { DateTime } from "luxon";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { segmentInWorkspace } from "../../segments/views.ts";
import { blankJourney } from "../blank.ts";
import type { JourneyDraft } from "../document.ts";
import { addNode, newNode } from "../edits/nodes.ts";
import { freshId } from "../fresh-id.ts";
import { insertJourney } from "../journey-store.ts";
import { newJourney } from "../new-journey.ts";
import { type CreateJourney, type JourneyView, createJourney as schema } from "../schema.ts";
import { journeyTemplates } from "../templates/catalog.ts";
import { journeyView } from "../views.ts";

type Begun = { name: string; description: string; draft: JourneyDraft };

/** A draft that begins for the people of a segment. Throws `not_found` for one that there is not. */
async function forSegment(ctx: Ctx, segmentId: string): Promise<Begun> {
  const { name } = await segmentInWorkspace(ctx, segmentId);
  const node = newNode("entry_segment", freshId(), { x: 0, y: 0 });
  const people = { kind: "saved", segmentId };
  const entry = node && { ...node, settings: { ...node.settings, people } };
  return { name: `Journey of ${name}`, description: "", draft: addNode(blankJourney(), entry) };
}

function ofTemplate(id: string): Begun {
  const template = journeyTemplates.find((each) => each.id === id);
  if (!template) {
    const message = "There is no such template";
    throw new Fault("invalid", `template: ${message}`, {
      problems: [{ path: "template", field: "template", message }],
    });
  }
  // What a template is about fits the list of templates, and is longer than a journey's own words may be.
  return { name: template.name, description: "", draft: structuredClone(template.document) };
}

/** Begins a journey as a draft: blank, by a template, or for the people of a segment. */
export async function createJourney(ctx: Ctx, input: CreateJourney): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  const { template, entrySegmentId, name } = parse(schema, input);
  const zone = await workspaceTimeZone(ctx);
  const day = DateTime.fromJSDate(ctx.clock.now(), { zone }).setLocale("en").toFormat("d LLL yyyy, HH:mm");
  const begun = template
    ? ofTemplate(template)
    : entrySegmentId
      ? await forSegment(ctx, entrySegmentId)
      : { name: `Journey of ${day}`, description: "", draft: blankJourney() };
  const journey = newJourney(ctx, { ...begun, name: name ?? begun.name.slice(0, 120), labels: [] });
  await inTransaction(ctx, async (tx) => {
    await insertJourney(tx.db, tx.workspaceId, journey);
    await audit(tx, {
      action: "journey.created",
      object: { kind: "journey", id: journey.id, name: journey.name },
    });
  });
  return journeyView(ctx, journey.id);
}
