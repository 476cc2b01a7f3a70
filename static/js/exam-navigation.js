/* One question at a time on a narrow screen; elsewhere those of a page, which is all of them unless the exam is cut into
   pages. The numbers lead in both. */

const NARROW = matchMedia("(max-width: 59.99rem)");

export class Navigation {
  constructor(form) {
    this.form = form;
    this.slots = [...form.querySelectorAll("[data-slot]")];
    this.current = this.fromAddress() ?? 0;
    form.querySelectorAll("[data-number] a").forEach((link) => {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.go(this.slots.findIndex((slot) => `#${slot.id}` === link.hash));
      });
    });
    this.slots.forEach((slot, index) => {
      slot.querySelector("[data-previous]").addEventListener("click", () => this.back(index));
      slot.querySelector("[data-next]")?.addEventListener("click", () => this.go(index + 1));
      slot.addEventListener("focusin", () => { if (!NARROW.matches) this.mark(index); });
    });
    NARROW.addEventListener("change", () => { this.show(); this.fold(); });
    addEventListener("hashchange", () => { if (!this.openCase()) this.go(this.fromAddress() ?? this.current); });
    this.show();
    this.fold();
  }

  /* A link leads from a question to its case. */
  openCase() {
    const matter = [...this.form.querySelectorAll("[data-case]")].find((one) => `#${one.id}` === location.hash);
    if (!matter) return false;
    matter.open = true;
    matter.focus();
    return true;
  }

  fromAddress() {
    const index = this.slots.findIndex((slot) => `#${slot.id}` === location.hash);
    return index < 0 ? null : index;
  }

  goTo(slot) {
    this.go(this.slots.indexOf(slot));
  }

  go(index) {
    if (index < 0) return;
    this.mark(index);
    this.show();
    history.replaceState(history.state, "", `#${this.slots[index].id}`);
    this.slots[index].focus({ preventScroll: true });
    this.slots[index].scrollIntoView({ block: "start" });
  }

  /* To the question before, or to the beginning of the page before. */
  back(index) {
    const { page } = this.slots[index].dataset;
    const last = NARROW.matches ? index - 1 : this.slots.findIndex((slot) => slot.dataset.page === page) - 1;
    const first = this.slots.findIndex((slot) => slot.dataset.page === this.slots[last]?.dataset.page);
    this.go(NARROW.matches ? last : first);
  }

  mark(index) {
    this.current = index;
    this.form.querySelectorAll("[data-number] a").forEach((link, number) => {
      if (number === index) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }

  fold() {
    this.form.querySelector("[data-numbers]").open = !NARROW.matches;
  }

  /* The title of a section stands before its first question; where that is not shown, before those that are. */
  showSection() {
    const titles = [...this.form.querySelectorAll("[data-section]")];
    const follows = (title, slot) => title.compareDocumentPosition(slot) & Node.DOCUMENT_POSITION_FOLLOWING;
    const own = titles.filter((title) => follows(title, this.slots[this.current])).at(-1);
    titles.forEach((title) => {
      title.hidden = title !== own && this.slots.find((slot) => follows(title, slot))?.hidden !== false;
    });
  }

  /* A case stands above the questions about it that are shown. */
  showCase() {
    this.form.querySelectorAll("[data-case]").forEach((matter) => {
      matter.hidden = !this.slots.some((slot) => !slot.hidden && slot.dataset.about === matter.dataset.case);
    });
  }

  isShown(index) {
    return NARROW.matches ? index === this.current : this.slots[index]?.dataset.page === this.slots[this.current].dataset.page;
  }

  show() {
    this.mark(this.current);
    const isCut = new Set(this.slots.map((slot) => slot.dataset.page)).size > 1;
    this.slots.forEach((slot, index) => {
      slot.hidden = !this.isShown(index);
      slot.querySelector("[data-steps]").hidden = !NARROW.matches && (!isCut || this.isShown(index + 1));
      slot.querySelector("[data-previous]").disabled = NARROW.matches ? index === 0 : this.isShown(0);
    });
    this.showSection();
    this.showCase();
  }
}
