/* A question that asks to sort into categories: each thing stands in the box of the category that is chosen for it, and
   can be dragged from box to box. The select of each thing is what is sent, and the way of the keyboard. */

import { draggable } from "aula/exam-drag";

class Sorting {
  constructor(element) {
    this.element = element;
    this.slot = element.closest("[data-slot]") ?? element.parentElement;
    this.unsorted = element.querySelector("[data-unsorted]");
    this.bins = [...element.querySelectorAll("[data-bin]")];
    element.querySelector("[data-bins]").hidden = false;
    element.parentElement.querySelector("[data-with-script]").hidden = false;
    this.items = [...element.querySelectorAll("[data-item]")];
    this.items.forEach((item) => this.prepare(item));
    this.slot.addEventListener("exam-placed", () => this.follow());
    this.follow();
  }

  prepare(item) {
    const select = item.querySelector("select");
    select.addEventListener("change", () => this.put(item, true));
    draggable(item, {
      aim: (under) => {
        const element = under.closest("[data-bin], [data-unsorted]");
        return element && this.element.contains(element) ? { element, name: "drop-here" } : null;
      },
      drop: ({ element }) => {
        const chosen = element.dataset.bin ?? "";
        if (chosen === select.value) return;
        select.value = chosen;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      },
    });
  }

  put(item, focus = false) {
    const select = item.querySelector("select");
    const bin = this.bins.find((each) => each.dataset.bin === select.value);
    const home = bin?.querySelector("ul") ?? this.unsorted;
    if (item.parentElement === home) return;
    home.append(item);
    if (focus) select.focus();
  }

  follow() {
    this.items.forEach((item) => this.put(item));
  }
}

document.querySelectorAll("[data-behaviour=exam-sort]").forEach((element) => new Sorting(element));
