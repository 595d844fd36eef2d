import { unique } from "./fixtures/audiences.ts";
import { expectAccessible } from "./fixtures/axe.ts";
import { createSource, send } from "./fixtures/destinations.ts";
import { expect, test } from "./fixtures/test.ts";

test("an audience follows a live segment: who is in it joins, who enters joins while one watches, who leaves leaves", async ({
  adminPage: page,
}) => {
  const source = await createSource(page, "Buyers");
  const bought = unique("Order completed");
  const [ada, ben] = [unique("ada"), unique("ben")];
  await send(source, "track", { userId: ada, event: bought });
  const made = await page.request.post("/api/v1/segments", {
    data: {
      name: unique("Buyers who stay"),
      kind: "live",
      definition: {
        groups: [
          {
            conditions: [
              { kind: "did", events: [{ name: bought }] },
              {
                kind: "property",
                not: true,
                path: ["left"],
                test: { type: "boolean", op: "equals", value: true },
              },
            ],
          },
        ],
      },
    },
  });
  const segment = (await made.json()) as { id: string; name: string };

  await page.goto("/audiences");
  await page.getByRole("button", { name: "New audience" }).first().click();
  const drawer = page.getByRole("dialog", { name: "New audience" });
  await drawer.getByRole("radio", { name: /^Create Audience from a segment/ }).check();
  await drawer.getByRole("combobox", { name: /^Segment/ }).fill(segment.name);
  await page.getByRole("option", { name: segment.name }).click();
  await expect(drawer.getByRole("textbox", { name: /^Name/ })).toHaveValue(segment.name);
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Create audience" }).click();

  await expect(page.getByRole("heading", { level: 1, name: segment.name })).toBeVisible();
  await expect(page.getByRole("link", { name: segment.name })).toHaveAttribute(
    "href",
    `/segments/${segment.id}`,
  );
  const users = page.getByRole("table");
  await expect(users.getByRole("row").filter({ hasText: ada })).toBeVisible();
  await send(source, "track", { userId: ben, event: bought });
  await expect(users.getByRole("row").filter({ hasText: ben })).toBeVisible();
  await send(source, "identify", { userId: ada, traits: { left: true } });
  await expect(users.getByRole("row").filter({ hasText: ada })).toBeHidden();
  await expectAccessible(page);
});
