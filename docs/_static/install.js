// The build did not know where the site is read, so the command that installs the checker gets
// the address that this page was served from. It is shown only where this script ran.
(() => {
  const script = document.currentScript;
  const wheel = new URL(`../${script.dataset.wheel}`, script.src.split("?")[0]);
  const address = wheel.href.replaceAll("'", "%27");
  const argument = /^[\w.:\/%~-]+$/.test(address) ? address : `'${address}'`;
  document.addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll(".jax101-install")) {
      place.querySelector("pre").textContent = `python -m pip install ${argument}\n`;
      place.querySelector(":scope > p").hidden = true;
    }
  });
})();
