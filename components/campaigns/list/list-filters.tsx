import { Button, Group, NativeSelect, SegmentedControl } from "@mantine/core";
import { campaignStatuses } from "@/lib/campaigns/statuses.ts";
import { channelIds, channelKits } from "@/lib/channels/catalog.ts";
import { qualifications } from "@/lib/channels/kit.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import { SearchField } from "../../ui/search-field.tsx";
import type { UrlState } from "../../ui/use-url-state.ts";
import { campaignSorts, isNarrowed, type ListInput } from "./list-address.ts";

const { filters, sort, state } = campaignsMessages;

const choices = {
  status: campaignStatuses.map((value) => ({ value, label: campaignsMessages.statuses[value] })),
  channel: channelIds.map((value) => ({ value, label: channelKits[value].label })),
  qualification: qualifications.map((value) => ({
    value,
    label: campaignsMessages.qualifications[value],
  })),
};

const widths = { status: 140, channel: 150, qualification: 152 };
const names = ["status", "channel", "qualification"] as const;

/** Takes away everything that narrows the list. */
export function resetFilters(url: UrlState): void {
  url.set({ q: null, ...Object.fromEntries(names.map((name) => [name, null])) });
}

/** Search, the three filters, order, and the archive; each takes effect at once and stands in the address. */
export function ListFilters({ url, input }: { url: UrlState; input: ListInput }) {
  return (
    <Group gap="xs" role="group" aria-label={filters.group}>
      <SearchField
        // What a label or *Reset all* put into the address is shown too.
        key={input.search === "" ? "empty" : "searched"}
        label={campaignsMessages.search}
        value={input.search}
        onSearch={(text) => url.set({ q: text })}
        width={210}
      />
      {names.map((name) => (
        <NativeSelect
          key={name}
          w={widths[name]}
          aria-label={filters[name].label}
          value={input[name] ?? ""}
          onChange={(event) => url.set({ [name]: event.currentTarget.value })}
          data={[{ value: "", label: filters[name].all }, ...choices[name]]}
        />
      ))}
      <NativeSelect
        w={138}
        aria-label={sort.label}
        value={input.sort}
        onChange={(event) => url.set({ sort: event.currentTarget.value })}
        data={campaignSorts.map((value) => ({ value, label: sort.by[value] }))}
      />
      <SegmentedControl
        size="xs"
        aria-label={state.label}
        value={input.state}
        onChange={(value) => url.set({ state: value === "archived" ? value : null })}
        data={(["active", "archived"] as const).map((value) => ({ value, label: state[value] }))}
      />
      {isNarrowed(input) && (
        <Button size="compact-sm" variant="subtle" onClick={() => resetFilters(url)}>
          {filters.reset}
        </Button>
      )}
    </Group>
  );
}
