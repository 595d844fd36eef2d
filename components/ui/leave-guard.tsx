"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useTransition,
} from "react";
import { GoingBar } from "./going-bar.tsx";
import { LeaveModal } from "./leave-modal.tsx";

type Way = () => void | Promise<void>;

type Guard = {
  /** Marks the page as one with unsaved work until what is answered is called. */
  hold(): () => void;
  isHeld(): boolean;
  /** It is asked at this moment. */
  isAsking(): boolean;
  /** Goes the way, after asking where something is not saved. */
  leave(way: Way): void;
  /** The same to a page of Junction. */
  go(href: string, replace?: boolean): void;
};

const GuardContext = createContext<Guard | null>(null);

/** Where the page stands among those that Back and Forward lead to; -1 where the browser does not tell. */
function place(): number {
  const { navigation } = window as { navigation?: { currentEntry?: { index: number } | null } };
  return navigation?.currentEntry?.index ?? -1;
}

/**
 * Asks before a page with unsaved work is left: by a link of Junction, the palette, Back and Forward. Closing the tab
 * and what loads another document are asked about by the browser itself.
 */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const router = useRouter();
  const here = `${usePathname()}?${useSearchParams()}`;
  const holders = useRef(new Set<symbol>());
  // Once leaving is decided nobody asks again, not even the browser.
  const isDecided = useRef(false);
  const at = useRef({ here, place: -1 });
  const [way, setWay] = useState<Way | null>(null);
  const [isGoing, startGoing] = useTransition();
  const isAsking = useRef(false);
  useEffect(() => {
    if (way) {
      isAsking.current = true;
      return;
    }
    // After the event: the Escape that ended the question reaches a drawer below it only now.
    const timer = setTimeout(() => {
      isAsking.current = false;
    });
    return () => clearTimeout(timer);
  }, [way]);
  const isHeld = useCallback(() => holders.current.size > 0 && !isDecided.current, []);

  useEffect(() => {
    at.current = { here, place: place() };
    isDecided.current = false;
  }, [here]);

  useEffect(() => {
    let isReturning = false;
    function onPopState(event: PopStateEvent): void {
      const to = `${window.location.pathname}?${new URLSearchParams(window.location.search)}`;
      if (isReturning) {
        isReturning = false;
        event.stopImmediatePropagation();
        return;
      }
      if (to === at.current.here || !isHeld()) {
        at.current.place = place();
        return;
      }
      // The address has changed already; Next must not hear of it before it is decided.
      event.stopImmediatePropagation();
      // Where the browser does not tell how far it went, it most likely was Back.
      const steps = place() - at.current.place || -1;
      isReturning = true;
      window.history.go(-steps);
      setWay(() => () => window.history.go(steps));
    }
    function onBeforeUnload(event: BeforeUnloadEvent): void {
      if (isHeld()) {
        event.preventDefault();
      }
    }
    // In the capture phase: before Next's own listener.
    window.addEventListener("popstate", onPopState, true);
    window.addEventListener("beforeunload", onBeforeUnload);
    return () => {
      window.removeEventListener("popstate", onPopState, true);
      window.removeEventListener("beforeunload", onBeforeUnload);
    };
  }, [isHeld]);

  const guard = useMemo<Guard>(() => {
    const leave = (next: Way): void => {
      if (isHeld()) {
        setWay(() => next);
      } else {
        void next();
      }
    };
    return {
      hold: () => {
        const holder = Symbol("unsaved work");
        holders.current.add(holder);
        isDecided.current = false;
        return () => holders.current.delete(holder);
      },
      isHeld,
      isAsking: () => isAsking.current,
      leave,
      go: (href, replace) =>
        leave(() => startGoing(() => (replace ? router.replace(href) : router.push(href)))),
    };
  }, [isHeld, router]);

  async function decide(): Promise<void> {
    isDecided.current = true;
    try {
      await way?.();
    } catch (error) {
      isDecided.current = false;
      throw error;
    }
  }
  return (
    <GuardContext value={guard}>
      {children}
      {isGoing && <GoingBar />}
      <LeaveModal opened={way !== null} onStay={() => setWay(null)} onLeave={decide} />
    </GuardContext>
  );
}

/** While `isUnsaved`, leaving this page asks first. */
export function useUnsaved(isUnsaved: boolean): void {
  const guard = useContext(GuardContext);
  useEffect(() => (isUnsaved ? guard?.hold() : undefined), [guard, isUnsaved]);
}

/** What decides whether this page is left; null outside of the signed-in screens. */
export function useLeaveGuard(): Guard | null {
  return useContext(GuardContext);
}

/** Goes to a page of Junction, after asking where something is not saved. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  const guard = useContext(GuardContext);
  return useCallback((href) => (guard ? guard.go(href) : router.push(href)), [guard, router]);
}
