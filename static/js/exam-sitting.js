/* The page of a sitting: each answer becomes an entry that waits in storage until the server has saved it. The
   protocol is in docs/exams.md. Without this module the same form works with its buttons. */

import { Clock } from "aula/exam-clock";
import { Navigation } from "aula/exam-navigation";
import { Queue } from "aula/exam-queue";
import { Slot } from "aula/exam-slot";
import { Waiting } from "aula/exam-storage";
import { clockTime, say, waits } from "aula/exam-words";

/* The numbers below are the form's own: a page sent without JavaScript uses its questions' numbers. */
const FIRST = 1001;
const TYPING = 1200;

class Sitting {
  constructor(form) {
    this.form = form;
    this.client = Number(form.dataset.client);
    this.slots = new Map();
    form.querySelectorAll("[data-slot]").forEach((element) => {
      const number = Number(element.dataset.slot);
      this.slots.set(number, new Slot(element, number));
    });
    this.sum = document.querySelector("[data-sum]");
    this.lastSaved = this.sum.textContent;
    const waiting = new Waiting(form.dataset.attempt, form.dataset.owner);
    this.sequence = Math.max(FIRST, waiting.last(this.client) + 1);
    waiting.all().forEach((entry) => this.slots.get(entry.slot)?.restore(entry));
    this.queue = new Queue({
      waiting, url: form.dataset.save, attempt: form.dataset.attempt,
      token: form.querySelector("[name=csrfmiddlewaretoken]").value,
      onSaved: (entry, reply) => this.saved(entry, reply),
      onRefused: (entry, error) => this.slots.get(entry.slot).tell(error.message, "bad"),
      onState: (state, entries) => this.show(state, entries),
    });
    this.navigation = new Navigation(form);
    this.listen();
    this.count();
    this.queue.now();
  }

  listen() {
    this.slots.forEach((slot) => {
      let typing = null;
      slot.element.addEventListener("change", () => { clearTimeout(typing); this.give(slot); });
      slot.element.addEventListener("input", () => {
        if (slot.options.length) return;
        clearTimeout(typing);
        typing = setTimeout(() => this.give(slot), TYPING);
      });
    });
    this.form.querySelectorAll("[data-plain]").forEach((element) => { element.hidden = true; });
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.check(); });
    addEventListener("beforeunload", (event) => {
      if (!this.queue.waiting.durable && this.queue.waiting.all().length) event.preventDefault();
    });
    const clock = document.querySelector("[data-clock][data-seconds]");
    if (clock) this.clock = new Clock(clock, { onTick: (...args) => this.tick(...args), onOver: () => this.over() });
  }

  give(slot, { force = false } = {}) {
    if (!slot.changed() && !force) return;
    const entry = {
      client: this.client, sequence: this.sequence++, slot: slot.number, value: slot.value, base: slot.base, at: Date.now(),
    };
    slot.base = `${entry.client}.${entry.sequence}`;
    slot.tell(say("waiting"), "waits");
    if (!this.queue.add(entry)) this.announce(say("memory"));
    this.count();
  }

  saved(entry, reply) {
    const slot = this.slots.get(entry.slot);
    const time = clockTime(reply.saved_at);
    if (reply.kept) slot.tell(say("kept"), "bad");
    else if (reply.standing === "stale" && reply.newest) this.choose(slot, reply.newest);
    else if (slot.base === `${entry.client}.${entry.sequence}` || entry.client !== this.client) slot.tell(say("saved", { time }));
    if (reply.standing === "counted") this.lastSaved = say("saved", { time });
  }

  choose(slot, newest) {
    slot.tell("");
    slot.offer(newest, {
      keep: () => { slot.value = newest.value; slot.base = newest.base; slot.tell(say("saved", { time: clockTime(newest.saved_at) })); this.count(); },
      mine: () => { slot.base = newest.base; this.give(slot, { force: true }); },
    });
  }

  show(state, entries) {
    entries.forEach((entry) => this.slots.get(entry.slot)?.tell(say("waiting"), "waits"));
    const parts = [state === "sending" ? say("sending") : this.lastSaved];
    if (state === "login") parts.push(say("login"));
    if (entries.length && state !== "sending") parts.push(waits(entries.length));
    this.sum.textContent = parts.join(" · ");
    this.sum.classList.toggle("waits", entries.length > 0 && state !== "sending");
    const waiting = new Set(entries.map((entry) => entry.slot));
    this.form.querySelectorAll("[data-number]").forEach((item) => {
      item.classList.toggle("waiting", waiting.has(Number(item.dataset.number)));
    });
  }

  count() {
    let answered = 0;
    this.slots.forEach((slot, number) => {
      answered += slot.answered;
      const item = this.form.querySelector(`[data-number="${number}"]`);
      item.classList.toggle("done", slot.answered);
      item.firstElementChild.setAttribute("aria-label", say(slot.answered ? "answered" : "unanswered", { number }));
    });
    this.form.querySelector("[data-answered]").textContent = say("progress", { answered, total: this.slots.size });
  }

  /* Submitting waits for what waits. */
  async check() {
    this.slots.forEach((slot) => this.give(slot));
    if (await this.queue.now()) location.assign(this.form.dataset.submit);
    else this.announce(say("submit_waits"));
  }

  tick(left, before) {
    if (before === null) return;
    if (left === 300) this.announce(say("left", { minutes: 5 }));
    if (left === 60) this.announce(say("left_one"));
  }

  async over() {
    this.announce(say("over"));
    this.slots.forEach((slot) => { this.give(slot); slot.inputs.forEach((input) => { input.disabled = true; }); });
    await Promise.race([this.queue.now(), new Promise((done) => { setTimeout(done, 5000); })]);
    location.assign(this.form.dataset.review);
  }

  announce(text) {
    document.querySelector("[data-announce]").textContent = text;
    document.querySelector("[data-alert]").textContent = text;
    document.querySelector("[data-alert]").hidden = false;
  }
}

document.querySelectorAll("[data-behaviour=exam-sitting]").forEach((form) => new Sitting(form));
