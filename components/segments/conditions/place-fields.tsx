import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { MAX_METRES, MAX_PLACES } from "@/lib/segments/value-test.ts";
import { TypedNumber } from "../../ui/typed-number.tsx";
import type { DraftTest } from "../draft.ts";
import classes from "../segments.module.css";
import { newCircle } from "../test-choices.ts";

type PlaceTest = Extract<DraftTest, { type: "place" }>;
type Circle = PlaceTest["places"][number];

const parts = [
  { key: "metres", label: "Metres", word: "metres of", width: 95, min: 1, max: MAX_METRES },
  { key: "latitude", label: "Latitude", word: ",", width: 95, min: -90, max: 90 },
  { key: "longitude", label: "Longitude", word: "", width: 95, min: -180, max: 180 },
] as const;

function CircleFields({ circle, onChange }: { circle: Circle; onChange: (circle: Circle) => void }) {
  return parts.map(({ key, label, word, width, min, max }) => (
    <span key={key} className={classes.together}>
      <TypedNumber
        size="xs"
        w={width}
        hideControls
        aria-label={label}
        placeholder={label.toLowerCase()}
        min={min}
        max={max}
        value={Number.isFinite(circle[key]) ? circle[key] : null}
        onChange={(next) => onChange({ ...circle, [key]: next ?? Number.NaN })}
      />
      {word && <span className={classes.word}>{word}</span>}
    </span>
  ));
}

/** "within 500 metres of 48.2, 16.37", or of another place. */
export function PlaceFields({ test, onChange }: { test: PlaceTest; onChange: (test: PlaceTest) => void }) {
  const { places } = test;
  const change = (next: Circle[]) => onChange({ ...test, places: next });
  return (
    <>
      {places.map((circle, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same; where they stand is all that tells them apart
        <span key={place} className={classes.place}>
          {place > 0 && <span className={classes.word}>or</span>}
          <CircleFields
            circle={circle}
            onChange={(next) => change(places.map((each, at) => (at === place ? next : each)))}
          />
          {places.length > 1 && (
            <Tooltip label={`Remove place ${place + 1}`}>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={`Remove place ${place + 1}`}
                onClick={() => change(places.filter((_, at) => at !== place))}
              >
                <IconX size={14} />
              </ActionIcon>
            </Tooltip>
          )}
        </span>
      ))}
      {places.length < MAX_PLACES && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => change([...places, newCircle()])}
        >
          Another place
        </Button>
      )}
    </>
  );
}
