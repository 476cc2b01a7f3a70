// Shows the button that prints the page. Without this the browser's own menu does.
for (const button of document.querySelectorAll('button[data-behaviour="print"]')) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
