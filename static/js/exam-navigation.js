/* One question at a time on a narrow screen; all of them below each other elsewhere. The numbers lead in both. */

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
      slot.querySelector("[data-previous]").addEventListener("click", () => this.go(index - 1));
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

  go(index) {
    if (index < 0) return;
    this.mark(index);
    this.show();
    history.replaceState(history.state, "", `#${this.slots[index].id}`);
    this.slots[index].focus({ preventScroll: true });
    this.slots[index].scrollIntoView({ block: "start" });
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

  /* The title of a section stands before its first question only; alone, a question shows the one it belongs to. */
  showSection() {
    const before = [...this.form.querySelectorAll("[data-section]")]
      .filter((title) => title.compareDocumentPosition(this.slots[this.current]) & Node.DOCUMENT_POSITION_FOLLOWING);
    this.form.querySelectorAll("[data-section]").forEach((title) => {
      title.hidden = NARROW.matches && title !== before.at(-1);
    });
  }

  /* A case stands above the questions about it; where one question stands alone, its case stands above that one. */
  showCase() {
    const { about } = this.slots[this.current].dataset;
    this.form.querySelectorAll("[data-case]").forEach((matter) => {
      matter.hidden = NARROW.matches && matter.dataset.case !== about;
    });
  }

  show() {
    this.mark(this.current);
    this.showSection();
    this.showCase();
    this.slots.forEach((slot, index) => {
      slot.hidden = NARROW.matches && index !== this.current;
      slot.querySelector("[data-steps]").hidden = !NARROW.matches;
      slot.querySelector("[data-previous]").disabled = index === 0;
    });
  }
}
