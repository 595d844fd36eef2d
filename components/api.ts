import type { z } from "zod";
import type { Operation } from "@/lib/api/operation.ts";
import type { Problem } from "@/lib/kernel/fault.ts";
import { noteAnswer } from "./session.ts";

export type ApiProblem = {
  status: number;
  code: string;
  title: string;
  detail: string;
  problems: Problem[];
  blockers: { kind: string; id: string; name: string }[];
};

/** A refused call, with what the server says about it. */
export class ApiError extends Error {
  readonly problem: ApiProblem;
  constructor(problem: ApiProblem) {
    super(problem.detail);
    this.name = "ApiError";
    this.problem = problem;
  }
}

/** The page's workspace, set once by the shell; sent with every call so that a stale tab cannot act elsewhere. */
let pageWorkspaceId = "";
export function setPageWorkspace(workspaceId: string): void {
  pageWorkspaceId = workspaceId;
}

function address(
  operation: Operation,
  input: Record<string, unknown>,
): { url: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const path = operation.path.replace(/:([a-zA-Z]+)/g, (_all, name: string) => {
    const value = String(rest[name]);
    delete rest[name];
    return encodeURIComponent(value);
  });
  if (operation.method !== "GET") {
    return { url: `/api/v1${path}`, rest };
  }
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null && item !== "") {
        query.append(name, String(item));
      }
    }
  }
  const text = query.toString();
  return { url: `/api/v1${path}${text ? `?${text}` : ""}`, rest };
}

/** The address of an operation, for links and downloads. */
export function hrefOf<Op extends Operation>(operation: Op, input: z.input<Op["input"]>): string {
  return address(operation, input as Record<string, unknown>).url;
}

/** Sends a file to an operation that takes one; `onProgress` hears how much of it is sent, from 0 to 1. */
export function sendFile<Op extends Operation>(
  operation: Op,
  input: z.input<Op["input"]>,
  file: Blob,
  onProgress: (part: number) => void,
): { answer: Promise<z.output<Op["output"]>>; abort: () => void } {
  const { url } = address({ ...operation, method: "GET" }, input as Record<string, unknown>);
  // Not fetch, which does not tell how far it has come.
  const request = new XMLHttpRequest();
  const answer = new Promise<z.output<Op["output"]>>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error("The connection broke."));
    request.onabort = () => reject(new Error("Broken off."));
    request.onload = () => {
      const body: unknown = request.response;
      noteAnswer(request.status);
      if (request.status < 300) {
        resolve(body as z.output<Op["output"]>);
      } else {
        reject(new ApiError(Object.assign({ problems: [], blockers: [] }, body as ApiProblem)));
      }
    };
  });
  request.open(operation.method, url);
  request.responseType = "json";
  request.setRequestHeader("x-junction-workspace", pageWorkspaceId);
  request.setRequestHeader("content-type", "text/csv");
  request.send(file);
  return { answer, abort: () => request.abort() };
}

/** Writes whose answer is awaited, by what they ask for. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Calls an operation of the API. Throws `ApiError` with the server's problem when it is refused. The same write asked
 * for again before its answer is there is one write with one answer: a double click comes before a button is disabled.
 */
export function call<Op extends Operation>(
  operation: Op,
  input: z.input<Op["input"]>,
  options: { signal?: AbortSignal } = {},
): Promise<z.output<Op["output"]>> {
  // What can be broken off belongs to who asked for it.
  if (operation.method === "GET" || options.signal) {
    return send(operation, input, options);
  }
  const key = JSON.stringify([pageWorkspaceId, operation.method, operation.path, input]);
  const running = underWay.get(key);
  if (running) {
    return running as Promise<z.output<Op["output"]>>;
  }
  const answer = send(operation, input, options).finally(() => underWay.delete(key));
  underWay.set(key, answer);
  return answer;
}

async function send<Op extends Operation>(
  operation: Op,
  input: z.input<Op["input"]>,
  options: { signal?: AbortSignal } = {},
): Promise<z.output<Op["output"]>> {
  const { url, rest } = address(operation, input as Record<string, unknown>);
  const response = await fetch(url, {
    method: operation.method,
    signal: options.signal,
    headers: {
      "x-junction-workspace": pageWorkspaceId,
      ...(operation.method !== "GET" && { "content-type": "application/json" }),
    },
    ...(operation.method !== "GET" && { body: JSON.stringify(rest) }),
  });
  noteAnswer(response.status);
  if (response.status === 204) {
    return undefined as z.output<Op["output"]>;
  }
  const body = await response.json();
  if (!response.ok) {
    throw new ApiError({ problems: [], blockers: [], ...body });
  }
  return body as z.output<Op["output"]>;
}
