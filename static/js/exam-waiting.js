/* Before submitting and after: what still waits in this browser is sent first, and the page says so. A form in the
   element is held until nothing waits. */

import { Queue } from "aula/exam-queue";
import { Waiting } from "aula/exam-storage";
import { say, waits } from "aula/exam-words";

function watch(element) {
  const { attempt, owner, save } = element.dataset;
  const note = element.querySelector("[data-waiting]");
  let kept = 0;
  const tell = (text) => { note.textContent = text; note.hidden = !text; };
  const waiting = new Waiting(attempt, owner);
  const had = waiting.all().length > 0;
  const queue = new Queue({
    waiting, url: save, attempt, token: element.querySelector("[name=csrfmiddlewaretoken]").value,
    onSaved: (entry, reply) => { kept += reply.kept ? 1 : 0; },
    onRefused: (entry, error) => tell(error.message),
    onState: (state, entries) => {
      if (state === "login") tell(say("login"));
      else if (entries.length) tell(waits(entries.length));
    },
  });
  const send = async () => {
    if (!(await queue.now())) return false;
    if (kept) tell(say("kept_many", { count: kept }));
    else if (had) tell(say("sent"));
    return true;
  };
  if (element.matches("form")) {
    element.addEventListener("submit", (event) => {
      if (!waiting.all().length) return;
      event.preventDefault();
      tell(say("submit_waits"));
      send().then((done) => { if (done) element.submit(); });
    });
  }
  if (had) send();
}

document.querySelectorAll("[data-behaviour=exam-waiting]").forEach(watch);
