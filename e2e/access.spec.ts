import { invite, join, password } from "./fixtures/members.ts";
import { expect, signIn, test } from "./fixtures/test.ts";

test("a colleague joins by a link as Viewer, sees no Admin pages, and the link works once", async ({
  adminPage,
  browser,
}) => {
  test.slow();
  const link = await invite(adminPage, "Viewer");
  const viewer = await join(browser, link, "Vera Viewer", "vera@example.com");
  const navigation = viewer.getByRole("navigation", { name: "Main" });
  for (const name of ["Members", "API keys", "Audit log", "Workspace"]) {
    await expect(navigation.getByRole("link", { name, exact: true })).toHaveCount(0);
  }
  for (const path of ["members", "api-keys", "audit"]) {
    await viewer.goto(`/settings/${path}`);
    await expect(viewer.getByRole("heading", { name: "Only Admins see this page" })).toBeVisible();
  }
  await viewer.goto("/settings/workspace");
  await expect(viewer.getByLabel("Name")).toBeDisabled();
  await expect(viewer.getByRole("button", { name: "Save workspace" })).toHaveCount(0);

  const late = await (await browser.newContext()).newPage();
  await late.goto(link);
  await expect(late.getByText("It was used already.")).toBeVisible();

  await adminPage.goto("/settings/members");
  await adminPage.getByRole("combobox", { name: "Role of Vera Viewer" }).click();
  await adminPage.getByRole("option", { name: "Admin" }).click();
  await expect(adminPage.getByText("Vera Viewer is Admin now")).toBeVisible();
  await viewer.goto("/settings/members");
  await expect(viewer.getByRole("table", { name: "Members" })).toContainText("Vera Viewer");

  await adminPage.goto("/settings/audit?objectKind=member");
  const change = adminPage.getByRole("listitem").filter({ hasText: "changed the role of vera@example.com" });
  await expect(change).toContainText("viewer");
  await expect(change).toContainText("admin");

  await adminPage.goto("/settings/members");
  await adminPage.getByRole("button", { name: "Actions for Vera Viewer" }).click();
  await adminPage.getByRole("menuitem", { name: "Remove member" }).click();
  await adminPage.getByRole("dialog").getByRole("button", { name: "Remove member" }).click();
  await expect(adminPage.getByRole("table", { name: "Members" })).not.toContainText("Vera Viewer");
  await viewer.goto("/settings/members");
  await expect(viewer.getByRole("heading", { name: "You are in no workspace" })).toBeVisible();
});

test("signing another browser out takes effect there at once", async ({ adminPage, browser }) => {
  const link = await invite(adminPage, "Marketer");
  const here = await join(browser, link, "Two Browsers", "two@example.com");
  const there = await (await browser.newContext()).newPage();
  await signIn(there, { email: "two@example.com", password });
  await here.goto("/settings/account");
  await expect(here.getByText("this browser")).toHaveCount(1);
  await here.getByRole("button", { name: "Sign out all other browsers" }).click();
  await expect(here.getByText("Signed out 1 browser", { exact: true })).toBeVisible();
  await there.goto("/people");
  await expect(there).toHaveURL(/\/sign-in\?next=%2Fpeople/);
  await here.reload();
  await expect(here.getByRole("heading", { name: "My account" })).toBeVisible();
});

test("a browser that claims another address is noted with its own", async ({ adminPage, browser }) => {
  await join(browser, await invite(adminPage, "Viewer"), "Far Away", "far@example.com");
  const context = await browser.newContext({ extraHTTPHeaders: { "x-forwarded-for": "203.0.113.9" } });
  const page = await context.newPage();
  await signIn(page, { email: "far@example.com", password });
  await page.goto("/settings/account");
  await expect(page.getByText("this browser")).toBeVisible();
  await expect(page.getByText(/203\.0\.113\.9/)).toHaveCount(0);
  await expect(page.getByText(/127\.0\.0\.1|::1/).first()).toBeVisible();
});

test("a new password needs the current one and works from then on", async ({ adminPage, browser }) => {
  const link = await invite(adminPage, "Marketer");
  const page = await join(browser, link, "New Password", "newpw@example.com");
  await page.goto("/settings/account");
  const current = page.getByRole("textbox", { name: "Current password" });
  const next = page.getByRole("textbox", { name: "New password" });
  await current.fill("not this one");
  await next.fill("another quiet stone");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("This is not your current password")).toBeVisible();
  await current.fill(password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed")).toBeVisible();
  await page.getByRole("button", { name: /Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await signIn(page, { email: "newpw@example.com", password: "another quiet stone" });
});

test("too many wrong passwords wait, and the page says until when", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("guessed@example.com");
  for (let index = 0; index < 5; index += 1) {
    await page.getByRole("textbox", { name: "Password" }).fill(`guess ${index}`);
    const answered = page.waitForResponse(/callback\/credentials/);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await answered;
    await expect(page.getByText("The e-mail or the password is not right.")).toBeVisible();
  }
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText(/Try again in \d+ \w+, at \d\d:\d\d UTC/)).toBeVisible();
});

test("an API key is shown once, calls with its role, and is refused once revoked", async ({
  adminPage,
  request,
}) => {
  await adminPage.goto("/settings/api-keys");
  await adminPage.getByRole("button", { name: "Create API key" }).first().click();
  const drawer = adminPage.getByRole("dialog", { name: "Create API key" });
  await drawer.getByLabel("Name").fill("Story key");
  await drawer.getByRole("button", { name: "Create API key" }).click();
  const key = (await drawer.getByText(/^jk_[\w-]+$/).textContent()) ?? "";
  await drawer.getByRole("button", { name: "Done" }).click();
  const headers = { authorization: `Bearer ${key}` };
  const me = await request.get("/api/v1/me", { headers });
  expect(await me.json()).toMatchObject({ kind: "key", name: "Story key", role: "marketer" });
  expect((await request.get("/api/v1/members", { headers })).status()).toBe(403);
  await adminPage.reload();
  await expect(adminPage.getByText(key)).toHaveCount(0);
  await expect(adminPage.getByText(`••••${key.slice(-4)}`)).toBeVisible();
  await adminPage.getByRole("button", { name: "Actions for Story key" }).click();
  await adminPage.getByRole("menuitem", { name: "Revoke key" }).click();
  await adminPage.getByRole("dialog").getByRole("button", { name: "Revoke key" }).click();
  await expect(adminPage.getByText("Revoked", { exact: true })).toBeVisible();
  expect((await request.get("/api/v1/me", { headers })).status()).toBe(401);
});

test("switching workspace shows the other one's data, and a tab left open does not act in it", async ({
  adminPage,
  browser,
}) => {
  const page = await join(browser, await invite(adminPage, "Admin"), "Sam Switch", "sam@example.com");
  const stale = await page.context().newPage();
  await stale.goto("/settings/api-keys");
  await page.getByTitle("Switch workspace").click();
  await page.getByRole("menuitem", { name: "New workspace" }).click();
  await page.getByLabel("Name").fill("Quiet corner");
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("button", { name: /^Quiet corner/ })).toBeVisible();
  await page.goto("/settings/members");
  await expect(page.getByRole("table", { name: "Members" }).getByRole("row")).toHaveCount(2);

  await stale.getByRole("button", { name: "Create API key" }).first().click();
  const drawer = stale.getByRole("dialog", { name: "Create API key" });
  await drawer.getByLabel("Name").fill("From the old tab");
  await drawer.getByRole("button", { name: "Create API key" }).click();
  await expect(drawer.getByText(/^jk_/)).toBeVisible();
  await page.goto("/settings/api-keys");
  await expect(page.getByRole("heading", { name: "No API keys yet" })).toBeVisible();
  await adminPage.goto("/settings/api-keys");
  await expect(adminPage.getByText("From the old tab")).toBeVisible();
});

test("no page of access breaks its own security policy", async ({ adminPage }) => {
  const broken: string[] = [];
  adminPage.on("console", (message) => {
    if (/content security policy/i.test(message.text())) {
      broken.push(message.text());
    }
  });
  for (const path of ["members", "api-keys", "audit", "workspace", "account"]) {
    const answer = await adminPage.goto(`/settings/${path}`);
    expect(answer?.headers()["content-security-policy"]).toContain("script-src 'self' 'nonce-");
    await expect(adminPage.getByRole("heading", { level: 1 })).toBeVisible();
  }
  expect(broken).toEqual([]);
});
