"use client";

import { createPortal } from "react-dom";
import classes from "./going-bar.module.css";

/** A line at the top of the window while another page is on its way; Next itself tells a screen reader when it is there. */
export function GoingBar() {
  return createPortal(<div className={classes.bar} aria-hidden="true" data-going />, document.body);
}
