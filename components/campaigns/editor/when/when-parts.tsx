import { isLive } from "../draft.ts";
import { useEditor } from "../editor-context.tsx";
import { LiveDate } from "./date-live.tsx";
import { PastDate } from "./date-past.tsx";
import { Preferences } from "./preferences.tsx";

/** Define the campaign schedule. */
export function WhenParts() {
  const { draft } = useEditor();
  return (
    <>
      {isLive(draft) ? <LiveDate /> : <PastDate />}
      <Preferences />
    </>
  );
}
