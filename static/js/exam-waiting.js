/* Before submitting and after: what still waits in this browser is sent first, and the page says so. A form in the
   element is held until nothing waits; where the page has a clock, its end leads on. */

import { Alert } from "aula/exam-alert";
import { Clock } from "aula/exam-clock";
import { end, remind } from "aula/exam-end";
import { Queue, token } from "aula/exam-queue";
import { Waiting } from "aula/exam-storage";
import { counted, say } from "aula/exam-words";

async function watch(element) {
  const { attempt, save } = element.dataset;
  const alert = new Alert(element.querySelector("[data-alert]"));
  const waiting = await Waiting.open(element.dataset);
  const had = waiting.all().length > 0;
  let kept = 0;
  let stale = false;
  const queue = new Queue({
    waiting, url: save, attempt,
    onSaved: (entry, reply) => { kept += reply.kept ? 1 : 0; stale ||= reply.standing === "stale"; },
    onRefused: (entry, error) => alert.show("refused", error.message),
    onState: (state, entries) => {
      if (state === "login") alert.show("login", say("login"));
      else if (entries.length) alert.show("waits", counted("waits", entries.length));
      else alert.withdraw("waits", "login");
    },
  });
  const send = async () => {
    if (!(await queue.now())) return false;
    if (stale) alert.show("stale", say("stale"));
    else if (kept) alert.show("kept", counted("kept", kept));
    else if (had) alert.show("sent", say("sent"));
    return !stale;
  };
  if (element.matches("form")) hold(element, { queue, alert, send });
  if (had) send();
}

function hold(form, { queue, alert, send }) {
  form.addEventListener("submit", (event) => {
    /* Whoever logged in anew has another token than the page. */
    form.querySelector("[name=csrfmiddlewaretoken]").value = token();
    if (!queue.waiting.all().length) return;
    event.preventDefault();
    alert.show("waits", say("submit_waits"));
    send().then((done) => { if (done) form.submit(); });
  });
  const clock = document.querySelector("[data-clock][data-seconds]");
  if (clock) new Clock(clock, {
    onTick: (...args) => remind(alert, ...args),
    onOver: () => {
      form.querySelector("button").disabled = true;
      end(queue, alert, form.dataset);
    },
  });
}

document.querySelectorAll("[data-behaviour=exam-waiting]").forEach(watch);
