import { Group } from "@mantine/core";
import type { SegmentKind } from "@/lib/segments/kinds.ts";
import { SegmentSelect } from "../segments/segment-select.tsx";
import { Link } from "../ui/link.tsx";
import { useField } from "./form-context.tsx";

/** A saved segment of some kinds, with the way to its page. */
export function SegmentField({
  path,
  label,
  placeholder,
  open,
  kinds,
  value,
  onChange,
}: {
  path: string;
  label: string;
  placeholder: string;
  open: string;
  kinds: readonly SegmentKind[];
  value: string;
  onChange: (id: string) => void;
}) {
  const field = useField(path);
  return (
    <Group gap="sm" align="flex-start">
      <SegmentSelect
        label={label}
        placeholder={placeholder}
        own={null}
        kinds={kinds}
        value={value}
        onChange={(id) => onChange(id ?? "")}
        {...field}
      />
      {value !== "" && (
        <Link href={`/segments/${value}`} style={{ fontSize: 13, lineHeight: "30px" }}>
          {open}
        </Link>
      )}
    </Group>
  );
}
