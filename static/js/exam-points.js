/* Places in a picture: pointing at it gives a point, where the lists below give squares of its grid. */

const SVG = "http://www.w3.org/2000/svg";
const LETTERS = "ABCDEFGHIJKL";
const perCent = (thousandths) => String(thousandths / 10);

function drawn(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.textContent = text;
  return element;
}

/* Lets a list hold a place: a point is no square of the grid, so it becomes an entry of its own. */
export function hold(select, value) {
  const point = value.match(/^(\d+):(\d+)$/);
  if (point && ![...select.options].some((option) => option.value === value)) {
    const words = select.closest("[data-point]").dataset.point;
    select.add(new Option(words.replace("{x}", perCent(point[1])).replace("{y}", perCent(point[2])), value), 1);
  }
  select.value = value;
}

class Points {
  constructor(element) {
    this.element = element;
    this.board = element.querySelector(".board");
    this.marks = element.querySelector("[data-marks]");
    this.selects = [...element.querySelectorAll("select")];
    const [, , width, height] = element.querySelector("svg").getAttribute("viewBox").split(" ").map(Number);
    this.size = { width, height };
    this.board.classList.add("pointing");
    element.querySelector("[data-pointing]").hidden = false;
    this.board.addEventListener("click", (event) => this.point(event));
    element.addEventListener("change", () => this.draw());
    element.addEventListener("points", () => this.draw());
    this.draw();
  }

  /* A press gives the next free place; when all are given, the last one moves. */
  point(event) {
    const frame = this.board.getBoundingClientRect();
    const part = (at, from, length) => Math.min(1000, Math.max(0, Math.round(((at - from) / length) * 1000)));
    const select = this.selects.find((each) => !each.value) ?? this.selects.at(-1);
    if (select.disabled) return;
    hold(select, `${part(event.clientX, frame.left, frame.width)}:${part(event.clientY, frame.top, frame.height)}`);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  draw() {
    this.marks.replaceChildren();
    let number = 0;
    this.selects.map((select) => select.value).filter(Boolean).forEach((value) => {
      number += 1;
      const { x, y } = value.includes(":") ? this.at(value) : this.square(value);
      this.marks.append(
        drawn("circle", { class: "board-mark", cx: x, cy: y, r: 26 }),
        drawn("text", { class: "board-number", x, y }, number),
      );
    });
  }

  at(value) {
    const [x, y] = value.split(":").map(Number);
    return { x, y: (y / 1000) * this.size.height };
  }

  square(value) {
    const { columns, rows } = this.element.dataset;
    const [width, height] = [this.size.width / columns, this.size.height / rows];
    const [left, top] = [LETTERS.indexOf(value[0]) * width, (Number(value.slice(1)) - 1) * height];
    this.marks.append(drawn("rect", { class: "board-square", x: left, y: top, width, height }));
    return { x: left + width / 2, y: top + height / 2 };
  }
}

document.querySelectorAll("[data-behaviour=exam-points]").forEach((element) => new Points(element));
