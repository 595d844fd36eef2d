import { emailChannel } from "../lib/channels/email/channel.ts";
import { emailChannelKit } from "../lib/channels/email/kit.ts";
import { mailRecord, mimeOf } from "../lib/channels/email/mime.ts";
import { newId } from "../lib/kernel/ids.ts";
import { wholeText } from "../lib/partners/record-texts.ts";
import { linkMaker } from "../lib/tracking/links.ts";
import { alternate, type Bench, note, secondsOf } from "./kit.ts";

const MAILS = Number(process.env.BENCH_MAILS ?? 20_000);

const product = (n: number) => `<tr><td style="padding:8px 16px;font:14px/20px sans-serif">
<a href="https://shop.example/p/${n}?utm_source=mail&amp;utm_campaign={{ Campaign.campaignId }}">Holder ${n}</a></td>
<td style="padding:8px 16px;text-align:right">£${n}.50</td></tr>`;

/** A mail of 12 links and 6 KB, as shops send them. */
const content = {
  ...emailChannelKit.blank,
  subject: '{{ Profile.Name | default: "Hello" }}, your {{ Profile.Plan }} offers',
  preheader: "This week alone",
  html: `<!doctype html><html><head><title>Offers</title><style>a{color:#2459d6}</style></head><body style="margin:0">
<table width="100%"><tr><td><p>Hello {{ Profile.Name | default: "there" }},</p>
<p>as a {{ Profile.Plan }} customer you see these before all others.</p>
<table>${Array.from({ length: 12 }, (_, n) => product(n)).join("")}</table>
{% if Profile.cart_value %}<p>You left {{ Profile.cart_value }} in your cart.</p>{% endif %}
${"<p>Words of a mail that a shop sends to those who bought there before, and a few more of them.</p>".repeat(25)}
</td></tr></table></body></html>`,
};

const recipient = (n: number) => ({
  personId: newId(),
  ids: { user_id: `cust-${n}`, email: `asha.${n}@shop.example` },
  properties: { name: `Asha ${n}`, Plan: n % 2 ? "gold" : "silver", cart_value: n % 90 },
  tokens: [],
  messageId: `0190a000-0000-7000-8000-000000000001-${n}`,
  timestamp: "2026-01-01T00:00:00.000Z",
});

const occasion = {
  variables: { Campaign: { campaignId: "1767000001", name: "Offers" } },
  options: { now: new Date("2026-01-01T00:00:00Z"), timeZone: "UTC" },
  missing: "default" as const,
};

/**
 * `email`: how many mails are made (texts, 12 links signed and replaced, plain text, the record that is sent) in the time in
 * which the finished records are read and written once as JSON. Neither side sends anything. Beside it, in microseconds: a
 * mail, its bytes in MIME, and one signed link.
 */
export const bench: Bench = async () => {
  const of = {
    workspaceId: newId(),
    kind: "campaign",
    id: newId(),
    reference: "1767000001",
    channel: "email",
  } as const;
  const links = linkMaker({ baseUrl: "https://junction.example", key: "a key of the bench", of });
  const channel = emailChannel.open(content, { fromAddress: "news@shop.example" }, { links });
  const people = Array.from({ length: MAILS }, (_, n) => recipient(n));
  const recordOf = (each: (typeof people)[number]): string => {
    const { message } = channel.compose(each, occasion);
    return wholeText(channel.lane.encode(message ?? {}, each).text);
  };
  const texts = people.map(recordOf);
  let chars = 0;
  const rateOf = async (work: () => void | Promise<void>, count = MAILS) =>
    count / (await secondsOf(async () => work()));
  const floor = () =>
    rateOf(() => {
      for (const text of texts) {
        chars += JSON.stringify(JSON.parse(text)).length;
      }
    });
  const product = () =>
    rateOf(() => {
      for (const each of people) {
        chars += recordOf(each).length;
      }
    });
  const rates = await alternate(floor, product);
  const mime = await rateOf(async () => {
    for (const text of texts.slice(0, 2_000)) {
      chars += (await mimeOf(mailRecord.parse(JSON.parse(text)))).length;
    }
  }, 2_000);
  const signed = await rateOf(() => {
    for (const each of people) {
      chars += links.click(each, "https://shop.example/p/1").length;
    }
  });
  const micros = (rate: number) => (1e6 / rate).toFixed(1);
  note(`email: ${content.html.length} characters with 12 links become ${texts[0]?.length}; ${chars} in all`);
  note(`  made in ${micros(rates.product)} µs, MIME in ${micros(mime)} µs, one link in ${micros(signed)} µs`);
  return [{ name: "email", ratio: rates.product / rates.floor }];
};
