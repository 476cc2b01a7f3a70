/* The page of a sitting: each answer becomes an entry that waits in storage until the server has saved it. The
   protocol is in docs/exams.md. Without this module the same form works with its buttons. */

import { Alert } from "aula/exam-alert";
import { ask } from "aula/exam-check";
import { Clock } from "aula/exam-clock";
import { end, remind } from "aula/exam-end";
import { enveloped, fits } from "aula/exam-envelope";
import { Navigation } from "aula/exam-navigation";
import { Presence } from "aula/exam-presence";
import { Queue } from "aula/exam-queue";
import { Slot } from "aula/exam-slot";
import { keyOf, Waiting } from "aula/exam-storage";
import { clockTime, counted, say } from "aula/exam-words";

/* The numbers below are the form's own: a page sent without JavaScript uses its questions' numbers. */
const FIRST = 1001;
const TYPING = 1200;
/* A long text goes out less often, since all of it does; its draft is kept at each key all the same. */
const TYPING_LONG = 6000;
/* Who types without a pause gives an answer so often. */
const TYPING_ON = 30000;

/* What is answered before this script has come, and before the storage is open, is given then; until then it is not
   called saved. */
async function sit(form) {
  const slots = new Map();
  form.querySelectorAll("[data-slot]").forEach((element) => {
    const slot = new Slot(element, Number(element.dataset.slot));
    slots.set(slot.number, slot);
    ["input", "change"].forEach((kind) => element.addEventListener(kind, () => slot.show()));
    slot.show();
  });
  form.classList.add("scripted");
  return new Sitting(form, slots, await Waiting.open(form.dataset));
}

class Sitting {
  constructor(form, slots, waiting) {
    this.form = form;
    this.client = Number(form.dataset.client);
    this.slots = slots;
    this.waiting = waiting;
    this.sum = document.querySelector("[data-sum]");
    this.lastSaved = this.sum.textContent;
    this.alert = new Alert(document.querySelector("[data-alert]"));
    this.sequence = Math.max(FIRST, waiting.last(this.client) + 1);
    [...waiting.all(), ...waiting.envelope?.answers ?? []].forEach((entry) => this.restore(entry));
    waiting.takeDrafts((slot) => slots.has(slot)).forEach((draft) => slots.get(draft.slot).type(draft));
    this.queue = new Queue({
      waiting, url: form.dataset.save, deliver: form.dataset.deliver, attempt: form.dataset.attempt,
      onSaved: (entry, reply) => this.saved(entry, reply),
      onRefused: (entry, error) => this.refused(entry, error),
      onState: (state, entries) => this.show(state, entries),
      onPen: (since) => this.lose(since),
      onDelivered: (reply) => this.delivered(reply),
    });
    this.navigation = new Navigation(form);
    this.presence = new Presence({
      url: form.dataset.events, client: this.client, next: () => this.sequence++, onPen: (since) => this.lose(since),
    });
    this.listen();
    this.giveAll();
    this.count();
    this.queue.now();
  }

  listen() {
    this.slots.forEach((slot) => {
      let typing = null;
      slot.element.addEventListener("change", () => { clearTimeout(typing); this.give(slot); });
      slot.element.addEventListener("input", (event) => {
        if (slot.lists.length || !slot.typesIn(event.target)) return;
        clearTimeout(typing);
        if (slot.pending) typing = setTimeout(() => this.give(slot), this.type(slot));
        else this.untype(slot);
        slot.show();
        this.showSum();
      });
    });
    addEventListener("pagehide", () => this.giveAll());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.giveAll(); });
    this.form.querySelectorAll("[data-plain]").forEach((element) => { element.hidden = true; });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { submitter } = event;
      if (submitter?.matches("[data-check-answer]")) this.check(submitter);
      else this.lead(this.form.dataset.submit, "submit_waits");
    });
    this.form.querySelectorAll("[data-leave]").forEach((leave) => {
      leave.addEventListener("click", (event) => { event.preventDefault(); this.lead(leave.href, "leave_waits"); });
    });
    addEventListener("beforeunload", (event) => {
      const { isLosable } = this.waiting;
      this.giveAll();
      if (isLosable || (!this.waiting.durable && this.waiting.all().length)) event.preventDefault();
    });
    const clock = document.querySelector("[data-clock][data-seconds]");
    if (clock) this.clock = new Clock(clock, { onTick: (...args) => remind(this.alert, ...args), onOver: () => this.over() });
  }

  /* Keeps what is being typed; returns after how many milliseconds it is to be given. */
  type(slot) {
    slot.since ??= performance.now();
    this.waiting.draft(this.entry(slot));
    return Math.min(slot.isLong ? TYPING_LONG : TYPING, slot.since + TYPING_ON - performance.now());
  }

  /* What was typed was taken back. */
  untype(slot) {
    slot.since = null;
    this.waiting.undraft({ client: this.client, slot: slot.number });
  }

  give(slot, { force = false } = {}) {
    if (!slot.pending && !force) return;
    slot.settle();
    this.drop(slot);
    const entry = this.entry(slot);
    slot.base = keyOf(entry);
    slot.tell(say("typing"), "waits");
    this.queue.add(entry).then((kept) => this.stored(kept));
    this.count();
  }

  entry({ number, value, base }) {
    return { client: this.client, sequence: this.sequence++, slot: number, value, base, at: Date.now() };
  }

  /* What still waits once the browser has answered whether it keeps it. */
  stored(kept) {
    if (!kept && this.waiting.all().length) this.alert.show("waits", say("memory"));
    this.show(this.queue.state, this.waiting.all());
  }

  giveAll() {
    this.slots.forEach((slot) => this.give(slot));
  }

  /* What waited may be of a section that this page does not show, and what another page gave may not be what this one
     shows. Of several answers on their way the last one says what the question shows. */
  saved(entry, reply) {
    const slot = this.slots.get(entry.slot);
    if (!slot) return;
    const { standing, newest } = reply;
    const counting = newest ?? { base: keyOf(entry), saved_at: reply.saved_at };
    if (standing === "counted" || newest) this.lastSaved = say("saved", { time: clockTime(counting.saved_at) });
    if (!reply.kept && !slot.pending && slot.base === entry.base) {
      this.restore(entry);
      this.count();
    }
    if (reply.kept) slot.tell(say("kept"), "bad");
    else if (standing === "stale" && !newest) this.giveAgain(slot, entry);
    else if (slot.base !== keyOf(entry)) return;
    else if (!newest || slot.says(newest.value)) this.follow(slot, counting);
    else if (standing === "stale" || slot.pending) this.choose(slot, newest);
    else this.keep(slot, newest);
  }

  restore(entry) {
    this.slots.get(entry.slot)?.restore(entry.value, keyOf(entry));
  }

  /* Nothing counts at the slot yet: what this answer was to follow never arrived. */
  giveAgain(slot, entry) {
    if (slot.base !== keyOf(entry)) {
      if (slot.base || slot.answered) return;
      slot.value = entry.value;
    }
    slot.base = "";
    this.give(slot, { force: true });
  }

  refused(entry, error) {
    const slot = this.slots.get(entry.slot);
    if (slot?.base !== keyOf(entry)) return;
    slot.base = entry.base;
    slot.refused = entry;
    slot.tell(error.message, "bad");
  }

  /* What counts there is the answer of this page now. */
  follow(slot, newest) {
    slot.withdraw();
    this.drop(slot);
    slot.base = newest.base;
    slot.tell(say("saved", { time: clockTime(newest.saved_at) }));
  }

  /* What was refused there stands there no more. */
  drop(slot) {
    if (slot.refused) this.waiting.drop(slot.refused);
    slot.refused = null;
  }

  keep(slot, newest) {
    slot.value = newest.value;
    this.follow(slot, newest);
    this.count();
  }

  choose(slot, newest) {
    slot.tell("");
    slot.offer(newest, {
      keep: () => this.keep(slot, newest),
      mine: () => { slot.base = newest.base; this.give(slot, { force: true }); },
    });
  }

  show(state, entries) {
    if (this.waiting.envelope) this.sealed();
    entries.forEach((entry) => {
      const slot = this.slots.get(entry.slot);
      if (slot?.base === keyOf(entry)) slot.tell(say(this.waiting.keeps(entry) ? "waiting" : "typing"), "waits");
    });
    if (state === "login") this.alert.show("login", say("login"));
    else if (!entries.length) this.alert.withdraw("waits", "login");
    this.showSum(state, entries);
    const waiting = new Set(entries.map((entry) => entry.slot));
    this.form.querySelectorAll("[data-number]").forEach((item) => {
      item.classList.toggle("waiting", waiting.has(Number(item.dataset.number)));
    });
  }

  showSum(state = this.queue.state, entries = this.waiting.all()) {
    const typing = [...this.slots.values()].some((slot) => slot.pending);
    const parts = [this.lastSaved];
    if (state === "sending") parts[0] = say("sending");
    else if (typing) parts[0] = say("typing");
    if (state === "login") parts.push(say("no_session"));
    else if (this.waiting.envelope) parts.push(say("sealed_sum"));
    else if (entries.length && state !== "sending") parts.push(counted("waits", entries.length));
    this.sum.textContent = parts.join(" · ");
    this.sum.classList.toggle("waits", typing || (entries.length > 0 && state !== "sending"));
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

  /* Nobody submits past a question that has two answers: leads to the first of them, if there is one. */
  asks() {
    const asking = this.form.querySelector("[data-choose]:not([hidden])");
    if (!asking) return false;
    this.navigation.goTo(asking.closest("[data-slot]"));
    asking.scrollIntoView({ block: "center" });
    return true;
  }

  /* Leaves the page when nothing waits; without a line the browser would show a page of its own. */
  async lead(address, otherwise) {
    this.alert.withdraw("waits", "login");
    this.giveAll();
    const empty = await this.queue.now();
    if (otherwise === "submit_waits" && this.asks()) return;
    if (empty && navigator.onLine) {
      this.presence.lead();
      location.assign(address);
    } else if (this.queue.state !== "login") this.wait(say(empty ? "no_line" : otherwise), otherwise === "submit_waits");
  }

  /* Says why it has to wait, and where one submits, offers to seal what is not too much. */
  wait(text, submits) {
    if (!submits || !("seals" in this.form.dataset) || !this.waiting.durable) this.alert.show("waits", text);
    else if (fits(this.waiting.all())) this.alert.show("waits", `${text} ${say("seal")}`, () => this.seal());
    else this.alert.show("waits", `${text} ${say("too_much")}`);
  }

  async seal() {
    this.alert.withdraw("waits");
    await this.waiting.refresh();
    if (this.waiting.envelope || this.asks()) return;
    this.giveAll();
    if (!fits(this.waiting.all())) {
      this.wait(say("submit_waits"), true);
      return;
    }
    const reopen = this.close();
    const envelope = await enveloped(this.form.dataset.attempt, this.waiting.all(), Date.now());
    if (await this.waiting.enclose(envelope)) this.queue.now();
    else if (!this.alert.holds) {
      reopen();
      this.alert.show("waits", say("memory"));
    }
  }

  sealed() {
    if (this.alert.holds) return;
    const { envelope } = this.waiting;
    this.close();
    envelope.answers.forEach(({ slot }) => this.slots.get(slot)?.tell(say("enclosed"), "waits"));
    this.alert.hold("sealed", say("sealed", { time: clockTime(envelope.sealed_at) }));
  }

  /* What is late is told by the review. */
  delivered(reply) {
    if (reply.pen) this.lose(reply.pen.since);
    else if (reply.submitted && reply.stale) this.alert.hold("sealed", say("sealed_stale"));
    else if (reply.submitted) {
      this.presence.lead();
      location.assign(this.form.dataset.review);
    } else this.alert.hold("sealed", reply.opened ? say("opened") : say("not_submitted", { why: reply.why_not }));
  }

  /* Of a practice: what waits is sent, then the server says how the answer is. */
  async check(button) {
    this.alert.withdraw("check");
    this.giveAll();
    const slot = this.slots.get(Number(button.value));
    const empty = await this.queue.now();
    if (slot.isOpen) return;
    const said = empty && await ask(button.formAction, button.value);
    if (said) slot.element.querySelector("[data-checked]").innerHTML = said;
    else this.alert.show("check", say("no_check"));
  }

  /* Another device writes now: what is answered here is given and sent, and from then on the page is for reading. */
  lose(since) {
    this.close();
    this.alert.hold("pen", since ? say("pen", { time: clockTime(since) }) : say("no_pen"));
  }

  /* Gives what opens it again. */
  close() {
    this.giveAll();
    const closed = [...this.form.querySelectorAll(
      "[data-slot] :is(input, select, textarea, button:not([data-previous], [data-next])):enabled, [name=check]:enabled",
    )];
    closed.forEach((element) => { element.disabled = true; });
    return () => closed.forEach((element) => { element.disabled = false; });
  }

  over() {
    this.close();
    const { review, sitting } = this.form.dataset;
    end(this.queue, this.alert, { review, sitting }, () => this.presence.lead());
  }
}

document.querySelectorAll("[data-behaviour=exam-sitting]").forEach(sit);
