/* A question that asks for an order: things are dragged or moved by arrows; the selects that say the positions follow
   and are what is sent. Without this module the selects are chosen from. */

import { draggable } from "aula/exam-drag";

class Order {
  constructor(list) {
    this.list = list;
    this.slot = list.closest("[data-slot]") ?? list.parentElement;
    this.heard = list.parentElement.querySelector("[data-heard]");
    list.parentElement.querySelector("[data-without-script]").hidden = true;
    list.parentElement.querySelector("[data-with-script]").hidden = false;
    list.classList.add("moved-by-script");
    this.items.forEach((item) => this.prepare(item));
    this.slot.addEventListener("exam-placed", () => this.follow());
    this.follow();
  }

  get items() {
    return [...this.list.children];
  }

  prepare(item) {
    item.querySelector("select").hidden = true;
    item.querySelector("[data-moves]").hidden = false;
    item.querySelector("[data-up]").addEventListener("click", (event) => this.step(item, -1, event.currentTarget));
    item.querySelector("[data-down]").addEventListener("click", (event) => this.step(item, 1, event.currentTarget));
    draggable(item, {
      aim: (under, y) => this.aim(item, under, y),
      drop: ({ element, name }) => {
        element[name === "drop-before" ? "before" : "after"](item);
        this.write(item);
      },
    });
  }

  aim(item, under, y) {
    const element = under.closest("[data-item]");
    if (!element || element === item || element.parentElement !== this.list) return null;
    const box = element.getBoundingClientRect();
    return { element, name: y < box.top + box.height / 2 ? "drop-before" : "drop-after" };
  }

  step(item, by, button) {
    const beside = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!beside) return;
    beside[by < 0 ? "before" : "after"](item);
    this.write(item);
    button.focus();
  }

  /* The positions as they stand become the answer. */
  write(item) {
    this.items.forEach((each, number) => {
      each.querySelector("select").selectedIndex = number + 1;
    });
    const position = this.items.indexOf(item) + 1;
    this.heard.textContent = this.list.dataset.said
      .replace("{item}", item.querySelector("label").textContent.trim())
      .replace("{position}", position).replace("{total}", this.items.length);
    item.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* The things stand as the answer says; what has no position comes last, as it stood. */
  follow() {
    const place = (item) => item.querySelector("select").selectedIndex || this.list.children.length + 1;
    this.list.append(...this.items.sort((one, other) => place(one) - place(other)));
  }
}

document.querySelectorAll("[data-behaviour=exam-order]").forEach((list) => new Order(list));
