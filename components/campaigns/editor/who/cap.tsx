import { Checkbox, Radio, Stack, Text } from "@mantine/core";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { NumberField } from "../../../form/fields.tsx";
import classes from "../../../form/form.module.css";
import { isLive, type Who } from "../draft.ts";
import { useEditor, useParts } from "../editor-context.tsx";
import { Part } from "../section.tsx";

const words = campaignEditorMessages.cap;
type Cap = Who["cap"];
const BEGIN = 1_000;

/** A cap of another kind, with the number that the old one had. */
export function capOf(kind: Cap["kind"], before: Cap): Cap {
  const people = before.kind === "all" ? (before.hold ?? BEGIN) : before.people;
  return kind === "all" ? { kind, hold: null } : { kind, people };
}

function LimitChoice({ of, label, after }: { of: "only" | "per_day"; label: string; after: string }) {
  const { draft } = useEditor();
  const { who } = useParts();
  const { cap } = draft.who;
  const isChosen = cap.kind === of;
  return (
    <div className={classes.line} style={{ alignItems: "flex-start" }}>
      <Radio
        value={of}
        mt={6}
        label={of === "only" ? words.only : words.perDay}
        aria-label={`${words.only} … ${after}`}
      />
      {isChosen && (
        <NumberField
          path="who.cap.people"
          aria-label={label}
          w={170}
          value={cap.people}
          onChange={(people) => who({ cap: { kind: of, people } })}
        />
      )}
      <span style={{ lineHeight: "30px" }}>{isChosen ? after : `… ${after}`}</span>
    </div>
  );
}

/** How many the campaign may reach: all, with or without a safety limit, or so many. */
export function CapPart() {
  const { draft } = useEditor();
  const { who } = useParts();
  const { cap } = draft.who;
  const live = isLive(draft);
  return (
    <Part title={live ? words.live : words.title}>
      <Radio.Group
        aria-label={words.title}
        data-path="who.cap"
        value={cap.kind}
        onChange={(kind) => who({ cap: capOf(kind as Cap["kind"], cap) }, true)}
      >
        <Stack gap="xs">
          <Radio value="all" label={words.all} />
          {!live && cap.kind === "all" && (
            <div className={classes.indent}>
              <div className={classes.line} style={{ alignItems: "flex-start" }}>
                <Checkbox
                  mt={6}
                  label={words.hold}
                  checked={cap.hold !== null}
                  onChange={(event) =>
                    who({ cap: { kind: "all", hold: event.currentTarget.checked ? BEGIN : null } }, true)
                  }
                />
                {cap.hold !== null && (
                  <NumberField
                    path="who.cap.hold"
                    aria-label={words.holdUsers}
                    w={170}
                    value={cap.hold}
                    onChange={(hold) => who({ cap: { kind: "all", hold } })}
                  />
                )}
              </div>
              <Text size="sm" c="dimmed">
                {words.holdHelp}
              </Text>
            </div>
          )}
          <LimitChoice of="only" label={words.users} after={live ? words.onlyLive : words.onlyPast} />
          {live && <LimitChoice of="per_day" label={words.usersPerDay} after={words.perDayEnd} />}
        </Stack>
      </Radio.Group>
      <Text size="sm" c="dimmed" mt="sm">
        <strong>{words.limit}:</strong> {words.limitHelp}
      </Text>
    </Part>
  );
}
