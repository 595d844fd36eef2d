import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

/**
 * Puts what the server read for the first paint where queries deeper in the page look for it, so that they need not be
 * handed it. What the browser has already is newer and stays.
 */
export function usePainted<Data>({ queryKey }: { queryKey: QueryKey }, data: Data | undefined): void {
  const client = useQueryClient();
  useState(() => {
    if (data !== undefined && client.getQueryData(queryKey) === undefined) {
      client.setQueryData(queryKey, data);
    }
  });
}
