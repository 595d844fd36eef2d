import type { CampaignRunView } from "@/lib/campaigns/schema.ts";
import { Chip } from "../ui/chip.tsx";
import { useVisitor } from "../visitor.tsx";
import { type Face, runFace, type StatusFacts, statusFace } from "./words.ts";

function FaceChip({ face }: { face: Face }) {
  return (
    <Chip tone={face.tone} icon={face.icon} moving={face.moving} tooltip={face.tooltip}>
      {face.words}
    </Chip>
  );
}

/** How a campaign stands; the tooltip says why, until when, by whom. */
export function StatusChip({ of }: { of: StatusFacts }) {
  const { timeZone, name } = useVisitor();
  return <FaceChip face={statusFace(of, { timeZone, name })} />;
}

/** How one of its runs stands. */
export function RunChip({ of }: { of: CampaignRunView }) {
  return <FaceChip face={runFace(of)} />;
}
