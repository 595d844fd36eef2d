import { Select, type SelectProps } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { ListAudiences } from "@/lib/audiences/schema.ts";
import { operationQuery } from "../operation-query.ts";

/** One of the workspace's audiences, found by a part of its name. */
export function AudienceSelect({
  value,
  onChange,
  origin = [],
  ...rest
}: Omit<SelectProps, "value" | "onChange" | "data"> & {
  value: string;
  onChange: (id: string) => void;
  /** Only audiences that are filled so; all unless told. */
  origin?: ListAudiences["origin"];
}) {
  const [search, setSearch] = useState("");
  const list = useQuery({
    ...operationQuery(audienceOperations["audiences.list"], { perPage: 40, search, origin }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    ...operationQuery(audienceOperations["audiences.get"], { id: value }),
    enabled: value !== "",
  });
  const options = new Map((list.data?.items ?? []).map(({ id, name }) => [id, name]));
  if (chosen.data) {
    options.set(chosen.data.id, chosen.data.name);
  }
  return (
    <Select
      size="xs"
      w={240}
      maw="100%"
      placeholder="Choose one"
      searchable
      data={[...options].map(([id, name]) => ({ value: id, label: name }))}
      value={value || null}
      // What is shown for the chosen one is no search.
      onSearchChange={(text) => setSearch([...options.values()].includes(text) ? "" : text)}
      nothingFoundMessage="No audience of this name"
      onChange={(id) => id && onChange(id)}
      {...rest}
    />
  );
}
