import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { inZone } from "../../kernel/in-zone.ts";
import { parse } from "../../kernel/parse.ts";
import { withoutUnknown } from "../../kernel/without-unknown.ts";
import { profilesOf } from "../../people/profiles.ts";
import { checksNow } from "../check-now.ts";
import { campaignDocument } from "../document.ts";
import { findPerson, personViewOf } from "../find-people.ts";
import { recipientRowOf } from "../recipient-view.ts";
import { decidedRecipients, waitingRecipients } from "../report-store.ts";
import {
  type CheckRecipient,
  type RecipientCheck,
  type RecipientRow,
  checkRecipient as schema,
} from "../schema.ts";
import { campaignInWorkspace } from "../views.ts";

const SHOWN = 20;

/** Of somebody who waits: before what nothing leaves. */
function waitWords({ dueAt }: RecipientRow, { isHeld, now, zone }: Standing): string {
  if (isHeld) {
    return "waits for it: the run is held until somebody releases it.";
  }
  return dueAt !== null && new Date(dueAt) > now
    ? `waits for it: it does not leave before ${inZone(dueAt, zone)}.`
    : "waits for it.";
}

type Standing = { isHeld: boolean; now: Date; zone: string };

function answerOf(deliveries: RecipientRow[], now: RecipientCheck["now"], standing: Standing): string {
  const [last] = deliveries;
  if (last) {
    const times = deliveries.length === 1 ? "" : " the last time";
    switch (last.status) {
      case "sent":
        return `This person got it${times}.`;
      case "waiting":
        return `This person qualified and ${waitWords(last, standing)}`;
      case "failed":
        return `This person was to get it${times}, and it failed: ${last.label}.`;
      case "held":
        return `This person did not get it${times}: ${last.label}.`;
    }
  }
  const against = now.find(({ passes }) => passes === false);
  return against
    ? `This person did not get it, and would not now: ${against.detail}`
    : "This person did not get it so far; nothing would hold it back now.";
}

/** Why somebody did, or did not, get a campaign, and what would decide it now. Throws `not_found`. */
export async function checkRecipient(ctx: Ctx, input: CheckRecipient): Promise<RecipientCheck> {
  authorise(ctx, "campaigns.read");
  authorise(ctx, "people.read");
  const { id, person: asked } = parse(schema, input);
  const campaign = await campaignInWorkspace(ctx, id);
  const person = await findPerson(ctx, asked);
  if (!person) {
    return { person: null, answer: `Nobody is known by "${asked}".`, deliveries: [], now: [] };
  }
  const people = await profilesOf(ctx, person.personId);
  const where = { workspaceId: ctx.workspaceId, campaignId: id, runId: null, people };
  const page = { after: null, limit: SHOWN };
  const [waiting, decided] = await Promise.all([
    waitingRecipients(ctx.db, where, page),
    decidedRecipients(ctx.db, where, {}, page),
  ]);
  const deliveries = [...waiting, ...decided].slice(0, SHOWN).map(recipientRowOf);
  const document = campaignDocument.safeParse(withoutUnknown(campaignDocument, campaign.draft)).data;
  const now = document ? await checksNow(ctx, campaign, document, person) : [];
  const standing = {
    isHeld: campaign.status === "HELD",
    now: ctx.clock.now(),
    zone: await workspaceTimeZone(ctx),
  };
  return { person: personViewOf(person), answer: answerOf(deliveries, now, standing), deliveries, now };
}
