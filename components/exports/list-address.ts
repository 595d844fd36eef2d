import { type DataType, dataTypeKinds, dataTypes } from "@/lib/exports/data-types.ts";
import { frequencies, frequencyLabels } from "@/lib/exports/frequencies.ts";
import { exportSorts, exportStatuses, formats, perPageChoices } from "@/lib/exports/schema.ts";
import { partnerKits, partnersWith } from "@/lib/partners/catalog.ts";
import type { UrlState } from "../ui/use-url-state.ts";
import type { ListInput } from "./queries.ts";

export type FilterKey = "partner" | "dataType" | "format" | "status" | "frequency";
export type FilterGroup = { key: FilterKey; label: string; options: { value: string; label: string }[] };

/** What the list can be filtered by, and the words of each choice. */
export const filterGroups: FilterGroup[] = [
  {
    key: "partner",
    label: "Partner",
    options: partnersWith("export").map((id) => ({ value: id, label: partnerKits[id].name })),
  },
  {
    key: "dataType",
    label: "Type",
    options: dataTypes.map((type: DataType) => ({ value: type, label: dataTypeKinds[type].label })),
  },
  { key: "format", label: "Format", options: formats.map((format) => ({ value: format, label: format })) },
  {
    key: "status",
    label: "Status",
    options: exportStatuses.map((status) => ({ value: status, label: status })),
  },
  {
    key: "frequency",
    label: "Frequency",
    options: frequencies.map((frequency) => ({ value: frequency, label: frequencyLabels[frequency] })),
  },
];

type Sort = (typeof exportSorts)[number];

export type ListAddress = {
  search: string;
  filters: Record<FilterKey, string[]>;
  from: string | null;
  to: string | null;
  sort: Sort;
  direction: "asc" | "desc";
  page: number;
  perPage: number;
  /** What is asked of the API. */
  input: ListInput;
};

const isDate = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text);

/** What an address says of the list, for the server and the browser alike; what is not valid counts as not said. */
export function readListAddress(url: Pick<UrlState, "get" | "getAll">): ListAddress {
  const read = (group: FilterGroup): string[] =>
    group.options.map((option) => option.value).filter((value) => url.getAll(group.key).includes(value));
  const filters = Object.fromEntries(filterGroups.map((group) => [group.key, read(group)])) as Record<
    FilterKey,
    string[]
  >;
  const from = isDate(url.get("from")) ? url.get("from") : null;
  const to = isDate(url.get("to")) ? url.get("to") : null;
  const search = url.get("q") ?? "";
  const page = Math.min(10_000, Math.max(1, Math.floor(Number(url.get("page"))) || 1));
  const wantedSize = Number(url.get("perPage"));
  const perPage = perPageChoices.find((choice) => choice === wantedSize) ?? 20;
  const sort = exportSorts.find((candidate) => candidate === url.get("sort")) ?? "exportedOn";
  const direction = url.get("direction") === "asc" ? "asc" : "desc";
  const shown = { search, sort, direction, page, perPage } as const;
  return {
    ...shown,
    filters,
    from,
    to,
    input: { ...filters, exportedFrom: from ?? undefined, exportedTo: to ?? undefined, ...shown },
  };
}
