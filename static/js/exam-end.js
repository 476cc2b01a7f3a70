/* The last minutes and the end of the time. The page stays until nothing waits and the server answers: without a line
   the browser would show a page of its own, and what waits would go on waiting behind it. */

import { counted, say } from "aula/exam-words";

const FIRST = 2000;
const LONGEST = 30000;
const TIMEOUT = 15000;

export function remind(alert, left, before) {
  const passed = (mark) => before > mark && left <= mark;
  if (passed(60)) alert.show("time", say("left_one"));
  else if (passed(300)) alert.show("time", say("left", { minutes: Math.ceil(left / 60) }));
  else if (passed(240)) alert.withdraw("time");
}

/* sitting: the address to which the review sends back while the server's clock still runs. onLead: told when the page
   is about to lead on by itself. */
export async function end(queue, alert, { review, sitting }, onLead = () => {}) {
  const tell = (empty) => {
    const count = queue.waiting.all().length;
    if (count && queue.state === "login") alert.show("login", say("login"));
    else alert.show("over", count ? counted("over_waits", count) : say(empty));
  };
  tell("over");
  for (let pause = FIRST; !(await queue.kick() && await opens(review, sitting)); pause = Math.min(pause * 1.5, LONGEST)) {
    tell("over_unreached");
    await online(pause * (0.75 + Math.random() / 2));
  }
  onLead();
  location.assign(review);
}

async function opens(review, sitting) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const response = await fetch(review, { method: "HEAD", cache: "no-store", signal: stop.signal });
    return response.ok && !response.url.endsWith(sitting);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/* Resolves when the browser says that there is a line, at the latest after so many milliseconds. */
function online(most) {
  return new Promise((done) => {
    setTimeout(done, most);
    addEventListener("online", done, { once: true });
  });
}
