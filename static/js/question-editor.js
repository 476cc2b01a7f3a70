// The form of a question in the CMS: rows are added, removed and moved without a request (the buttons do it with one
// where there is no JavaScript), and leaving with words that are not saved is asked about.

const form = document.querySelector("[data-behaviour='question-editor']");
const lists = [...document.querySelectorAll("[data-behaviour='question-options']")];

function newId({ prefix = "o-", bytes = "4" }) {
  const drawn = crypto.getRandomValues(new Uint8Array(Number(bytes)));
  return prefix + Array.from(drawn, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function addRow(list) {
  const rows = list.querySelector("[data-rows]");
  const blank = list.querySelector("[data-blank]").innerHTML;
  rows.insertAdjacentHTML("beforeend", blank.replaceAll("new-row", newId(list.dataset)));
  offerChoices();
  rows.lastElementChild.querySelector("textarea").focus();
}

function moveRow(row, up) {
  const beside = up ? row.previousElementSibling : row.nextElementSibling;
  if (beside) beside[up ? "before" : "after"](row);
}

function removeRow(list, row) {
  const next = row.nextElementSibling || row.previousElementSibling;
  row.remove();
  (next || list).querySelector("button").focus();
}

function act(list, event) {
  const button = event.target.closest("button");
  if (!button) return;
  const row = button.closest("[data-row]");
  const said = list.querySelector("[data-said]");
  if ("add" in button.dataset) {
    addRow(list);
  } else if ("remove" in button.dataset) {
    removeRow(list, row);
    said.textContent = said.dataset.removed;
  } else {
    moveRow(row, "up" in button.dataset);
    button.focus();
    said.textContent = said.dataset.moved;
  }
  event.preventDefault();
  form.dataset.dirty = "";
  number(list);
  offerChoices();
}

function number(list) {
  list.querySelectorAll("[data-rows] [data-nth]").forEach((element, nth) => { element.textContent = nth + 1; });
}

// What is right for an item is one of the choices as they stand.
function offerChoices() {
  const list = lists.find((each) => "choices" in each.dataset);
  if (!list) return;
  const choices = [...list.querySelectorAll("[data-rows] > [data-row]")].map((row, nth) => ({
    value: row.dataset.row, words: `${nth + 1}. ${row.querySelector("textarea").value.trim().slice(0, 80)}`,
  }));
  document.querySelectorAll("[data-rows] [data-rights]").forEach((rights) => {
    if (rights.matches("select")) offerIn(rights, choices);
    else offerBoxes(rights, choices);
  });
}

function offerIn(select, choices) {
  const chosen = select.value;
  select.replaceChildren(select.options[0], ...choices.map(({ value, words }) => new Option(words, value)));
  select.value = choices.some(({ value }) => value === chosen) ? chosen : "";
}

function offerBoxes(fieldset, choices) {
  const marked = new Set([...fieldset.querySelectorAll(":checked")].map((box) => box.value));
  fieldset.querySelectorAll("[data-value]").forEach((label) => label.remove());
  choices.forEach(({ value, words }) => {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), {
      type: "checkbox", name: fieldset.dataset.name, value, checked: marked.has(value),
    });
    const text = document.createElement("span");
    text.textContent = words;
    label.className = "option-right";
    label.dataset.value = value;
    label.append(box, " ", text);
    fieldset.append(label);
  });
}

function guard() {
  let leaving = false;
  form.addEventListener("input", () => { form.dataset.dirty = ""; });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if ("dirty" in form.dataset && !leaving) event.preventDefault();
  });
}

lists.forEach((list) => {
  list.addEventListener("click", (event) => act(list, event));
  if ("choices" in list.dataset) list.addEventListener("change", offerChoices);
});
if (form) guard();
