import { LiquidField, type LiquidFieldProps } from "../liquid-field.tsx";
import { useContent } from "./use-content.ts";

/** A text of the content that Liquid is allowed in, by its name in the content. */
export function ContentText({
  name,
  ...rest
}: { name: string } & Omit<LiquidFieldProps, "path" | "value" | "onChange">) {
  const { content, set } = useContent<Record<string, string>>();
  return (
    <LiquidField
      path={`what.content.${name}`}
      value={content[name] ?? ""}
      onChange={(text) => set({ [name]: text })}
      {...rest}
    />
  );
}
