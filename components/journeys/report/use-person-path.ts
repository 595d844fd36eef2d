import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { journeySeeingOperations } from "@/lib/journeys/seeing/operations.ts";
import { operationQuery } from "../../operation-query.ts";
import { litAt } from "../simulator/steps.ts";
import { stepsOfStay } from "./path-steps.ts";

/** The path of a person in a journey, of the stay that was chosen, lit up to a step. */
export function usePersonPath(
  journeyId: string,
  personId: string | null,
  round: number | null,
  everyMs: number,
) {
  const asked = useQuery({
    ...operationQuery(journeySeeingOperations["journeys.path"], { id: journeyId, personId: personId ?? "" }),
    enabled: personId !== null,
    refetchInterval: everyMs,
    retry: false,
  });
  const path = personId === null ? undefined : asked.data;
  const stay = path?.stays.find((each) => each.round === round) ?? path?.stays[0];
  const steps = useMemo(() => (stay ? stepsOfStay(stay) : []), [stay]);
  const [chosen, setIndex] = useState<number | null>(null);
  const index = Math.min(chosen ?? steps.length - 1, steps.length - 1);
  const isNow = index === steps.length - 1;
  const lit = useMemo(() => {
    if (!stay) {
      return null;
    }
    const walked = litAt(steps, index, stay.document);
    const here = isNow ? (stay.endedAt === null ? stay.node : null) : walked.here;
    return {
      lit: { nodes: here ? new Set([...walked.nodes, here]) : walked.nodes, edges: walked.edges },
      here,
    };
  }, [stay, steps, index, isNow]);
  /** The first time at each node. */
  const times = useMemo(() => {
    const found = new Map<string, string>();
    for (const { node, at } of steps.slice(0, index + 1)) {
      if (node !== null && !found.has(node)) {
        found.set(node, at);
      }
    }
    return found;
  }, [steps, index]);
  return { path, error: asked.error, stay, steps, index, setIndex, lit, times };
}
