import type { JsonObject } from "../../kernel/json.ts";
import { draw, message, track } from "./draw.ts";

/** What an audience of Storyly reads; the token is the audience's own and has to be entered. */
const storyly = (operation: "upsert" | "delete"): JsonObject =>
  message("eventbridge", {
    keyValues: [
      { key: "storyly_token", value: "" },
      { key: "operation", value: operation },
    ],
  });

export const abandonedCart = {
  id: "abandoned_cart",
  name: "Abandoned cart",
  description:
    "Shows Stories with an incentive to those who registered and have something in their cart, until they buy.",
  document: draw(
    [
      { id: "registered", kind: "entry_action", name: "Registered", settings: { did: track("Registered") } },
      { id: "cart", kind: "action", name: "AddToCart", settings: { did: track("AddToCart") } },
      { id: "upsert", kind: "send_eventbridge", name: "Into the audience", settings: storyly("upsert") },
      {
        id: "purchase",
        kind: "action",
        name: "PurchaseCompleted",
        settings: { did: track("PurchaseCompleted") },
      },
      { id: "delete", kind: "send_eventbridge", name: "Out of the audience", settings: storyly("delete") },
      { id: "end", kind: "force_exit" },
    ],
    [
      ["registered", "yes", "cart"],
      ["cart", "yes", "upsert"],
      ["upsert", "sent", "purchase"],
      ["purchase", "yes", "delete"],
      ["delete", "sent", "end"],
    ],
  ),
};
