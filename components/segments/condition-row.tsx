import { ActionIcon, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { DidFields } from "./conditions/did-fields.tsx";
import { InactionFields } from "./conditions/inaction-fields.tsx";
import {
  AudienceFields,
  ChannelFields,
  FieldFields,
  PropertyFields,
  SegmentFields,
} from "./conditions/person-fields.tsx";
import type { DraftCondition } from "./draft.ts";
import classes from "./segments.module.css";

const words = segmentsMessages.builder;
const full = new Intl.NumberFormat("en");

type FieldsProps = {
  condition: DraftCondition;
  own: string | null;
  onChange: (condition: DraftCondition) => void;
};

function Fields({ condition, own, onChange }: FieldsProps) {
  switch (condition.kind) {
    case "did":
      return <DidFields value={condition} onChange={onChange} />;
    case "inaction":
      return <InactionFields value={condition} onChange={onChange} />;
    case "property":
      return <PropertyFields value={condition} onChange={onChange} />;
    case "field":
      return <FieldFields value={condition} onChange={onChange} />;
    case "reachable":
    case "unsubscribed":
      return <ChannelFields value={condition} onChange={onChange} />;
    case "segment":
      return <SegmentFields value={condition} own={own} onChange={onChange} />;
    case "audience":
      return <AudienceFields value={condition} onChange={onChange} />;
  }
}

/** One condition as a sentence of fields, with how many people meet it on its own. */
export function ConditionRow({
  number,
  isNew,
  alone,
  onRemove,
  ...fields
}: FieldsProps & { number: number; isNew: boolean; alone: number | null; onRemove: () => void }) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isNew) {
      row.current?.querySelector<HTMLElement>("select, input")?.focus();
    }
  }, [isNew]);
  return (
    <li ref={row} className={classes.condition} aria-label={words.conditionLabel(number)}>
      <Fields {...fields} />
      <span className={classes.alone}>
        {alone === null ? "" : segmentsMessages.reach.alone(full.format(alone))}
      </span>
      <Tooltip label={words.removeCondition(number)}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words.removeCondition(number)}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
