import { Button, NativeSelect, Text } from "@mantine/core";
import { IconFilterPlus, IconWorld } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { isPathAlone } from "@/lib/segments/page-address.ts";
import { pageParts, pageProperties, pathText } from "@/lib/segments/test-words.ts";
import { type KnownProperty, useEventProperties } from "../catalogue.ts";
import { type DraftFilter, newFilter, newPageFilter, pathOf } from "../draft.ts";
import classes from "../segments.module.css";
import { firstTest } from "../test-choices.ts";
import type { Ref } from "./event-choices.ts";
import { Line } from "./line.tsx";
import { PathField } from "./path-field.tsx";
import { TestFields } from "./test-fields.tsx";

type FilterProps = {
  filter: DraftFilter;
  event: Ref | undefined;
  known: KnownProperty[];
  onChange: (filter: DraftFilter) => void;
};

/** Whether a page call is asked for a part of its page; what is still typed as any other property stays that. */
const asksPage = ({ of, path }: DraftFilter, event: Ref | undefined): boolean =>
  of === "context" || (of === "properties" && event?.type === "page" && pathText(path) in pageProperties);

const isAddress = ({ of, path }: DraftFilter): boolean =>
  pathText(path) === (of === "context" ? "page.url" : "url");

/** Which part of the page; one that only the API names is shown as it is. */
function PagePart({ filter, onChange }: Pick<FilterProps, "filter" | "onChange">) {
  const path = pathText(filter.path);
  const parts = filter.of === "context" ? pageParts : pageProperties;
  const known = Object.entries(parts).map(([value, label]) => ({ value, label }));
  return (
    <>
      <span className={classes.word}>the</span>
      <NativeSelect
        size="xs"
        w={130}
        aria-label="Part of the page"
        value={path}
        data={path in parts ? known : [...known, { value: path, label: `context ${path}` }]}
        onChange={(event) => onChange({ ...filter, path: pathOf(event.currentTarget.value) })}
      />
    </>
  );
}

function PropertyName({ filter, known, onChange }: FilterProps) {
  return (
    <PathField
      label="Property of the event"
      path={filter.path}
      known={known.map(({ name }) => name)}
      onChange={(path) => onChange({ ...filter, path })}
      onChosen={(name) =>
        onChange({
          ...filter,
          path: [name],
          test: firstTest(known.find((each) => each.name === name)?.type),
        })
      }
    />
  );
}

/** "where category is Shoes and the page address contains /sale", each taken away by itself; `more` can be added beside. */
export function FilterLines({
  where,
  event,
  of = "",
  more,
  onChange,
}: {
  where: DraftFilter[];
  event: Ref | undefined;
  /** what tells filters of two events apart */
  of?: string;
  more?: ReactNode;
  onChange: (where: DraftFilter[]) => void;
}) {
  const known = useEventProperties(event);
  return (
    <>
      {where.map((filter, place) => {
        const set = (next: DraftFilter) => onChange(where.map((each, at) => (at === place ? next : each)));
        return (
          <Line
            // biome-ignore lint/suspicious/noArrayIndexKey: a filter is known by its place alone
            key={place}
            label={`Filter ${place + 1}${of}`}
            onRemove={() => onChange(where.filter((_, at) => at !== place))}
          >
            <span className={classes.word}>{place === 0 ? "where" : "and"}</span>
            {asksPage(filter, event) ? (
              <PagePart filter={filter} onChange={set} />
            ) : (
              <PropertyName filter={filter} event={event} known={known} onChange={set} />
            )}
            <TestFields
              test={filter.test}
              types={["text", "number", "boolean", "date"]}
              known={filter.of === "context" || !event ? undefined : { event, path: filter.path }}
              onChange={(test) => set({ ...filter, test })}
            />
            {asksPage(filter, event) && isAddress(filter) && isPathAlone(filter.test) && (
              <Text size="xs" c="dimmed" role="status" w="100%">
                {segmentsMessages.builder.pathAlone}
              </Text>
            )}
          </Line>
        );
      })}
      <div className={classes.adding}>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconFilterPlus size={14} />}
          onClick={() => onChange([...where, newFilter])}
        >
          {`Add filter${of}`}
        </Button>
        {event?.type === "page" && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconWorld size={14} />}
            onClick={() => onChange([...where, newPageFilter])}
          >
            {`Add page filter${of}`}
          </Button>
        )}
        {more}
      </div>
    </>
  );
}
