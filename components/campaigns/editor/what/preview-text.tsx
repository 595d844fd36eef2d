import { Text } from "@mantine/core";
import type { CampaignPreview } from "@/lib/campaigns/schema.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import classes from "../../../form/form.module.css";
import { markedPieces } from "../../../message/expression.ts";
import { HtmlFrame } from "../../../ui/html-frame.tsx";

const words = campaignEditorMessages.preview;
type Made = CampaignPreview["texts"][number];

function Shown({ made }: { made: Made }) {
  const text = made.text ?? "";
  if (made.context === "html" && text.trim() !== "") {
    return (
      <>
        <HtmlFrame html={text} title={words.frame(made.label)} />
        <Text size="xs" c="dimmed">
          {words.frameHelp}
        </Text>
      </>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={classes.made} aria-label={made.label} tabIndex={0}>
      {text === "" ? (
        <Text span size="sm" c="dimmed">
          {words.empty}
        </Text>
      ) : (
        text
      )}
    </section>
  );
}

/** One text of the message as it was made, and where in its template a value is missing. */
export function PreviewText({ made, template }: { made: Made; template: string | undefined }) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {made.label}
      </Text>
      {made.stopped === null ? (
        <Shown made={made} />
      ) : (
        <Text size="sm" role="alert" c="var(--mantine-color-error)">
          {words.stopped} {made.stopped}
        </Text>
      )}
      {made.missing.length > 0 && (
        <div style={{ marginTop: 6 }}>
          <Text size="sm">
            <span className={classes.gap}>{words.missing(made.missing.length)}</span>
          </Text>
          <ul className={classes.list}>
            {made.missing.map(({ path, line, column }) => (
              <li key={`${path} ${line} ${column}`}>{words.missingAt(path, line, column)}</li>
            ))}
          </ul>
          {template && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
            <section className={classes.made} aria-label={words.templateOf(made.label)} tabIndex={0}>
              {markedPieces(template, made.missing).map(({ at, text, isGap }) =>
                isGap ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
              )}
            </section>
          )}
        </div>
      )}
    </div>
  );
}
