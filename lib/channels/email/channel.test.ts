import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { wholeText } from "../../partners/record-texts.ts";
import { testOccasion, testRecipient } from "../../testing/recipient.ts";
import { contentProblems } from "../content-problems.ts";
import type { Links } from "../links.ts";
import { emailChannel } from "./channel.ts";
import { emailChannelKit } from "./kit.ts";
import { mailRecord, mimeOf } from "./mime.ts";

const links: Links = {
  open: ({ messageId }) => `https://j.example/t/o/${messageId}`,
  click: ({ messageId }, url) =>
    `https://j.example/t/c/${messageId}-${Buffer.from(url).toString("base64url")}`,
  unsubscribe: ({ messageId }) => `https://j.example/unsubscribe/${messageId}`,
};
const settings = { fromName: "Acme", fromAddress: "news@acme.example", replyTo: "help@acme.example" };
const contentOf = (more: JsonObject): JsonObject => ({
  ...emailChannelKit.blank,
  subject: "Hello {{ Profile.Name }}",
  html: "<body><p>Hello {{ Profile.Name }}</p></body>",
  ...more,
});

function composed(more: JsonObject, recipient = testRecipient()) {
  return emailChannel.open(contentOf(more), settings, { links }).compose(recipient, testOccasion);
}

async function mailOf(more: JsonObject, recipient = testRecipient()) {
  const channel = emailChannel.open(contentOf(more), settings, { links });
  const { message } = channel.compose(recipient, testOccasion);
  const { text } = channel.lane.encode(message ?? {}, recipient);
  const mime = await mimeOf(mailRecord.parse(JSON.parse(wholeText(text))));
  const mail = await PostalMime.parse(mime);
  const header = (name: string) => mail.headers.filter((each) => each.key === name).map(({ value }) => value);
  return { mail, header, mime: mime.toString() };
}

test("a mail is from whom the content says, else the connection, and knows itself by its Message-ID", async () => {
  const { mail, header } = await mailOf({});
  expect(mail.from).toMatchObject({ name: "Acme", address: "news@acme.example" });
  expect(mail.to).toMatchObject([{ address: "asha@example.com" }]);
  expect(mail.replyTo).toMatchObject([{ address: "help@acme.example" }]);
  expect(mail.messageId).toBe("<jm-1@acme.example>");
  expect(mail.subject).toBe("Hello Asha Rao");
  expect(header("date")).toEqual(["Thu, 01 Jan 2026 00:00:00 +0000"]);
  const other = await mailOf({
    fromName: "Ada of {{ Campaign.name }}",
    fromAddress: "ada@acme.example",
    replyTo: "a@acme.example",
  });
  expect(other.mail.from).toMatchObject({ name: "Ada of Spring sale", address: "ada@acme.example" });
  expect(other.mail.replyTo).toMatchObject([{ address: "a@acme.example" }]);
});

test("every mail can be unsubscribed from with one click, and by a link that a reader sees", async () => {
  const { mail, header } = await mailOf({});
  expect(header("list-unsubscribe")).toEqual(["<https://j.example/unsubscribe/jm-1>"]);
  expect(header("list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);
  expect(mail.html).toContain('<a href="https://j.example/unsubscribe/jm-1"');
  expect(mail.text).toContain("https://j.example/unsubscribe/jm-1");
});

test("an author who places the link gets no second one, and it is not tracked", async () => {
  const html = '<p>Hi</p><a href="{{ Campaign.unsubscribeUrl }}">Stop</a>';
  const { mail } = await mailOf({ html, text: "Stop: {{ Campaign.unsubscribeUrl }}" });
  expect(mail.html?.match(/unsubscribe\/jm-1/g)).toHaveLength(1);
  expect(mail.text?.trim()).toBe("Stop: https://j.example/unsubscribe/jm-1");
});

test("opens and clicks are tracked where the author wants it, and no byte of the mail changes where not", async () => {
  const html = '<body><a href="https://shop.example/">Shop</a></body>';
  const tracked = composed({ html }).message?.html;
  expect(tracked).toContain("https://j.example/t/c/jm-1-");
  expect(tracked).toContain('<img src="https://j.example/t/o/jm-1"');
  expect(tracked).not.toContain('href="https://shop.example/"');
  const quiet = composed({ html, trackOpens: false, trackClicks: false }).message?.html;
  expect(quiet).toContain('<body><a href="https://shop.example/">Shop</a>');
  expect(quiet).not.toContain("/t/");
});

test("values cannot add a header, a recipient or markup", async () => {
  const evil = testRecipient({
    properties: { name: 'Eve\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>"' },
  });
  const { mail, header, mime } = await mailOf(
    { fromName: "{{ Profile.Name }}", preheader: "{{ Profile.Name }}" },
    evil,
  );
  expect(mail.bcc).toBeUndefined();
  expect(header("bcc")).toEqual([]);
  expect(mime.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/im);
  expect(mail.from?.address).toBe("news@acme.example");
  expect(mail.html).not.toContain("<script>");
});

test("a value without end makes no line that mail servers refuse: what stands in a header is cut", async () => {
  for (const name of ["x".repeat(5_000), "😀".repeat(5_000), "a b ".repeat(5_000)]) {
    const texts = { subject: "{{ Profile.Name }}", fromName: "{{ Profile.Name }}" };
    const { mail, mime } = await mailOf(texts, testRecipient({ properties: { name } }));
    expect(Math.max(...mime.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(mail.subject).toMatch(/^.{400,900}…$/su);
    expect(mail.subject?.isWellFormed()).toBe(true);
    expect(mail.from?.address).toBe("news@acme.example");
  }
});

test.each([
  ["a@example.com\r\nBcc: b@example.com", "invalid_email"],
  ["a@example.com, b@example.com", "invalid_email"],
  ["nobody", "invalid_email"],
])("the address %j is not sent to", (email, code) => {
  expect(composed({}, testRecipient({ ids: { email } })).skipped).toMatchObject({ code });
});

test("a subject that is empty for somebody keeps the mail back, as does a sender that nobody names", () => {
  expect(composed({ subject: "{{ Profile.nothing }}" }).skipped).toMatchObject({ code: "empty_subject" });
  const channel = emailChannel.open(contentOf({}), {}, { links });
  expect(channel.compose(testRecipient(), testOccasion).skipped).toMatchObject({ code: "no_from_address" });
});

test("the text is the author's, else what the HTML says, and other languages arrive as they were written", async () => {
  const html = "<p>Grüße, {{ Profile.Name }} – 你好 😀</p>";
  const { mail } = await mailOf(
    { subject: "你好 😀 Grüße", preheader: "Schön & gut", html },
    testRecipient({ properties: { name: "Zoë" } }),
  );
  expect(mail.subject).toBe("你好 😀 Grüße");
  expect(mail.text).toContain("Grüße, Zoë – 你好 😀");
  expect(mail.text).not.toContain("Schön");
  expect(mail.html).toContain("Sch&#246;n".replace("&#246;", "ö"));
  expect((await mailOf({ text: "Only this" })).mail.text).toMatch(/^Only this/);
});

test("ids that a header cannot hold are written otherwise, and stay apart", async () => {
  const ids = ["a b<c>@d\r\nX: y", "a=20b", "a b", "..a..b.."];
  const seen = await Promise.all(
    ids.map(async (messageId) => (await mailOf({}, testRecipient({ messageId }))).mail.messageId),
  );
  expect(new Set(seen).size).toBe(ids.length);
  for (const id of seen) {
    expect(id).toMatch(/^<[A-Za-z0-9=_-][A-Za-z0-9.=_-]*@acme\.example>$/);
  }
});

test("a content that may not be published says which field is at fault", () => {
  const of = (more: JsonObject) => contentProblems(emailChannelKit, contentOf(more)).map(({ path }) => path);
  expect(of({})).toEqual([]);
  expect(of({ subject: " " })).toEqual(["subject"]);
  expect(of({ html: "" })).toEqual(["html"]);
  expect(of({ fromAddress: "nobody", replyTo: "a@b" })).toEqual(["fromAddress", "replyTo"]);
});
