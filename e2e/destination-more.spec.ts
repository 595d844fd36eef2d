import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe.ts";
import {
  createDestination,
  createSource,
  type Destination,
  eventsThere,
  misbehave,
  send,
  stage,
} from "./fixtures/destinations.ts";
import { expect, test } from "./fixtures/test.ts";

// Calls are on their way for seconds, and a deletion has several steps.
test.describe.configure({ mode: "parallel", timeout: 180_000 });

const slowly = { timeout: 45_000 };
const pageOf = ({ id, sourceId }: Pick<Destination, "id" | "sourceId">) =>
  `/sources/${sourceId}/destinations/${id}`;
const newId = (kind: string) => `${kind}-${randomUUID().slice(0, 12)}`;

/** Identities of the users that the sandbox's CleverTap has of a connection. */
async function usersThere(page: Page, { connectionId }: Destination): Promise<string[]> {
  const response = await page.request.get(`/api/v1/sandbox/accounts/${connectionId}/users?limit=100`);
  const { items } = await response.json();
  return (items as { identity: string }[]).map(({ identity }) => identity).sort();
}

test("a person is deleted at CleverTap too, and the receipt keeps what CleverTap answered", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Forgets");
  const destination = await createDestination(page, source);
  const [gone, stays] = [newId("gone"), newId("stays")];
  for (const userId of [gone, stays]) {
    await send(source, "identify", { userId, traits: { name: "Ada Lovelace" } });
    await send(source, "track", { userId, event: "Viewed shoes" });
  }
  await expect.poll(() => usersThere(page, destination), slowly).toEqual([gone, stays].sort());
  const found = await (await page.request.get(`/api/v1/people?search=${gone}`)).json();
  await page.goto(`/people/${found.items[0].id}`);
  await page.getByRole("button", { name: "Delete person" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete Ada Lovelace?" });
  await dialog.getByRole("checkbox", { name: `Delete at CleverTap too (${destination.nickname})` }).check();
  await expect(dialog.getByRole("button", { name: "Delete person" })).toBeDisabled();
  await dialog.getByLabel(`Type ${gone} to confirm`).fill(gone);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete person" }).click();

  const receipt = page.getByRole("dialog", { name: "Receipt" });
  await expect(receipt.getByRole("heading", { name: `CleverTap: ${destination.nickname}` })).toBeVisible();
  await expect(receipt.getByText("Deleted", { exact: true })).toBeVisible(slowly);
  await expect(receipt).toContainText("asked 1 time");
  await expect(receipt.getByRole("region", { name: `Receipt of ${destination.nickname}` })).toContainText(
    "success",
  );
  // Neither what was sent nor what was answered may name who was deleted.
  await expect(receipt).not.toContainText(gone);
  await expectAccessible(page);
  expect(await usersThere(page, destination)).toEqual([stays]);
  const left = await (await page.request.get(`/api/v1/people?search=${gone}`)).json();
  expect(left.items).toEqual([]);
});

test("a destination is removed after its name is typed; the integration stays, nothing more is sent", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Removed");
  const destination = await createDestination(page, source);
  const witness = await createDestination(page, source);
  await page.goto(pageOf(destination));
  const remove = async () => {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Remove destination" }).click();
    return page.getByRole("dialog", { name: `Remove ${destination.name}?` });
  };
  const asking = await remove();
  await expect(asking).toContainText("the integration stays connected");
  await expect(asking.getByRole("button", { name: "Remove destination" })).toBeDisabled();
  await expectAccessible(page);
  await asking.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("button", { name: "More actions" })).toBeFocused();

  const again = await remove();
  await again.getByLabel(`Type ${destination.name} to confirm`).fill(destination.name);
  await again.getByRole("button", { name: "Remove destination" }).click();
  await expect(page).toHaveURL(new RegExp(`/sources/${source.id}\\?tab=destinations`));
  await expect(page.getByRole("link", { name: witness.name })).toBeVisible();
  await expect(page.getByRole("link", { name: destination.name })).toHaveCount(0);

  await send(source, "track", { userId: "cust-1", event: "Viewed shoes" });
  await expect.poll(() => eventsThere(page, witness.connectionId), slowly).toEqual(["Viewed shoes"]);
  expect(await eventsThere(page, destination.connectionId)).toEqual([]);
  await page.goto(`/settings/partners/${destination.connectionId}`);
  await expect(page.getByText("No audience and no source sends through this connection yet.")).toBeVisible();
});

test("a destination in device mode shows the set-up of the app and sends nothing from here", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "App", "android");
  const destination = await createDestination(page, source, { mode: "device" });
  const witness = await createDestination(page, source);
  await send(source, "track", { userId: "cust-1", event: "Viewed shoes" });
  await expect.poll(() => eventsThere(page, witness.connectionId), slowly).toEqual(["Viewed shoes"]);
  expect(await eventsThere(page, destination.connectionId)).toEqual([]);

  await page.goto(pageOf(destination));
  await expect(page.getByText("The partner's own SDK in the app sends by itself")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Turn o/ })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Open the set-up" }).click();
  await page.getByText("CleverTap in the app (device mode)").click();
  await expect(page.getByText("Add CleverTap's SDK and Firebase to app/build.gradle.kts")).toBeVisible();
  await expectAccessible(page);
});

test("a visitor's call is filtered with its reason, and reaches CleverTap once visitors are let through", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Visitors");
  const destination = await createDestination(page, source, { settings: { trackAnonymous: false } });
  const [first, second, third] = [newId("anon"), newId("anon"), newId("anon")];
  await send(source, "track", { anonymousId: first, event: "Viewed shoes" });
  await page.goto(pageOf(destination));
  await expect(stage(page, "Filtered", 1)).toBeVisible(slowly);
  await stage(page, "Filtered", 1).click();
  await expect(page.getByRole("region", { name: "Why calls were filtered" })).toContainText(
    "userId, not present cannot track anonymous user",
  );

  const allow = async (label: string) => {
    await page.goto(pageOf(destination));
    await page.getByRole("button", { name: "Edit destination" }).first().click();
    const drawer = page.getByRole("dialog", { name: `Edit destination: ${destination.name}` });
    await drawer.getByRole("switch", { name: label }).check();
    await drawer.getByRole("button", { name: "Save changes" }).click();
    await expect(drawer).toBeHidden();
  };
  const sent = async (event: string) => {
    await page.goto(`${pageOf(destination)}?stage=delivered`);
    await page.getByRole("table", { name: "Newest calls" }).getByRole("button", { name: event }).click();
    return page
      .getByRole("dialog", { name: `Call: ${event}` })
      .getByRole("region", { name: "What was sent", exact: true });
  };
  await allow("Enable track for anonymous users");
  await send(source, "track", { anonymousId: second, event: "Viewed shirts" });
  await expect.poll(() => eventsThere(page, destination.connectionId), slowly).toEqual(["Viewed shirts"]);
  expect(await usersThere(page, destination)).toEqual([second]);
  const byIdentity = await sent("Viewed shirts");
  await expect(byIdentity).toContainText("identity");
  await expect(byIdentity).toContainText(second);
  await expect(byIdentity).not.toContainText("objectId");

  await allow("Use CleverTap ObjectId for Mapping");
  await send(source, "track", { anonymousId: third, event: "Viewed hats" });
  await expect
    .poll(() => eventsThere(page, destination.connectionId), slowly)
    .toEqual(["Viewed hats", "Viewed shirts"]);
  const byObjectId = await sent("Viewed hats");
  await expect(byObjectId).toContainText("objectId");
  await expect(byObjectId).toContainText(third);
  await expect(byObjectId).not.toContainText("identity");
});

test("a destination that had to halt is told of at home, on its connection's page and in its history", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Halts");
  const destination = await createDestination(page, source);
  await misbehave(destination.connectionId, { status: 401 });
  await send(source, "track", { userId: "cust-1", event: "Viewed shoes" });
  const name = `${source.name} to ${destination.name}`;
  const problem = page.getByRole("listitem").filter({ hasText: `The destination ${name} has halted` });
  await page.goto("/");
  await expect(problem).toBeVisible(slowly);
  await expectAccessible(page);
  await problem.getByRole("link", { name: "Open destination" }).click();
  await expect(page).toHaveURL(new RegExp(pageOf(destination)));
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByRole("list", { name: "History of this destination" })).toContainText(
    "had to halt it",
  );

  await page.goto(`/settings/partners/${destination.connectionId}`);
  const row = page.getByRole("table", { name: "What sends through it" }).getByRole("row", { name });
  await expect(row).toContainText("Destination");
  await expect(row).toContainText("Halted");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Disconnect" }).click();
  const blocked = page.getByRole("dialog", { name: /cannot be disconnected now/ });
  await blocked.getByRole("link", { name }).click();
  await expect(page).toHaveURL(new RegExp(pageOf(destination)));
});
