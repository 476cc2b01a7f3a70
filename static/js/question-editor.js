// The form of a question in the CMS: options are added, removed and moved without a request (the buttons do it with
// one where there is no JavaScript), and leaving with words that are not saved is asked about.

const form = document.querySelector("[data-behaviour='question-editor']");
const options = document.querySelector("[data-behaviour='question-options']");

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return `o-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function addRow(rows, blank) {
  rows.insertAdjacentHTML("beforeend", blank.innerHTML.replaceAll("new-row", newId()));
  rows.lastElementChild.querySelector("textarea").focus();
}

function moveRow(row, up) {
  const beside = up ? row.previousElementSibling : row.nextElementSibling;
  if (beside) beside[up ? "before" : "after"](row);
}

function removeRow(row) {
  const next = row.nextElementSibling || row.previousElementSibling;
  row.remove();
  (next || options).querySelector("button").focus();
}

function act(event) {
  const button = event.target.closest("button");
  if (!button) return;
  const row = button.closest("[data-row]");
  const said = options.querySelector("[data-said]");
  if ("add" in button.dataset) {
    addRow(options.querySelector("[data-rows]"), options.querySelector("[data-blank]"));
  } else if ("remove" in button.dataset) {
    removeRow(row);
    said.textContent = said.dataset.removed;
  } else {
    moveRow(row, "up" in button.dataset);
    button.focus();
    said.textContent = said.dataset.moved;
  }
  event.preventDefault();
  form.dataset.dirty = "";
}

function guard() {
  let leaving = false;
  form.addEventListener("input", () => { form.dataset.dirty = ""; });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => {
    if ("dirty" in form.dataset && !leaving) event.preventDefault();
  });
}

if (options) options.addEventListener("click", act);
if (form) guard();
