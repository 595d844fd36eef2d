"use client";

import { Component, type ReactNode } from "react";

type Props = {
  /** What is drawn: another one, as after a step is taken back, is tried again. */
  of: unknown;
  /** In its place, where it cannot be drawn. */
  otherwise: ReactNode;
  children: ReactNode;
};
type State = { of: unknown; failed: boolean };

/**
 * Keeps a part of a document that cannot be drawn, as a program may have written it over the API, from taking the page
 * with it.
 */
export class Readable extends Component<Props, State> {
  override state: State = { of: this.props.of, failed: false };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps({ of }: Props, state: State): State | null {
    return of === state.of ? null : { of, failed: false };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.otherwise : this.props.children;
  }
}
