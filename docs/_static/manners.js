// What the theme and the copy buttons owe to a reader who uses the keyboard, or who listens.
document.addEventListener("DOMContentLoaded", () => {
  "use strict";
  // The theme takes the focus off a button that was pressed. A menu gives it back to a keyboard at
  // once; and what the button opened, when it is closed again.
  for (const side of ["primary", "secondary"]) {
    const drawer = document.getElementById(`pst-${side}-sidebar-modal`);
    const button = document.querySelector(`.bd-header-article .${side}-toggle`);
    drawer?.addEventListener("close", () => button?.focus({ preventScroll: true }));
  }
  document.addEventListener("click", ({ target, detail }) => {
    const button = detail === 0 && target.closest(".theme-switch-button");
    if (button) setTimeout(() => button.focus());
  });
  document.addEventListener("hidden.bs.dropdown", ({ target }) => {
    const menu = target.closest(".dropdown");
    if (menu?.contains(document.activeElement)) target.focus();
  });

  // That something was copied is said aloud: the button shows it in its tooltip alone.
  const said = document.createElement("div");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  const main = document.querySelector("main");
  main?.append(said);
  const say = ([{ target }]) => {
    said.textContent = target.classList.contains("success") ? target.dataset.tooltip : "";
  };
  const changes = { subtree: true, attributes: true, attributeFilter: ["data-tooltip"] };
  if (main) new MutationObserver(say).observe(main, changes);
});
