// Says under the identifier of a fixed question what it asks: the words stand in the list that the form offers.
// Whoever types a question's words whole gets its identifier.
const list = document.getElementById("exam-questions");
const words = new Map(Array.from(list?.options ?? [], (option) => [option.value, option.textContent]));

function tell(input) {
  let said = input.nextElementSibling;
  if (!said?.matches("output")) {
    said = document.createElement("output");
    said.className = "help";
    input.after(said);
  }
  said.textContent = words.get(input.value.trim()) ?? "";
}

function identify(input) {
  const typed = input.value.trim().toLowerCase();
  const found = typed && [...words].filter(([, text]) => text.toLowerCase() === typed);
  if (found && found.length === 1) input.value = found[0][0];
}

const fields = 'input[list="exam-questions"]';
const tellAll = () => document.querySelectorAll(fields).forEach(tell);

if (words.size) {
  document.addEventListener("input", ({ target }) => target.matches?.(fields) && tell(target));
  document.addEventListener("change", ({ target }) => {
    if (!target.matches?.(fields)) return;
    identify(target);
    tell(target);
  });
  // The form is built by a script, and sections and questions are added to it.
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => [...addedNodes].some((node) => node.querySelector?.(fields)))) tellAll();
  }).observe(document.body, { childList: true, subtree: true });
  tellAll();
}
