import { useEffect, useState } from "react";
import type { JourneyDraft } from "@/lib/journeys/document.ts";
import type { Script } from "./script.ts";
import { onClocks, suggestedScript } from "./suggest.ts";

const keyOf = (journeyId: string): string => `junction.simulator.${journeyId}`;

/** The script that was tried last in this tab; one that an older page kept in another shape counts as none. */
function keptScript(journeyId: string, blank: Script): Script | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(journeyId)) ?? "null");
    const isScript =
      typeof kept === "object" &&
      kept !== null &&
      Object.keys(blank).every((key) => Object.hasOwn(kept, key));
    return isScript ? (kept as Script) : null;
  } catch {
    return null;
  }
}

/** The script of a journey's simulation: it outlives going to the canvas and back, and ends with the tab. */
export function useScript(
  journeyId: string,
  document: JourneyDraft,
  zone: string,
): { script: Script; setScript: (script: Script) => void; reset: () => void } {
  const suggested = () => suggestedScript(document, onClocks(new Date(), zone), zone);
  const [script, setScript] = useState(suggested);
  const [isRead, setRead] = useState(false);
  // After the first paint, which the server made without knowing what the tab keeps.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each journey
  useEffect(() => {
    const kept = keptScript(journeyId, script);
    if (kept) {
      setScript(kept);
    }
    setRead(true);
  }, [journeyId]);
  useEffect(() => {
    if (isRead) {
      sessionStorage.setItem(keyOf(journeyId), JSON.stringify(script));
    }
  }, [isRead, journeyId, script]);
  return { script, setScript, reset: () => setScript(suggested()) };
}
