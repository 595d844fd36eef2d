import { useEffect, useEffectEvent } from "react";

/** Does something whenever somebody comes back to this window, or to this tab of it. */
export function useReturn(look: () => Promise<void>): void {
  const onReturn = useEffectEvent(() => {
    if (document.visibilityState === "visible") {
      // Without an answer the page stays as it is; the next save says why.
      look().catch(() => {});
    }
  });
  useEffect(() => {
    const back = () => onReturn();
    window.addEventListener("focus", back);
    document.addEventListener("visibilitychange", back);
    return () => {
      window.removeEventListener("focus", back);
      document.removeEventListener("visibilitychange", back);
    };
  }, []);
}
