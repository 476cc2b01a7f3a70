// Says under the identifier of a fixed question what it asks, and under the tag of a draw how many questions there are:
// both stand in the lists that the form offers. Whoever types a question's words whole gets its identifier.
const offered = (id) => {
  const list = document.getElementById(id);
  const said = new Map(Array.from(list?.options ?? [], (option) => [option.value, option.dataset.said ?? option.textContent]));
  return { said, none: list?.dataset.none ?? "" };
};
const lists = { "exam-questions": offered("exam-questions"), "exam-tags": offered("exam-tags") };
const fields = Object.keys(lists)
  .map((id) => `input[list="${id}"]`)
  .join();

function tell(input) {
  let output = input.nextElementSibling;
  if (!output?.matches("output")) {
    output = document.createElement("output");
    output.className = "help";
    input.after(output);
  }
  const { said, none } = lists[input.getAttribute("list")];
  const typed = input.value.trim();
  output.textContent = said.get(typed) ?? (typed && none);
}

function identify(input) {
  const typed = input.value.trim().toLowerCase();
  const { said } = lists["exam-questions"];
  const found = typed && [...said].filter(([, text]) => text.toLowerCase() === typed);
  if (found && found.length === 1) input.value = found[0][0];
}

const tellAll = () => document.querySelectorAll(fields).forEach(tell);

if (Object.values(lists).some(({ said }) => said.size)) {
  document.addEventListener("input", ({ target }) => target.matches?.(fields) && tell(target));
  document.addEventListener("change", ({ target }) => {
    if (!target.matches?.(fields)) return;
    if (target.getAttribute("list") === "exam-questions") identify(target);
    tell(target);
  });
  // The form is built by a script, and sections, questions and draws are added to it.
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => [...addedNodes].some((node) => node.querySelector?.(fields)))) tellAll();
  }).observe(document.body, { childList: true, subtree: true });
  tellAll();
}
