import classes from "./html-frame.module.css";

/** Beside what `sandbox` forbids: nothing is fetched, so that looking at a mail is not told to anybody. */
const policy =
  `<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">` +
  `<meta name="color-scheme" content="light">`;

/** HTML that somebody else wrote, as its reader sees it: no script of it runs, no form is sent, nothing is fetched. */
export function HtmlFrame({ html, title }: { html: string; title: string }) {
  return (
    <iframe
      className={classes.frame}
      title={title}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={policy + html}
    />
  );
}
