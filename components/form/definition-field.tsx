import { Builder } from "../segments/builder.tsx";
import type { Draft } from "../segments/draft.ts";
import { ProblemBox } from "./fields.tsx";
import { useForm } from "./form-context.tsx";

/** Conditions of the document's own, in the builder of segments; its steps are taken back with those of the page. */
export function DefinitionField({
  path,
  value,
  onChange,
}: {
  path: string;
  value: Draft;
  onChange: (value: Draft) => void;
}) {
  const { undo, redo } = useForm();
  return (
    <ProblemBox path={path}>
      <Builder history={{ draft: value, change: onChange, undo, redo }} own={null} alone={null} />
    </ProblemBox>
  );
}
