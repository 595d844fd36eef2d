import { draw, letter, track } from "./draw.ts";

const hello = 'Hello {{ Profile.Name | default: "there" }},';
const thirtyDays = { count: 30, unit: "days" };

export const winBack = {
  id: "win_back",
  name: "Win-back",
  description: "Writes to those who bought and did not come back in 30 days, and tries two offers.",
  document: draw(
    [
      {
        id: "away",
        kind: "entry_inaction",
        name: "Bought, then nothing for 30 days",
        settings: {
          did: track("PurchaseCompleted"),
          didNot: track("PurchaseCompleted", "AddToCart"),
          within: thirtyDays,
        },
      },
      { id: "offers", kind: "ab_split", name: "Which offer works" },
      {
        id: "news",
        kind: "send_email",
        name: "What is new",
        settings: letter("See what is new", hello, "much has come in since you were here."),
      },
      {
        id: "discount",
        kind: "send_email",
        name: "A discount",
        settings: letter(
          "10 % off your next order",
          hello,
          "we would like to see you again: use COMEBACK10.",
        ),
      },
      {
        id: "back",
        kind: "action",
        name: "Came back",
        settings: { did: track("PurchaseCompleted"), timeout: { count: 14, unit: "days" } },
      },
      { id: "end", kind: "force_exit" },
    ],
    [
      ["away", "yes", "offers"],
      ["offers", "a", "news"],
      ["offers", "b", "discount"],
      ["news", "sent", "back"],
      ["discount", "sent", "back"],
      ["back", "yes", "end"],
      ["back", "timeout", "end"],
    ],
    { reentry: { kind: "after_exit", rest: thirtyDays } },
  ),
};
