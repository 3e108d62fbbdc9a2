// The page's way to its workspace.

export async function fetchState(as) {
  const answer = await fetch(`/page/state?as=${encodeURIComponent(as)}`);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

export async function act(request) {
  try {
    const answer = await fetch("/page/do", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(request) });
    if (!answer.ok) return { ok: false, error: await answer.text() };
    return await answer.json();
  } catch {
    return { ok: false, error: "the workspace does not answer" };
  }
}

export function onChange(callback, onLink) {
  const stream = new EventSource("/page/changes");
  stream.onopen = () => onLink(true);
  stream.onerror = () => onLink(false);
  stream.onmessage = callback;
}
