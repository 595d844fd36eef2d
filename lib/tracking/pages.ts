import { escapeHtml } from "../kernel/escape-html.ts";
import { trackingMessages as words } from "../messages/tracking.ts";
import type { UnsubscribeView } from "./schema.ts";

const style = `
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f7f9;color:#1f2937;
font:16px/24px Inter,system-ui,sans-serif}
main{box-sizing:border-box;width:min(28rem,calc(100vw - 32px));padding:32px;border-radius:12px;background:#fff;
border:1px solid #e5e7eb}
h1{margin:0 0 8px;font-size:20px;line-height:28px}
p{margin:0 0 20px;overflow-wrap:anywhere}
button{font:inherit;font-weight:600;width:100%;min-height:44px;border:0;border-radius:8px;cursor:pointer;
background:#2459d6;color:#fff}
button.quiet{background:transparent;color:inherit;border:1px solid #9ca3af}
button:focus-visible{outline:3px solid #7aa2ff;outline-offset:2px}
@media(prefers-color-scheme:dark){body{background:#111318;color:#e5e7eb}main{background:#1a1d24;border-color:#2c313c}}`;

function document(title: string, text: string, form = ""): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p role="status">${escapeHtml(text)}</p>${form}</main></body></html>`;
}

function form(act: "unsubscribe" | "resubscribe", label: string): string {
  const look = act === "resubscribe" ? ' class="quiet"' : "";
  return `<form method="post"><input type="hidden" name="act" value="${act}"><button${look}>${escapeHtml(label)}</button></form>`;
}

/** “E-mail” as “e-mail”; names in capitals stay. */
function withinSentence(label: string): string {
  return /^\p{Lu}\P{Lu}*$/u.test(label) ? label.toLowerCase() : label;
}

/** The page behind an unsubscribe link: asks, or says what came of it and offers the way back. Without a script. */
export function unsubscribePage(view: UnsubscribeView, done: boolean): string {
  const { channelLabel, address, subscribed, mayResubscribe } = view;
  const who = address ?? words.nobody;
  const channel = withinSentence(channelLabel);
  if (subscribed) {
    return done
      ? document(words.again.title, words.again.text(channel, who), form("unsubscribe", words.unsubscribe))
      : document(words.ask.title, words.ask.text(channel, who), form("unsubscribe", words.unsubscribe));
  }
  const back = !mayResubscribe ? "" : form("resubscribe", words.resubscribe);
  return document(words.done.title, words.done.text(channel, who), back);
}

export function errorPage(message: string): string {
  return document(words.wrong.title, message);
}
