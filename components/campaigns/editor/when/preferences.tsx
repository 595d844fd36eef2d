import { Checkbox, Radio, Stack } from "@mantine/core";
import { runsAgain } from "@/lib/campaigns/document.ts";
import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import { ClockField, NumberField } from "../../../form/fields.tsx";
import classes from "../../../form/form.module.css";
import { night, QuietFields } from "../../../form/when/quiet.tsx";
import { isLive, type When } from "../draft.ts";
import { useEditor, useParts } from "../editor-context.tsx";
import { Part } from "../section.tsx";
import { CampaignFrequency } from "./frequency.tsx";

const { preferences: words, zone: zoneWords, cutOff: cutOffWords } = campaignWhenMessages;

function Throttle() {
  const { draft } = useEditor();
  const { when } = useParts();
  const { throttle, userTimeZone } = draft.when;
  return (
    <div className={classes.line} style={{ alignItems: "flex-start" }}>
      <Checkbox
        mt={6}
        label={words.throttle}
        description={userTimeZone ? words.throttleZone : words.throttleHelp}
        checked={throttle !== null}
        onChange={(event) => when({ throttle: event.currentTarget.checked ? 1_000 : null }, true)}
      />
      {throttle !== null && (
        <NumberField
          path="when.throttle"
          aria-label={words.throttleHelp}
          w={150}
          value={throttle}
          onChange={(next) => when({ throttle: next })}
        />
      )}
    </div>
  );
}

/** On each person's clocks, and not after a time: of campaigns that run at a time. */
function RunTimes() {
  const { draft } = useEditor();
  const { when } = useParts();
  const { userTimeZone, cutOff, past } = draft.when;
  type Zone = NonNullable<When["userTimeZone"]>;
  return (
    <>
      {(past.kind !== "now" || userTimeZone) && (
        <>
          <Checkbox
            label={zoneWords.on}
            description={zoneWords.help}
            checked={userTimeZone !== null}
            onChange={(event) =>
              when({ userTimeZone: event.currentTarget.checked ? { passed: "next_day" } : null }, true)
            }
          />
          {userTimeZone && (
            <Radio.Group
              label={zoneWords.passed}
              className={classes.indent}
              value={userTimeZone.passed}
              onChange={(passed) => when({ userTimeZone: { passed: passed as Zone["passed"] } }, true)}
            >
              <Stack gap={6} mt={6}>
                <Radio value="next_day" label={zoneWords.passedKinds.next_day} />
                <Radio value="drop" label={zoneWords.passedKinds.drop} />
              </Stack>
            </Radio.Group>
          )}
        </>
      )}
      <div className={classes.line} style={{ alignItems: "flex-start" }}>
        <Checkbox
          mt={6}
          label={cutOffWords.on}
          description={cutOffWords.help}
          checked={cutOff !== null}
          onChange={(event) => when({ cutOff: event.currentTarget.checked ? "21:00" : null }, true)}
        />
        {cutOff !== null && (
          <ClockField
            path="when.cutOff"
            aria-label={cutOffWords.at}
            type="time"
            value={cutOff}
            onChange={(next) => when({ cutOff: next })}
          />
        )}
      </div>
    </>
  );
}

/** How the campaign is delivered beside its dates. */
export function Preferences() {
  const { draft } = useEditor();
  const { when } = useParts();
  const { ignoreLimits, quiet } = draft.when;
  const live = isLive(draft);
  return (
    <Part title={words.title}>
      <Stack gap="md">
        <Checkbox
          label={words.limits}
          data-path="when.ignoreLimits"
          description={words.limitsHelp}
          checked={ignoreLimits}
          onChange={(event) => when({ ignoreLimits: event.currentTarget.checked }, true)}
        />
        {(live || runsAgain(draft.when)) && <CampaignFrequency />}
        {!live && <RunTimes />}
        <Throttle />
        <Checkbox
          label={words.advanced}
          description={words.advancedHelp}
          checked={quiet !== null}
          onChange={(event) =>
            when({ quiet: event.currentTarget.checked ? { hours: [night], mode: "delay" } : null }, true)
          }
        />
        {quiet && (
          <QuietFields
            path="when.quiet"
            quiet={quiet}
            of={{ in: "campaign", clocks: "user" }}
            onChange={(next, whole) => when({ quiet: next }, whole)}
          />
        )}
      </Stack>
    </Part>
  );
}
