import { Select, type SelectProps } from "@mantine/core";
import { usePersonSearch } from "./person-search.ts";

/** Chooses somebody by the beginning of a name or of any identifier. */
export function PersonSelect({
  value,
  onChange,
  nobody,
  ...rest
}: Omit<SelectProps, "value" | "onChange" | "data"> & {
  value: string | null;
  onChange: (id: string | null) => void;
  /** what is said when nobody is found by this text */
  nobody: (text: string) => string;
}) {
  const { options, setSearch, nothing, keep } = usePersonSearch();
  return (
    <Select
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Clear the person" }}
      data={options}
      // Found by any identifier, not by the label alone.
      filter={({ options: all }) => all}
      value={value}
      onSearchChange={(text) => setSearch(options.some(({ label }) => label === text) ? "" : text)}
      nothingFoundMessage={nothing === null ? undefined : nobody(nothing)}
      onChange={(id, option) => {
        keep(option ? [option] : []);
        onChange(id);
      }}
      {...rest}
    />
  );
}
