/* One question of a sitting: what is answered, what the server said of it, and the choice between two answers. */

import { isNumber } from "aula/exam-number";
import { hold } from "aula/exam-points";
import { clockTime, say } from "aula/exam-words";

const LONG = 1000;
/* Of a long answer given elsewhere so much is shown. */
const SHOWN = 300;

const placeOf = (input) => input.name.slice(input.name.indexOf(".") + 1);
const isChoice = (input) => input.matches("[type=radio], [type=checkbox]");

/* Ways to read an input: as it stands, without what a paste may bring that nobody sees and no server stores; and as the
   server sent it. */
const STANDING = { text: (input) => input.value.replaceAll("\0", ""), chosen: (input) => input.checked };
const SENT = { text: textSent, chosen: (input) => input.defaultChecked };

function textSent(input) {
  if ("sent" in input.dataset) return input.dataset.sent;
  if (input.matches("select")) return [...input.options].find((option) => option.defaultSelected)?.value ?? "";
  return input.matches("textarea") ? input.defaultValue : input.defaultValue.replace(/[\r\n]/g, "");
}

export class Slot {
  constructor(element, number) {
    this.element = element;
    this.number = number;
    this.base = element.dataset.base;
    this.several = "several" in element.dataset;
    this.inputs = [...element.querySelectorAll(`[name="slot-${number}"]`)];
    /* Of a question that is answered place by place: the name ends with the place. */
    this.places = [...element.querySelectorAll(`[name^="slot-${number}."]`)];
    this.status = element.querySelector("[data-slot-status]");
    this.choice = element.querySelector("[data-choose]");
    this.format = element.querySelector("[data-format]");
    this.said = { text: this.status.textContent, kind: "" };
    /* What the server sent, and not what stands there: on a slow line one answers before this script has come. */
    this.given = JSON.stringify(this.read(SENT));
    /* Since when something is typed that is no answer yet; and the answer that was refused and stands here still. */
    this.since = null;
    this.refused = null;
  }

  /* Of a question that asks for several places in a picture: one list for each. */
  get lists() {
    return this.inputs.filter((input) => input.matches("select"));
  }

  get options() {
    return this.inputs.filter(isChoice);
  }

  /* Whether what is typed there becomes an answer after a pause, and not at once. */
  typesIn(input) {
    return !input.matches("select") && !isChoice(input);
  }

  /* Whether what is typed there is more than a few lines. */
  get isLong() {
    return this.inputs[0]?.matches("textarea") && this.inputs[0].value.length > LONG;
  }

  get value() {
    return this.read(STANDING);
  }

  read({ text, chosen }) {
    if (this.places.length) return this.placed({ text, chosen });
    if (this.lists.length) {
      const places = [...new Set(this.lists.map(text).filter(Boolean))];
      return places.length ? places : null;
    }
    if (!this.options.length) return text(this.inputs[0]).trim() ? text(this.inputs[0]) : null;
    const keys = this.options.filter(chosen).map((input) => input.value);
    if (this.several) return keys.length ? keys : null;
    return keys[0] ?? null;
  }

  placed({ text, chosen }) {
    const given = this.places.filter((input) => (isChoice(input) ? chosen(input) : text(input).trim()))
      .map((input) => `${placeOf(input)}:${isChoice(input) ? input.value : text(input)}`);
    return given.length ? given.sort() : null;
  }

  set value(value) {
    const chosen = [value].flat();
    if (this.places.length) this.place(value ?? []);
    else if (this.lists.length) this.lists.forEach((list, index) => hold(list, chosen[index] ?? ""));
    else if (this.options.length) this.options.forEach((input) => { input.checked = chosen.includes(input.value); });
    else this.write(value);
    this.settle();
    this.show();
    this.lists[0]?.dispatchEvent(new Event("points", { bubbles: true }));
  }

  write(text) {
    this.inputs[0].value = text ?? "";
    this.element.dispatchEvent(new Event("exam-placed"));
  }

  place(given) {
    this.places.forEach((input) => {
      const here = given.filter((one) => one.startsWith(`${placeOf(input)}:`)).map((one) => one.slice(one.indexOf(":") + 1));
      if (isChoice(input)) input.checked = here.includes(input.value);
      else input.value = here[0] ?? "";
    });
    this.element.dispatchEvent(new Event("exam-placed"));
  }

  /* Whether the answer differs from the one last given. */
  get pending() {
    return JSON.stringify(this.value) !== this.given;
  }

  /* Several parts stand in no order of their own. */
  says(value) {
    const plain = (one) => JSON.stringify(Array.isArray(one) ? [...one].sort() : one);
    return plain(this.value) === plain(value);
  }

  /* Takes the answer as given. */
  settle() {
    this.given = JSON.stringify(this.value);
    this.since = null;
    this.element.querySelector("[data-other]")?.remove();
    if (!this.format) return;
    this.format.hidden = this.value === null || isNumber(this.value);
    this.inputs[0].setAttribute("aria-invalid", String(!this.format.hidden));
  }

  get answered() {
    return this.value !== null;
  }

  tell(text, kind = "") {
    this.said = { text, kind };
    this.show();
  }

  /* What was said of an answer does not hold while another one is typed. */
  show() {
    const { text, kind } = this.pending ? { text: say("typing"), kind: "waits" } : this.said;
    this.status.textContent = text;
    this.status.className = `slot-status ${kind}`;
  }

  /* What was being typed before the page was loaded: it is still to be given, unless something else is. What was refused
     is given back, unless something else was answered since. */
  type(draft) {
    if (this.pending || (draft.refused && draft.base !== this.base)) return;
    const { given } = this;
    this.value = draft.value;
    this.base = draft.base;
    this.given = given;
    this.show();
  }

  /* An answer of before the page was loaded still waits: show it as given. What is answered since follows it. */
  restore(value, key) {
    if (!this.pending) this.value = value;
    this.base = key;
  }

  words(value) {
    if (value === null) return say("no_answer");
    if (this.places.length) return this.placedWords(value);
    if (this.lists.length) return [value].flat().join("; ");
    if (!this.options.length) return value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
    const chosen = [value].flat();
    return this.options.filter((input) => chosen.includes(input.value))
      .map((input) => input.closest("label").textContent.trim().replace(/\.$/, "")).join("; ");
  }

  placedWords(value) {
    return value.map((one) => {
      const [place, ...rest] = one.split(":");
      const inputs = this.places.filter((input) => placeOf(input) === place);
      const option = [...(inputs[0]?.options ?? [])].find((each) => each.value === rest[0])
        ?? inputs.find((input) => input.value === rest[0])?.closest("label");
      const name = inputs[0]?.closest("fieldset:not(.question)")?.querySelector("legend") ?? inputs[0]?.labels?.[0];
      const words = option?.textContent.trim() ?? rest.join(":");
      return `${name?.textContent.trim() ?? inputs[0]?.getAttribute("aria-label") ?? ""} → ${words}`;
    }).join("; ");
  }

  /* Shows the newer answer; keep and mine are called with nothing. */
  offer(newest, { keep, mine }) {
    this.choice.querySelector("[data-newer]").textContent =
      say("newer", { answer: this.words(newest.value), time: clockTime(newest.saved_at) });
    this.choice.querySelector("[data-keep]").onclick = () => { this.withdraw(); keep(); };
    this.choice.querySelector("[data-mine]").onclick = () => { this.withdraw(); mine(); };
    this.choice.hidden = false;
  }

  /* Whether what stands here is not what counts, and the page says so. */
  get isOpen() {
    return this.refused !== null || !this.choice.hidden;
  }

  /* There is nothing to choose any more. */
  withdraw() {
    this.choice.hidden = true;
  }
}
