"use client";

import { Button, Select } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { actionName, kindName } from "@/lib/messages/audit-words.ts";
import type { UrlState } from "../ui/use-url-state.ts";
import classes from "./audit-filters.module.css";
import { auditFacetsQuery } from "./queries.ts";

export const auditFilters = ["actor", "action", "objectKind", "objectId", "from", "to"] as const;

/** Filters of the log; all of them stand in the address. */
export function AuditFilters({ url }: { url: UrlState }) {
  const facets = useQuery(auditFacetsQuery);
  const { actors = [], actions = [], objectKinds = [] } = facets.data ?? {};
  const active = auditFilters.some((name) => url.get(name));
  const choice = (name: string, label: string, data: { value: string; label: string }[]) => (
    <Select
      aria-label={label}
      placeholder={label}
      data={data}
      value={url.get(name)}
      onChange={(value) => url.set({ [name]: value })}
      clearable
      searchable
      nothingFoundMessage="None by that name"
      clearButtonProps={{ "aria-label": `Any ${label.toLowerCase()}` }}
    />
  );
  return (
    <div className={classes.filters}>
      {choice(
        "actor",
        "Who",
        actors.map(({ value, name }) => ({ value, label: name })),
      )}
      {choice(
        "action",
        "Did what",
        actions.map((action) => ({ value: action, label: actionName(action) })),
      )}
      {choice(
        "objectKind",
        "To which kind",
        objectKinds.map((kind) => ({ value: kind, label: kindName(kind) })),
      )}
      <DatePickerInput
        type="range"
        placeholder="Days"
        allowSingleDateInRange
        clearable
        clearButtonProps={{ "aria-label": "Any day" }}
        valueFormat="D MMM YYYY"
        leftSection={<IconCalendar size={15} />}
        value={[url.get("from"), url.get("to")]}
        onChange={([from, to]) => url.set({ from, to })}
        className={classes.days}
      />
      {active && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => url.set(Object.fromEntries(auditFilters.map((name) => [name, null])))}
        >
          Reset all
        </Button>
      )}
    </div>
  );
}
