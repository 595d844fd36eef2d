import { draw, letter, track } from "./draw.ts";

const hello = 'Hello {{ Profile.Name | default: "there" }},';
const order = { mine: ["order_id"], theirs: ["order_id"] };

export const orderFollowUp = {
  id: "order_follow_up",
  name: "Order follow-up",
  description: "Follows one order: asks for a review when it has come, and calms when it takes long.",
  document: draw(
    [
      {
        id: "ordered",
        kind: "entry_action",
        name: "Order completed",
        settings: { did: track("PurchaseCompleted") },
      },
      {
        id: "delivered",
        kind: "wait_for_event",
        name: "The same order is delivered",
        settings: {
          branches: [
            { id: "delivered", name: "Delivered", did: track("OrderDelivered"), key: order },
            { id: "cancelled", name: "Cancelled", did: track("OrderCancelled"), key: order },
          ],
          timeout: { count: 10, unit: "days" },
        },
      },
      { id: "rest", kind: "delay", name: "Time to try it", middle: -150 },
      {
        id: "review",
        kind: "send_email",
        name: "Review",
        middle: -210,
        settings: letter("How do you like it?", hello, "tell others what you think of your order."),
      },
      {
        id: "late",
        kind: "send_email",
        name: "It takes longer",
        middle: 220,
        settings: letter("Your order takes longer", hello, "we are looking after it and will write again."),
      },
      { id: "end", kind: "force_exit" },
    ],
    [
      ["ordered", "yes", "delivered"],
      ["delivered", "delivered", "rest"],
      ["delivered", "cancelled", "end"],
      ["delivered", "timeout", "late"],
      ["rest", "done", "review"],
      ["review", "sent", "end"],
      ["late", "sent", "end"],
    ],
    { reentry: { kind: "after_exit", rest: null } },
  ),
};
