// Buttons, and what a screen reader is told.

export function button(text, label, onPress) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "wb-button";
  made.textContent = text;
  if (label !== text) made.setAttribute("aria-label", label);
  made.addEventListener("click", onPress);
  return made;
}

const region = document.createElement("div");
region.className = "wb-hidden";
region.setAttribute("role", "status");
region.setAttribute("aria-live", "polite");

export function announce(text) {
  if (!region.isConnected) document.body.append(region);
  region.textContent = text;
}
