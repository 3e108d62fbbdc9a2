// Opens popups towards where there is room.

export function place(popup) {
  popup.classList.remove("up", "end");
  const box = popup.getBoundingClientRect();
  const frame = (popup.closest(".scroll, .panel-body, .modal-body") || document.documentElement).getBoundingClientRect();
  const anchor = popup.parentElement.getBoundingClientRect();
  popup.classList.toggle("up", box.bottom > Math.min(frame.bottom, innerHeight) && anchor.top - Math.max(frame.top, 0) > box.height);
  popup.classList.toggle("end", box.right > Math.min(frame.right, innerWidth) - 4);
}

export function placed(details) {
  details.addEventListener("toggle", () => { if (details.open) place(details.querySelector(".popup")); });
  return details;
}
