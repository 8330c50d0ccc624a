// A script dropped anywhere on the page lands in the file field; its name is shown.

const area = document.querySelector("[data-drop]");
const input = area?.querySelector("input[type=file]");
const name = area?.querySelector("[data-drop-name]");

function show() {
  if (input.files.length > 0) name.textContent = input.files[0].name;
}

if (area !== null) {
  let depth = 0; // dragenter and dragleave come in pairs for every element passed over
  addEventListener("dragenter", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    depth += 1;
    area.classList.add("over");
  });
  addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) area.classList.remove("over");
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    area.classList.remove("over");
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    show();
  });
  input.addEventListener("change", show);
  show();
}
