// [data-opens="id"] opens that dialog, [data-closes] or a click beside it closes it. The focus
// returns by itself. An open menu closes by Escape and by a click elsewhere.
function open(opener, event) {
  const dialog = document.getElementById(opener.dataset.opens);
  if (!dialog) return;
  event.preventDefault();
  if (!dialog.open) dialog.showModal();
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  const opener = event.target.closest("[data-opens]");
  if (opener && !event.ctrlKey && !event.metaKey) return open(opener, event);
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  else if (event.target.matches("dialog")) event.target.close();
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  const inside = menu.contains(document.activeElement);
  closeMenus();
  if (inside) menu.querySelector("summary").focus();
  event.stopImmediatePropagation();
});
