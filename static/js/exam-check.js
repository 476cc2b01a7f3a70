/* Asks the server how an answer of a practice is; gives what it says as HTML of ours, which names the question in a
   header; nothing without a line, or where somebody else answers. */

import { token } from "aula/exam-queue";

const TIMEOUT = 15000;

export async function ask(address, slot) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const response = await fetch(address, {
      method: "POST", redirect: "manual", cache: "no-store", signal: stop.signal,
      headers: { "X-CSRFToken": token() }, body: new URLSearchParams({ slot, part: "1" }),
    });
    const ours = response.status === 200 && response.headers.get("X-Checked") === String(slot);
    return ours ? await response.text() : "";
  } catch {
    return "";
  } finally {
    clearTimeout(timer);
  }
}
