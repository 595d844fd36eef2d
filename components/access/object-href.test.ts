import { expect, test } from "vitest";
import { objectHref } from "./object-href.ts";

test.each([
  ["campaign.published", "campaign", "/campaigns/7"],
  ["campaign.archived", "campaign", "/campaigns/7"],
  ["journey.archived", "journey", "/journeys/7"],
  ["connection.rotated", "connection", "/settings/partners/7"],
  ["connection.disconnected", "connection", null],
  ["export.stopped", "export", "/settings/exports/7"],
  ["source.created", "source", "/sources/7"],
  ["source.archived", "source", null],
  ["member.role_changed", "member", null],
  ["workspace.updated", "workspace", null],
])("%s of the log leads to the page of its %s: %s", (action, kind, href) => {
  expect(objectHref({ action, object: { kind, id: "7" } })).toBe(href);
});
