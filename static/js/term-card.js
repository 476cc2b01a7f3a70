// Opens the definition of a term over the text that links to it. Without this the link leads to the glossary.
for (const link of document.querySelectorAll("a[data-term]")) {
  const card = document.getElementById(`term-${link.dataset.term}`);
  if (!card?.showModal || card.contains(link)) continue;
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    card.showModal();
  });
}

for (const card of document.querySelectorAll("dialog.term-card")) {
  card.addEventListener("click", (event) => {
    if (event.target === card) card.close();
  });
}
