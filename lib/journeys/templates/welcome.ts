import { draw, letter, track } from "./draw.ts";

const hello = 'Hello {{ Profile.Name | default: "there" }},';

export const welcome = {
  id: "welcome",
  name: "Welcome",
  description: "Greets who registers, and once more those who have not bought anything after three days.",
  document: draw(
    [
      { id: "registered", kind: "entry_action", name: "Registered", settings: { did: track("Registered") } },
      {
        id: "greeting",
        kind: "send_email",
        name: "Greeting",
        settings: letter("Welcome", hello, "thank you for joining us. Here is how to begin."),
      },
      {
        id: "bought",
        kind: "action",
        name: "First purchase",
        settings: { did: track("PurchaseCompleted"), timeout: { count: 3, unit: "days" } },
      },
      {
        id: "reminder",
        kind: "send_email",
        name: "First steps",
        middle: 215,
        settings: letter("Is there anything we can help with?", hello, "many begin with these three things."),
      },
      { id: "end", kind: "force_exit" },
    ],
    [
      ["registered", "yes", "greeting"],
      ["greeting", "sent", "bought"],
      ["bought", "yes", "end"],
      ["bought", "timeout", "reminder"],
      ["reminder", "sent", "end"],
    ],
  ),
};
