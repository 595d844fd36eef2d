import { draw, letter } from "./draw.ts";

export const birthday = {
  id: "birthday",
  name: "Birthday",
  description: "Congratulates each person at nine in the morning of their birthday, every year.",
  document: draw(
    [
      {
        id: "birthday",
        kind: "entry_date_time",
        name: "Birthday",
        settings: { date: { of: "person", path: ["birthday"], days: 0, at: "09:00", yearly: true } },
      },
      {
        id: "wishes",
        kind: "send_email",
        name: "Wishes",
        settings: letter(
          'Happy birthday, {{ Profile.Name | default: "dear customer" }}',
          "All the best from us. There is a present in your account.",
        ),
      },
      { id: "end", kind: "force_exit" },
    ],
    [
      ["birthday", "yes", "wishes"],
      ["wishes", "sent", "end"],
    ],
    { zone: "user", reentry: { kind: "after_exit", rest: { count: 1, unit: "days" } } },
  ),
};
