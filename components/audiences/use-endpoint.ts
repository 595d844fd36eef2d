import { useEffect, useState } from "react";

/** Where EventBridge calls this installation: its address as this browser knows it. */
export function useEndpoint(): string {
  const [origin, setOrigin] = useState("");
  useEffect(() => setOrigin(window.location.origin), []);
  return `${origin}/v1/eventbridge`;
}
