import type { JourneyDraft } from "../document.ts";
import { abandonedCart } from "./abandoned-cart.ts";
import { birthday } from "./birthday.ts";
import { orderFollowUp } from "./order-follow-up.ts";
import { welcome } from "./welcome.ts";
import { winBack } from "./win-back.ts";

export type JourneyTemplate = { id: string; name: string; description: string; document: JourneyDraft };

/** Journeys to begin with. What they need of the workspace, such as accounts, is chosen in the draft. */
export const journeyTemplates: readonly JourneyTemplate[] = [
  abandonedCart,
  welcome,
  winBack,
  birthday,
  orderFollowUp,
];
