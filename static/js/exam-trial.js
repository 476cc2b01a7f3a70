/* The page of a trial sitting: the same questions and the same clock as in a sitting, but nothing is sent before it is
   handed in, and no end is enforced. Without this module the form works by itself. */

import { Clock } from "aula/exam-clock";
import { Navigation } from "aula/exam-navigation";
import { Slot } from "aula/exam-slot";
import { say } from "aula/exam-words";

class Trial {
  constructor(form) {
    this.form = form;
    this.slots = [...form.querySelectorAll("[data-slot]")].map((element) => new Slot(element, Number(element.dataset.slot)));
    this.slots.forEach(({ element }) => {
      element.addEventListener("change", () => this.count());
      element.addEventListener("input", () => this.count());
    });
    form.querySelectorAll("[data-plain]").forEach((element) => { element.hidden = true; });
    this.navigation = new Navigation(form);
    const clock = document.querySelector("[data-clock][data-seconds]");
    if (clock) this.clock = new Clock(clock, { onTick: () => {}, onOver: () => {} });
    this.count();
  }

  count() {
    this.slots.forEach(({ answered, number }) => {
      const item = this.form.querySelector(`[data-number="${number}"]`);
      item.classList.toggle("done", answered);
      item.firstElementChild.setAttribute("aria-label", say(answered ? "answered" : "unanswered", { number }));
    });
    const answered = this.slots.filter((slot) => slot.answered).length;
    this.form.querySelector("[data-answered]").textContent = say("progress", { answered, total: this.slots.length });
  }
}

document.querySelectorAll("[data-behaviour=exam-trial]").forEach((form) => new Trial(form));
