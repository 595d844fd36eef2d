import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { peopleOperations } from "@/lib/people/operations.ts";
import { operationQuery } from "../operation-query.ts";
import { personName } from "./person-names.ts";

export type Found = { value: string; label: string };

/** People by the beginning of a name or of any identifier; those that were chosen stay known by their names. */
export function usePersonSearch() {
  const [search, setSearch] = useState("");
  const [known, setKnown] = useState<Found[]>([]);
  const [settled] = useDebouncedValue(search, 250);
  const asked = settled.trim();
  const found = useQuery({
    ...operationQuery(peopleOperations["people.list"], { search: asked, limit: 10 }),
    placeholderData: keepPreviousData,
  });
  const options: Found[] = (found.data?.items ?? []).map((each) => ({
    value: each.id,
    label: personName(each),
  }));
  const missing = known.filter(({ value }) => !options.some((each) => each.value === value));
  return {
    options: [...options, ...missing],
    setSearch,
    /** Nothing is found; null while it is not known yet. */
    nothing: asked === "" || found.isFetching ? null : asked,
    keep: (chosen: Found[]) =>
      setKnown((before) => [...new Map([...before, ...chosen].map((each) => [each.value, each])).values()]),
  };
}
