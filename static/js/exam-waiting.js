/* Before submitting and after: what still waits in this browser is sent first, and the page says so. A form in the
   element is held until nothing waits; where the page has a clock, its end leads on. */

import { Alert } from "aula/exam-alert";
import { Clock } from "aula/exam-clock";
import { end, remind } from "aula/exam-end";
import { enveloped, fits } from "aula/exam-envelope";
import { Queue, token } from "aula/exam-queue";
import { Waiting } from "aula/exam-storage";
import { clockTime, counted, say } from "aula/exam-words";

async function watch(element) {
  const { attempt, save, deliver, review } = element.dataset;
  const alert = new Alert(element.querySelector("[data-alert]"));
  const waiting = await Waiting.open(element.dataset);
  waiting.takeDrafts();
  const had = waiting.all().length > 0 || waiting.envelope !== null;
  let sent = false;
  let kept = 0;
  let stale = false;
  let refused = "";
  /* What became of all that waited, said when nothing waits any more. */
  const report = () => {
    if (stale) alert.show("stale", say("stale"));
    else if (refused) alert.show("refused", refused);
    else if (kept) alert.show("kept", counted("kept", kept));
    else if (sent) alert.show("sent", say("sent"));
  };
  const queue = new Queue({
    waiting, url: save, deliver, attempt,
    onSaved: (entry, reply) => { sent = true; kept += reply.kept ? 1 : 0; stale ||= reply.standing === "stale"; },
    onRefused: (entry, error) => { refused = error.message; },
    onPen: (since) => alert.hold("pen", since ? say("pen", { time: clockTime(since) }) : say("no_pen")),
    onDelivered: (reply) => {
      kept += reply.kept ?? 0;
      if (reply.submitted && reply.stale) alert.hold("sealed", say("sealed_stale"));
      else if (reply.submitted && review) location.assign(review);
      else if (!reply.submitted) alert.hold("sealed", reply.opened ? say("opened") : say("not_submitted", { why: reply.why_not }));
    },
    onState: (state, entries) => {
      if (waiting.envelope) alert.show("sealed", say("sealed", { time: clockTime(waiting.envelope.sealed_at) }));
      else alert.withdraw("sealed");
      if (state === "login") alert.show("login", say("login"));
      else if (entries.length) alert.show("waits", counted("waits", entries.length));
      else alert.withdraw("waits", "login");
      if (state === "idle") report();
    },
  });
  const send = async () => await queue.now() && !stale && !refused;
  const seal = async () => {
    alert.withdraw("waits");
    if (!fits(waiting.all())) alert.show("waits", `${say("submit_waits")} ${say("too_much")}`);
    else if (await waiting.enclose(await enveloped(attempt, waiting.all(), Date.now()))) send();
    else alert.show("waits", say("memory"));
  };
  const offered = "seals" in element.dataset && waiting.durable ? seal : null;
  if (element.matches("form")) hold(element, { queue, alert, send, offered });
  if (had) send();
}

function hold(form, { queue, alert, send, offered }) {
  const tell = (name) => {
    if (!offered) alert.show("waits", say(name));
    else if (fits(queue.waiting.all())) alert.show("waits", `${say(name)} ${say("seal")}`, offered);
    else alert.show("waits", `${say(name)} ${say("too_much")}`);
  };
  form.addEventListener("submit", (event) => {
    /* Whoever logged in anew has another token than the page. */
    form.querySelector("[name=csrfmiddlewaretoken]").value = token();
    const sealed = queue.waiting.envelope !== null;
    if (!queue.waiting.all().length && !sealed && navigator.onLine) return;
    event.preventDefault();
    if (sealed) send();
    else if (!queue.waiting.all().length) tell("no_line");
    else send().then((done) => { if (done) form.submit(); else if (queue.waiting.all().length) tell("submit_waits"); });
  });
  const clock = document.querySelector("[data-clock][data-seconds]");
  if (clock) new Clock(clock, {
    onTick: (...args) => remind(alert, ...args),
    onOver: () => {
      form.querySelector("button:not([type=button])").disabled = true;
      end(queue, alert, form.dataset);
    },
  });
}

document.querySelectorAll("[data-behaviour=exam-waiting]").forEach(watch);
