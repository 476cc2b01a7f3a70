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

/* sitting: the address to which the review sends back while the server's clock still runs. When it does so twice, more
   time was given meanwhile or this computer's clock was set: the page is loaded again and shows what is left. onLead:
   told when the page is about to lead on by itself. */
export async function end(queue, alert, { review, sitting }, onLead = () => {}) {
  const tell = (empty) => {
    const count = queue.waiting.all().length;
    if (count && queue.state === "login") alert.show("login", say("login"));
    else alert.show("over", count ? counted("over_waits", count) : say(empty));
  };
  tell("over");
  let runs = 0;
  for (let pause = FIRST; ; pause = Math.min(pause * 1.5, LONGEST)) {
    const reached = await queue.kick() && await ask(review);
    if (reached && !reached.endsWith(sitting)) break;
    runs += Boolean(reached);
    if (runs > 1) {
      onLead();
      location.reload();
      return;
    }
    tell("over_unreached");
    await online(pause * (0.75 + Math.random() / 2));
  }
  onLead();
  location.assign(review);
}

/* Returns the address to which the server leads; empty: it was not reached. */
async function ask(review) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const response = await fetch(review, { method: "HEAD", cache: "no-store", signal: stop.signal });
    return response.ok ? response.url : "";
  } catch {
    return "";
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
