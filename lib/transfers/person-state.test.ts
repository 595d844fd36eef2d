import { describe, expect, it } from "vitest";
import { personState } from "./person-state.ts";

const value = "Abandoned carts";
const there = { value, refused: null };
const taken = { value: null, refused: null };

describe("where a transfer stands with one person", () => {
  it.each([
    ["a member whose value was acknowledged is sent", true, there, true, "sent"],
    ["a member is sent also where nothing is sent any more", true, there, false, "sent"],
    ["a new member waits while the transfer goes on", true, undefined, true, "waiting"],
    ["a member who came back waits", true, taken, true, "waiting"],
    ["a member who joined after the last run is not sent", true, undefined, false, "not_sent"],
    ["a member whom the partner refused is refused", true, { value: null, refused: "set" }, true, "refused"],
    ["one whose removal was refused is refused", false, { value, refused: "remove" }, true, "refused"],
    ["one who left waits to be taken away", false, there, true, "waiting_removal"],
    ["one who left after the last run is still there", false, there, false, "still_there"],
    ["one who left and was taken away is removed", false, taken, true, "removed"],
    ["one who left before anything was sent has no state", false, undefined, true, null],
  ])("%s", (_, isMember, held, isActive, state) => {
    expect(personState({ isMember, held, isActive })).toBe(state);
  });
});
