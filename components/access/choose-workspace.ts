import { ApiError } from "../api.ts";

/** Makes another workspace the one this browser looks at, and loads home afresh so that nothing of the old one stays. */
export async function chooseWorkspace(workspaceId: string): Promise<void> {
  const response = await fetch("/api/workspace", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ workspaceId }),
  });
  if (!response.ok) {
    throw new ApiError({ problems: [], blockers: [], ...(await response.json()) });
  }
  window.location.assign("/");
}
