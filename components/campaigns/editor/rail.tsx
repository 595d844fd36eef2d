"use client";

import { useEffect, useState } from "react";
import { type Section, sections } from "@/lib/campaigns/document.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import classes from "./editor.module.css";
import { goTo } from "./focus-problem.ts";
import { useCounts } from "./section.tsx";
import { Tick } from "./tick.tsx";

const words = campaignEditorMessages.sections;

/** The section that is looked at: the last one whose top has come into the upper part of the window. */
function useCurrent(): Section {
  const [current, setCurrent] = useState<Section>("start");
  useEffect(() => {
    const look = () => {
      const above = sections.filter((name) => {
        const top = document.getElementById(name)?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
        return top < window.innerHeight / 3;
      });
      const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 4;
      setCurrent((atEnd ? sections.at(-1) : above.at(-1)) ?? "start");
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, []);
  return current;
}

/** The sections with their ticks, always in sight. */
export function Rail() {
  const counts = useCounts();
  const current = useCurrent();
  return (
    <nav className={classes.rail} aria-label={words.label}>
      <ol>
        {sections.map((name) => (
          <li key={name}>
            <a
              href={`#${name}`}
              className={classes.railLink}
              aria-current={current === name}
              onClick={(event) => {
                event.preventDefault();
                window.history.replaceState(null, "", `#${name}`);
                goTo(name);
              }}
            >
              <Tick count={counts[name]} />
              {words.names[name]}
              <span className={classes.railCount}>
                {counts[name] === 0 ? words.done : words.open(counts[name])}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
