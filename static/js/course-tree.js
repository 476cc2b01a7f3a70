// The tree of a course in the CMS: a page is dragged to its new place. The buttons do the same without this module, and
// for whoever uses the keyboard or a phone; both send the same form, and the server decides.

const ALLOWED = "application/x-page";

function itemsOf(list) {
  return [...list.children].filter((item) => item.dataset.page);
}

class Tree {
  constructor(form) {
    this.form = form;
    this.dragged = null;
    form.querySelectorAll("[data-handle]").forEach((handle) => this.offer(handle));
    form.addEventListener("dragover", (event) => this.over(event));
    form.addEventListener("drop", (event) => this.drop(event));
    form.addEventListener("dragend", () => this.end());
  }

  /* Only what is taken by its handle is dragged, so that titles can still be selected and followed. */
  offer(handle) {
    const item = handle.closest("[data-page]");
    handle.hidden = false;
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      this.dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData(ALLOWED, item.dataset.page);
      event.dataTransfer.setDragImage(item, 10, 10);
      item.classList.add("is-dragged");
    });
  }

  /* Returns the list and the item before which the dragged one would stand; null: at its end. */
  placeAt(event) {
    const { kind } = this.dragged.dataset;
    const at = document.elementFromPoint(event.clientX, event.clientY);
    const item = at?.closest(`li[data-kind=${kind}]`);
    if (item && this.form.contains(item)) {
      const { top, height } = item.getBoundingClientRect();
      return { list: item.parentElement, before: event.clientY < top + height / 2 ? item : item.nextElementSibling };
    }
    const module = kind === "activity" && at?.closest("li[data-kind=module]");
    if (!module) return null;
    const list = module.querySelector("ol[data-kind=activity]");
    const isAbove = event.clientY < list.getBoundingClientRect().top;
    return { list, before: isAbove ? list.firstElementChild : null };
  }

  over(event) {
    if (!this.dragged) return;
    const place = this.placeAt(event);
    this.unmark();
    if (!place) return;
    event.preventDefault();
    const mark = place.before || place.list.lastElementChild || place.list;
    mark.classList.add(place.before ? "drop-before" : "drop-after");
  }

  drop(event) {
    const place = this.dragged && this.placeAt(event);
    if (!place) return;
    event.preventDefault();
    const others = itemsOf(place.list).filter((item) => item !== this.dragged);
    let { before } = place;
    if (before === this.dragged) before = this.dragged.nextElementSibling;
    const position = before ? others.indexOf(before) : others.length;
    const isSame = place.list === this.dragged.parentElement && itemsOf(place.list).indexOf(this.dragged) === position;
    if (!isSame) this.send(`${this.dragged.dataset.page}.${place.list.dataset.parent}.${position}`);
  }

  send(move) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "move";
    field.value = move;
    this.form.append(field);
    this.form.submit();
  }

  unmark() {
    this.form.querySelectorAll(".drop-before, .drop-after").forEach((item) => item.classList.remove("drop-before", "drop-after"));
  }

  end() {
    this.unmark();
    this.dragged?.classList.remove("is-dragged");
    this.dragged = null;
  }
}

document.querySelectorAll("[data-behaviour=course-tree]").forEach((form) => new Tree(form));
