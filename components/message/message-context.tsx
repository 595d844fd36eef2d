"use client";

import { createContext, useContext } from "react";
import type { z } from "zod";
import type { ChannelKit } from "@/lib/channels/kit.ts";
import { isJsonObject, type JsonObject } from "@/lib/kernel/json.ts";
import type { TemplateObject } from "@/lib/templates/types.ts";
import type { messageParts } from "../form/draft-parts.ts";
import type { DraftOf } from "../segments/draft.ts";

export type MessageDraft = { [Part in keyof typeof messageParts]: z.output<(typeof messageParts)[Part]> };

/** One message while it is written, of a campaign or of a journey's node. Its fields stand at `what.…` in the form. */
export type Message = {
  kit: ChannelKit;
  message: MessageDraft;
  change(make: (message: MessageDraft) => MessageDraft, whole?: boolean): void;
  /** The same of what the page fills in by itself, where its steps can be taken back: nothing that somebody did. */
  settle?(make: (message: MessageDraft) => MessageDraft): void;
  /** What its texts can speak of, and the event whose properties `Event` has. */
  objects: readonly TemplateObject[];
  event: DraftOf<"did">["events"][number] | undefined;
  /** The names of secrets that are kept of it. */
  secrets: readonly string[];
  setSecret(key: string, value: string | null): void;
};

const MessageContext = createContext<Message | null>(null);
export const MessageProvider = MessageContext;

export function useMessage(): Message {
  const message = useContext(MessageContext);
  if (!message) {
    throw new Error("useMessage needs a MessageProvider above it");
  }
  return message;
}

/** The content as an object, whatever is kept. */
export const contentOf = ({ content }: Pick<MessageDraft, "content">): JsonObject =>
  isJsonObject(content) ? content : {};
