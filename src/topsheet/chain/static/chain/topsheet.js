// The button that prints the page; the print sheet is in topsheet-print.css.

document.querySelector("[data-print]")?.addEventListener("click", () => print());
